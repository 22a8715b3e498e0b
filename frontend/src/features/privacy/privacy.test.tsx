import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../testing/render";
import { DeleteAccount } from "./DeleteAccount";
import { ExportPanel } from "./ExportPanel";

const EXPORT = { id: "e1", created_at: "2026-11-24T12:00:00Z", completed_at: null, expires_at: null };

let answers: Response[] = [];
let asked: Request[] = [];

beforeEach(() => {
  answers = [];
  asked = [];
  window.history.replaceState(null, "", "/privacy");
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request);
    return Promise.resolve(answers.shift() ?? json({}, 500));
  });
});

describe("deleting the account", () => {
  async function fill(word: string, password: string) {
    await userEvent.type(screen.getByLabelText("Escreva EXCLUIR para confirmar"), word);
    await userEvent.type(screen.getByLabelText("Sua senha"), password);
    await userEvent.click(screen.getByRole("button", { name: "Excluir minha conta para sempre" }));
  }

  it("calls the API only after the exact word is typed", async () => {
    show(<DeleteAccount />);
    await fill("excluir", "uma senha longa");
    expect(screen.getByText("Escreva EXCLUIR, em maiúsculas.")).toBeDefined();
    expect(document.activeElement).toBe(screen.getByLabelText("Escreva EXCLUIR para confirmar"));
    expect(asked).toHaveLength(0);
  });

  it("shows a wrong password at its field and deletes nothing", async () => {
    answers = [json({ code: "AUTH_INVALID_CREDENTIALS", detail: "E-mail ou senha incorretos." }, 401)];
    show(<DeleteAccount />);
    await fill("EXCLUIR", "outra senha");
    expect(await screen.findByText("Esta não é a sua senha.")).toBeDefined();
    expect(window.location.pathname).toBe("/privacy");
  });

  it("sends the password, says goodbye and clears this device", async () => {
    localStorage.setItem("recoloca.signed-in", "yes");
    localStorage.setItem("recoloca.export", "u1 e1");
    answers = [new Response(null, { status: 204 })];
    show(<DeleteAccount />);
    await fill("EXCLUIR", "uma senha longa");
    await vi.waitFor(() => expect(window.location.pathname).toBe("/goodbye"));
    expect(asked.map(({ method }) => method)).toEqual(["DELETE"]);
    expect(await asked[0]?.json()).toEqual({ password: "uma senha longa" });
    expect(localStorage.getItem("recoloca.signed-in")).toBeNull();
    expect(localStorage.getItem("recoloca.export")).toBeNull();
  });
});

describe("the export", () => {
  it("is requested, polled, and offered when it is ready", async () => {
    answers = [
      json({ ...EXPORT, status: "pending" }, 202),
      json({ ...EXPORT, status: "processing" }),
      json({
        ...EXPORT,
        status: "completed",
        completed_at: "2026-11-24T12:00:05Z",
        expires_at: "2026-12-01T12:00:05Z",
        url: "https://files.example/copy.zip",
      }),
    ];
    show(<ExportPanel />);
    await userEvent.click(screen.getByRole("button", { name: "Preparar a cópia" }));
    expect(await screen.findByText("Preparando a sua cópia…")).toBeDefined();
    const link = await screen.findByRole("link", { name: "Baixar o arquivo ZIP" }, { timeout: 4000 });
    expect(link.getAttribute("href")).toBe("https://files.example/copy.zip");
    expect(screen.getByRole("button", { name: "Preparar outra" })).toBeDefined();
  });
});
