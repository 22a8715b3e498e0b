import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { show } from "../../testing/render";
import { Devices } from "./Devices";
import { EmailPanel } from "./EmailPanel";
import type { Profile } from "./queries";

const UNCONFIRMED = { email: "ana@example.com", email_verified: false } as Profile;
const unanswered = vi.fn(() => new Promise<Response>(() => undefined));

beforeEach(() => {
  unanswered.mockClear();
  vi.stubGlobal("fetch", unanswered);
});

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["Mandar o link de novo", <EmailPanel profile={UNCONFIRMED} />],
  ["Sair de todos os aparelhos", <Devices />],
])("“%s” pressed twice sends one request", async (name, panel) => {
  show(panel);
  await userEvent.dblClick(screen.getByRole("button", { name }));
  expect(unanswered).toHaveBeenCalledTimes(1);
  expect(screen.getByRole("button", { name }).getAttribute("aria-disabled")).toBe("true");
});
