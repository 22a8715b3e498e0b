import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../../testing/render";
import type { AnalysisSummary, Comparison, Suggestion } from "../types";
import ComparePage from "./ComparePage";

const suggestion = (message: string, quote: string | null = null): Suggestion => ({
  id: "experience.verbs",
  section: "experience",
  priority: "high",
  gain: 2,
  line: 3,
  quote,
  message,
  example: null,
});

const version = (id: string, score: number): AnalysisSummary => ({
  id,
  file_name: `${id}.pdf`,
  status: "completed",
  progress: { stage: "done", percent: 100 },
  score,
  language: "pt",
  size: 1000,
  error: null,
  earlier_version: false,
  created_at: "2026-11-24T12:00:00Z",
  completed_at: "2026-11-24T12:00:02Z",
});

const COMPARISON: Comparison = {
  before: version("antes", 70),
  after: version("depois", 76),
  score_change: 6,
  parts: [
    { id: "experience", label: "Experiência", max: 35, before: 20, after: 26 },
    { id: "clarity", label: "Clareza", max: 10, before: 8, after: 8 },
    { id: "summary", label: "Resumo", max: 10, before: 7, after: 6.5 },
  ],
  solved: [suggestion("Comece pelo verbo.", "• Responsável pelos relatórios")],
  remaining: [suggestion("Inclua o LinkedIn."), suggestion("Diga o resultado.")],
  new: [],
  skills_added: ["Terraform"],
  skills_removed: [],
};

function open(answer: Response) {
  vi.stubGlobal("fetch", () => Promise.resolve(answer));
  show(<ComparePage />, "/cv-analysis/depois/compare/antes", "/cv-analysis/:id/compare/:other");
}

afterEach(() => vi.unstubAllGlobals());

describe("two versions side by side", () => {
  it("begins with the change of the score", async () => {
    open(json(COMPARISON));
    expect(await screen.findByText("Sua nota subiu 6 pontos, de 70 para 76.")).toBeDefined();
  });

  it.each([
    [-1, 69, "Sua nota caiu 1 ponto, de 70 para 69."],
    [0, 70, "Sua nota continua em 70."],
  ])("says plainly that the score did not rise (%i)", async (score_change, score, sentence) => {
    open(json({ ...COMPARISON, score_change, after: version("depois", score) }));
    expect(await screen.findByText(sentence)).toBeDefined();
  });

  it("shows the change of each part in points", async () => {
    open(json(COMPARISON));
    const table = within(await screen.findByRole("table"));
    const change = (part: string) => table.getByRole("row", { name: new RegExp(part) }).lastChild?.textContent;
    expect([change("Experiência"), change("Clareza"), change("Resumo")]).toEqual(["+6", "=", "-0,5"]);
  });

  it("lists the solved, the remaining and the new suggestions", async () => {
    open(json(COMPARISON));
    const solved = within(await screen.findByRole("region", { name: "Resolvido (1)" }));
    expect(solved.getByText("Comece pelo verbo.")).toBeDefined();
    expect(solved.getByText("Responsável pelos relatórios")).toBeDefined();
    expect(within(screen.getByRole("region", { name: "Continua pendente (2)" })).getAllByRole("listitem")).toHaveLength(2);
    expect(screen.getByText("A nova versão não trouxe problemas novos.")).toBeDefined();
    expect(screen.getByRole("heading", { name: "Entraram" })).toBeDefined();
    expect(screen.queryByRole("heading", { name: "Saíram" })).toBeNull();
  });

  it("explains why results of two versions of the engine are not compared", async () => {
    open(json({ code: "VERSIONS_DIFFER", detail: "Uma destas análises foi avaliada por uma versão anterior." }, 409));
    expect(await screen.findByRole("heading", { name: "Estas duas notas não se comparam" })).toBeDefined();
    expect(screen.getByText("Uma destas análises foi avaliada por uma versão anterior.")).toBeDefined();
    expect(screen.getByRole("link", { name: "Enviar o currículo de novo" }).getAttribute("href")).toBe("/cv-analysis/new");
    expect(screen.queryByRole("button", { name: "Tentar de novo" })).toBeNull();
  });

  it("shows “not found” for another person's analysis", async () => {
    open(json({ code: "NOT_FOUND", detail: "Não encontrado." }, 404));
    expect(await screen.findByRole("heading", { name: "Página não encontrada" })).toBeDefined();
  });
});
