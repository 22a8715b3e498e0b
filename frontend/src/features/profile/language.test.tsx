import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import { endSession, queries, signIn, useSession } from "../../app/session";
import type { User } from "../../app/session";
import { SettingsMenu } from "../../app/SettingsMenu";
import { json } from "../../testing/render";
import ProfilePage from "./ProfilePage";
import { profileKey } from "./queries";
import type { Profile } from "./queries";

const USER: User = {
  id: "u1",
  name: "Ana Souza",
  email: "ana@example.com",
  language: "pt-BR",
  target_role: null,
  plan: "free",
  email_verified: true,
  created_at: "2026-11-24T12:00:00Z",
};
const USAGE = { used: 0, limit: 3, left: 3, renews_at: "2026-12-01T03:00:00Z" };

let stored: Profile;
let sent: unknown[] = [];
let away = false;

async function answer(request: Request): Promise<Response> {
  if (request.method === "GET") return json(stored);
  const change = (await request.json()) as Partial<Profile>;
  sent.push(change);
  if (away) return json({ code: "SERVICE_UNAVAILABLE" }, 503);
  stored = { ...stored, ...change };
  return json(stored);
}

function SessionLanguage() {
  const session = useSession();
  return <output>{session.status === "signed-in" ? session.user.language : session.status}</output>;
}

function open() {
  const { hook, searchHook } = memoryLocation({ path: "/profile" });
  render(
    <QueryClientProvider client={queries}>
      <Router hook={hook} searchHook={searchHook}>
        <SettingsMenu />
        <SessionLanguage />
        <main>
          <ProfilePage />
        </main>
      </Router>
    </QueryClientProvider>,
  );
}

const choose = (label: string, language: string) =>
  userEvent.selectOptions(screen.getByRole("combobox", { name: label, hidden: true }), language);

beforeEach(() => {
  stored = { ...USER, quota: { cv_analyses: USAGE, coach_messages: USAGE } };
  sent = [];
  away = false;
  vi.stubGlobal("fetch", vi.fn(answer));
  signIn({ access_token: "a", refresh_token: null, token_type: "bearer", expires_in: 900, user: USER });
  open();
});

afterEach(() => {
  endSession();
  vi.unstubAllGlobals();
});

describe("the language chosen in the menu", () => {
  it("is saved in the profile and shown everywhere", async () => {
    await screen.findByLabelText("Nome");
    await choose("Idioma", "English");
    await waitFor(() => expect(sent).toEqual([{ language: "en" }]));
    await waitFor(() => expect(queries.getQueryData<Profile>(profileKey)?.language).toBe("en"));
    expect(screen.getByText("en", { selector: "output" })).toBeDefined();
  });

  it("stays when only the name is saved, even if saving it failed", async () => {
    const name = await screen.findByLabelText("Nome");
    away = true;
    await choose("Idioma", "English");
    await waitFor(() => expect(sent).toHaveLength(1));
    away = false;
    await userEvent.type(name, " Lima");
    await userEvent.click(within(screen.getByRole("main")).getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Profile saved.")).toBeDefined();
    expect(stored).toMatchObject({ name: "Ana Souza Lima", language: "en" });
    expect(document.documentElement.lang).toBe("en");
  });

  it("is the last of several choices", async () => {
    await screen.findByLabelText("Nome");
    await choose("Idioma", "English");
    await choose("Language", "Português (Brasil)");
    await waitFor(() => expect(sent).toEqual([{ language: "en" }, { language: "pt-BR" }]));
    await waitFor(() => expect(stored.language).toBe("pt-BR"));
    expect(document.documentElement.lang).toBe("pt-BR");
  });

  it("loads the reason of a failed analysis again", async () => {
    queries.setQueryData(["analysis", "a1"], { error: { message: "Este arquivo está protegido por senha." } });
    await choose("Idioma", "English");
    await waitFor(() => expect(queries.getQueryState(["analysis", "a1"])?.isInvalidated).toBe(true));
  });
});
