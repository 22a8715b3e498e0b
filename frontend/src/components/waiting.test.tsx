import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { Invoices } from "../features/billing/Invoices";
import { VersionsPanel } from "../features/cvs/result/VersionsPanel";
import { Preferences } from "../features/notifications/Preferences";
import { Consents } from "../features/privacy/Consents";
import { json, show } from "../testing/render";

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["consents", <Consents />],
  ["preferences", <Preferences />],
  ["invoices", <Invoices />],
  ["versions", <VersionsPanel id="a1" earlierVersion={false} />],
])("%s keep their place while they load, and can be tried again", async (_name, part) => {
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
  const { container } = show(part);
  const waiting = () => container.querySelector("[aria-busy=true] .skeleton");
  await waitFor(() => expect(waiting()).not.toBeNull());
  answer(json({ code: "SERVICE_UNAVAILABLE", detail: "Serviço indisponível." }, 503));
  expect(await screen.findByRole("button", { name: "Tentar de novo" })).toBeDefined();
  expect(waiting()).toBeNull();
});
