import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { recall, remember } from "../../app/device";
import { show } from "../../testing/render";
import { AwaitedUpload } from "./AwaitedUpload";
import type { Analysis } from "./types";
import { whileSending } from "./underWay";

const CREATED = "2026-11-24T12:00:00Z";
const ANALYSIS = {
  id: "a1",
  file_name: "cv.pdf",
  status: "awaiting_upload",
  progress: { stage: "queued", percent: 0 },
  created_at: CREATED,
} as Analysis;

let asked: string[] = [];

beforeEach(() => {
  asked = [];
  vi.setSystemTime(new Date(CREATED));
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return Promise.resolve(new Response(null, { status: 204 }));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const open = (analysis = ANALYSIS) => show(<AwaitedUpload analysis={analysis} />, "/cv-analysis/a1");

it("offers to send again after a reload interrupted the upload", async () => {
  remember("upload", "a1"); // the item that an upload leaves on the device when its page is reloaded
  const { path } = open();
  await screen.findByRole("heading", { name: "O envio foi interrompido" });
  expect(screen.queryByText(/Pode sair/)).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Enviar de novo" }));
  await waitFor(() => expect(path()).toBe("/cv-analysis/new"));
  expect(asked).toEqual(["DELETE /api/cv/analysis/a1"]);
  expect(recall("upload")).toBeNull();
});

it("shows no interruption while the file is being sent or was sent", async () => {
  let arrive: () => void = () => undefined;
  const sending = whileSending("a2", () => new Promise((resolve) => (arrive = resolve)));
  open({ ...ANALYSIS, id: "a2" });
  await screen.findByRole("heading", { name: "Enviando cv.pdf" });
  arrive();
  await sending;
  await screen.findByRole("heading", { name: "Lendo cv.pdf" }, { timeout: 4000 });
  expect(recall("upload")).toBeNull();
});

it("waits for another device as long as that device may send the file", async () => {
  open({ ...ANALYSIS, id: "a3" });
  expect(await screen.findByRole("heading", { name: "Esperando o arquivo chegar" })).toBeDefined();
});

it("reports a file that can no longer arrive", async () => {
  vi.setSystemTime(new Date("2026-11-24T12:16:00Z"));
  open({ ...ANALYSIS, id: "a4" });
  expect(await screen.findByRole("heading", { name: "O envio foi interrompido" })).toBeDefined();
});
