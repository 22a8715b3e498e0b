import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../testing/render";
import SessionPage from "./SessionPage";

const ID = "0192f0c1-0000-7000-8000-000000000001";
const AT = "2026-11-24T12:00:00Z";
const GREETING = {
  message_id: "m1",
  role: "coach",
  content: "Li a sua última análise.\n\nPergunta 1: Por que você quer esta vaga?",
  suggestions: ["Dica", "Encerrar"],
  created_at: AT,
};

let left = 3;
let answers: (() => Response)[] = [];
let keys: (string | null)[] = [];

function answer(request: Request): Response {
  const path = new URL(request.url).pathname;
  if (path.endsWith("/users/profile")) {
    const quota = { used: 15 - left, limit: 15, left, renews_at: "2026-11-25T00:00:00Z" };
    return json({ quota: { coach_messages: quota, cv_analyses: quota } });
  }
  if (request.method === "GET") {
    return json({
      session_id: ID,
      topic: "interview_preparation",
      analysis_id: null,
      target_role: "Engenheira de dados",
      created_at: AT,
      updated_at: AT,
      messages: [GREETING],
    });
  }
  keys.push(request.headers.get("Idempotency-Key"));
  return (answers.shift() ?? (() => json({ message_id: "m3", reply: "Falta um número.", suggestions: ["Próxima"] })))();
}

function open() {
  show(<SessionPage />, `/ai-coach/${ID}`, "/ai-coach/:id");
}

beforeEach(() => {
  left = 3;
  answers = [];
  keys = [];
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal("fetch", vi.fn((request: Request) => Promise.resolve(answer(request))));
});

describe("a conversation with the coach", () => {
  it("shows the message at once, then the reply and suggestions", async () => {
    open();
    await userEvent.type(await screen.findByLabelText("Sua mensagem"), "Porque o time cresceu 40%");
    expect(screen.getByText(/5 palavras;/)).toBeDefined();
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("Porque o time cresceu 40%")).toBeDefined();
    expect(await screen.findByText("Falta um número.")).toBeDefined();
    expect(screen.getByRole("button", { name: "Próxima" })).toBeDefined();
    expect(screen.queryByRole("button", { name: "Dica" })).toBeNull();
  });

  it("sends a failed message again under the same key", async () => {
    answers = [() => json({ code: "SERVICE_UNAVAILABLE", detail: "Serviço indisponível." }, 503)];
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Dica" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Serviço indisponível.");
    await userEvent.click(screen.getByRole("button", { name: "Enviar de novo" }));
    await screen.findByText("Falta um número.");
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(screen.getAllByText("Dica")).toHaveLength(1);
  });

  it("puts a failed message back before the text written since", async () => {
    answers = [() => json({ code: "SERVICE_UNAVAILABLE", detail: "Serviço indisponível." }, 503)];
    open();
    const field = await screen.findByLabelText<HTMLTextAreaElement>("Sua mensagem");
    await userEvent.type(field, "Reduzi o custo{Enter}");
    await screen.findByRole("alert");
    await userEvent.type(field, "em 40%");
    await userEvent.click(screen.getByRole("button", { name: "Editar" }));
    expect(field.value).toBe("Reduzi o custo\nem 40%");
    expect(document.activeElement).toBe(field);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("keeps a failed message while another is sent, then sends it", async () => {
    answers = [() => json({ code: "SERVICE_UNAVAILABLE", detail: "Serviço indisponível." }, 503)];
    open();
    const field = await screen.findByLabelText("Sua mensagem");
    await userEvent.type(field, "Primeira{Enter}");
    await screen.findByRole("alert");
    await userEvent.type(field, "Segunda{Enter}");
    await screen.findByText("Falta um número.");
    expect(screen.getByText("Primeira")).toBeDefined();
    answers = [() => json({ message_id: "m5", reply: "Agora sim.", suggestions: [] })];
    await userEvent.click(screen.getByRole("button", { name: "Enviar de novo" }));
    await screen.findByText("Agora sim.");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(keys[2]).toBe(keys[0]);
  });

  it("says that the quota is used up and links to the plans", async () => {
    left = 0;
    open();
    await screen.findByText(/Você usou as mensagens de hoje/);
    await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>("Sua mensagem").disabled).toBe(true));
    expect(screen.getByRole("link", { name: "Ver planos" }).getAttribute("href")).toBe("/payment");
    expect(screen.queryByRole("button", { name: "Dica" })).toBeNull();
  });
});
