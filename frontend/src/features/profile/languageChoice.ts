import type { QueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { keepUser } from "../../app/session";
import type { Language } from "../../i18n/language";
import { profileKey } from "./queries";
import type { Profile } from "./queries";

/** Why an analysis failed is a sentence of the API's, in the language that the app had. */
export function askInNewLanguage(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ["analysis"] });
}

/** The profile as it was saved, for everything that shows it. */
export function keepProfile(client: QueryClient, profile: Profile): void {
  client.setQueryData(profileKey, profile);
  keepUser(profile);
}

let saving = Promise.resolve();

/** One after the other, so that the last choice stays. Whoever cannot be heard now still reads the app as they chose. */
export function saveLanguage(client: QueryClient, language: Language): void {
  saving = saving.then(() => save(client, language)).catch(() => undefined);
}

async function save(client: QueryClient, language: Language): Promise<void> {
  keepProfile(client, await unwrap(api.PATCH("/users/profile", { body: { language } })));
}
