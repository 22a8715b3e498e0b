import { act, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import type { Tokens } from "../api/tokens";
import { renewAccess } from "../api/tokens";
import { json, show } from "../testing/render";
import { App } from "./App";
import { endSession, signIn, signOut } from "./session";

const tokens = { access_token: "a", user: { id: "u1", name: "Ana", language: "pt-BR" } } as unknown as Tokens;

beforeEach(() => {
  vi.spyOn(window, "scrollTo").mockReturnValue();
  vi.stubGlobal("fetch", () => Promise.resolve(json({}, 401)));
});

afterEach(() => vi.unstubAllGlobals());

it("keeps the whole address when it redirects a visitor to the login", async () => {
  const { path } = show(<App />, "/payment?checkout=success");
  await waitFor(() => expect(path()).toBe("/login?next=%2Fpayment%3Fcheckout%3Dsuccess"));
});

it.each([
  ["the person signs out", signOut],
  ["the session is ended in another tab or on every device", () => Promise.resolve().then(endSession)],
])("does not keep the address when %s", async (_name, leave) => {
  signIn(tokens);
  const { path } = show(<App />, "/ai-coach");
  await act(async () => {
    await leave();
  });
  await waitFor(() => expect(path()).toBe("/login"));
});

it("keeps the address when the session could not be renewed", async () => {
  signIn(tokens);
  const { path } = show(<App />, "/ai-coach");
  await act(async () => {
    await renewAccess();
  });
  await waitFor(() => expect(path()).toBe("/login?next=%2Fai-coach"));
});
