import type { QueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { keepUser } from "../../app/session";
import type { Language } from "../../i18n/language";
import { profileKey } from "./queries";
import type { Profile } from "./queries";

/** Loads the analyses again: the API writes the reason of a failure in the app's language. */
export function askInNewLanguage(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["analysis"] });
}

/** Shows the saved profile everywhere in the app. */
export function keepProfile(client: QueryClient, profile: Profile): void {
  client.setQueryData(profileKey, profile);
  keepUser(profile);
}

let saving = Promise.resolve();

/**
 * Saves the language in the profile. Saves run one after another, so that the last choice wins. A failure is ignored.
 */
export function saveLanguage(client: QueryClient, language: Language): void {
  saving = saving.then(() => save(client, language)).catch(() => undefined);
}

async function save(client: QueryClient, language: Language): Promise<void> {
  keepProfile(client, await unwrap(api.PATCH("/users/profile", { body: { language } })));
}
