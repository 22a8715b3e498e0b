import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Problem } from "../../api/problem";
import { show } from "../../testing/render";
import { uploadCv } from "./upload";
import UploadPage from "./UploadPage";

type Upload = Parameters<typeof uploadCv>[0];

vi.mock(import("./upload"), async (original) => ({ ...(await original()), uploadCv: vi.fn() }));

const first = new File(["texto"], "primeiro.pdf");
const second = new File(["texto"], "segundo.pdf");
let sent: { upload: Upload; arrive: (id: string) => void; fail: (error: Error) => void }[] = [];

beforeEach(() => {
  sent = [];
  vi.mocked(uploadCv).mockImplementation(
    (upload) =>
      new Promise((resolve, reject) => {
        upload.signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        sent.push({ upload, arrive: resolve, fail: reject });
      }),
  );
});

afterEach(() => vi.restoreAllMocks());

function open() {
  const page = show(<UploadPage />, "/cv-analysis/new");
  const picker = page.container.querySelector<HTMLInputElement>("input[type=file]");
  if (!picker) throw new Error("no picker");
  return { ...page, choose: (file: File) => userEvent.upload(picker, file) };
}

const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

it("opens the result, and a usable control has the focus", async () => {
  const { choose, path } = open();
  await choose(first);
  await press("Analisar");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Cancelar" }));
  sent[0]?.arrive("a1");
  await waitFor(() => expect(path()).toBe("/cv-analysis/a1"));
});

it("cancels, says so, and can send again", async () => {
  const { choose, path } = open();
  await choose(first);
  await press("Analisar");
  await press("Cancelar");
  await screen.findByText("Envio cancelado. Nada foi guardado.");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Analisar" }));
  await press("Analisar");
  sent[1]?.arrive("a2");
  await waitFor(() => expect(path()).toBe("/cv-analysis/a2"));
});

it("sends the last chosen file and stops the earlier upload", async () => {
  const { choose, path } = open();
  await choose(first);
  await press("Analisar");
  await choose(second);
  expect(sent[0]?.upload.signal.aborted).toBe(true);
  await press("Analisar");
  expect(sent[1]?.upload.file.name).toBe("segundo.pdf");
  sent[1]?.arrive("a2");
  await waitFor(() => expect(path()).toBe("/cv-analysis/a2"));
});

it("does not open the result after the person has left the page", async () => {
  const { choose, path, unmount } = open();
  await choose(first);
  await press("Analisar");
  unmount();
  sent[0]?.arrive("a1");
  await Promise.resolve();
  expect(sent[0]?.upload.signal.aborted).toBe(false);
  expect(path()).toBe("/cv-analysis/new");
});

it("accepts a corrected file with the same name", async () => {
  const { choose, container } = open();
  await choose(first);
  expect(container.querySelector<HTMLInputElement>("input[type=file]")?.value).toBe("");
});

it("says that there is no connection", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  window.dispatchEvent(new Event("offline"));
  try {
    const { choose } = open();
    await choose(first);
    await press("Analisar");
    sent[0]?.fail(new Problem("OFFLINE", null, 0));
    await screen.findByText(/Você está sem conexão/);
  } finally {
    vi.restoreAllMocks();
    window.dispatchEvent(new Event("online"));
  }
});
