import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../../testing/render";
import { EvidenceContext } from "../result/evidence";
import type { Match } from "../types";
import { MatchPanel } from "./MatchPanel";

const PYTHON = { id: "python", keyword: "Python", line: 17, quote: "Python", required: true };
const MATCH: Match = {
  score: 62,
  title: "Engenheira de dados",
  language: "pt",
  formula: "Requisitos 25 + Cargo 25 + Termos 12 = 62",
  parts: [{ id: "required", label: "Requisitos", points: 25, max: 50, message: "1 de 2 requisitos cobertos." }],
  requirements: [
    { text: "Python e SQL", kind: "required", status: "partial", coverage: 0.5, present: [PYTHON, PYTHON], missing: ["SQL"] },
    { text: "Kafka", kind: "desirable", status: "missing", coverage: 0, present: [], missing: [] },
  ],
  present: [PYTHON],
  missing: [{ id: "sql", keyword: "SQL", line: null, quote: null, required: true }],
  years: { required: 5, found: 3.5, met: false },
  languages: [{ name: "en", required: "C1", found: null, line: null, met: false }],
  degree: null,
};
const JOB = "Procuramos engenheira de dados com Python e SQL.";

let sent: unknown[] = [];
let answers: Response[] = [];
const lines = vi.fn();

beforeEach(() => {
  sent = [];
  answers = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.json());
    return answers.shift() ?? json({}, 500);
  });
  show(
    <EvidenceContext value={{ show: lines }}>
      <MatchPanel id="a1" hasJob={false} />
    </EvidenceContext>,
  );
});

afterEach(() => vi.unstubAllGlobals());

async function compare(job: string) {
  if (job) await userEvent.type(screen.getByLabelText("Texto do anúncio"), job);
  await userEvent.click(screen.getByRole("button", { name: "Comparar com a vaga" }));
}

describe("the CV against an advertisement", () => {
  it("asks for the whole advertisement before it sends anything", async () => {
    await compare("Vaga de TI");
    expect(screen.getByRole("alert").textContent).toContain("pelo menos 30 caracteres");
    expect(screen.getByLabelText("Texto do anúncio").getAttribute("aria-invalid")).toBe("true");
    expect(sent).toEqual([]);
  });

  it("shows the score with its calculation, and focuses it", async () => {
    answers = [json(MATCH)];
    await compare(JOB);
    const title = await screen.findByRole("heading", { name: "Seu currículo atende 62 de 100 da vaga “Engenheira de dados”" });
    expect(document.activeElement?.contains(title)).toBe(true);
    expect(screen.getByText(MATCH.formula)).toBeDefined();
    expect(sent).toEqual([{ job_description: JOB }]);
  });

  it("shows for each requirement whether and where the CV meets it", async () => {
    answers = [json(MATCH)];
    await compare(JOB);
    const partial = (await screen.findByText("Python e SQL")).closest("li");
    if (!partial) throw new Error("no requirement");
    expect(partial.textContent).toContain("Aparece em parte");
    expect(partial.textContent).toContain("Falta: SQL");
    // One button, although two words are in that line.
    await userEvent.click(within(partial).getByRole("button", { name: "linha 17" }));
    expect(lines).toHaveBeenCalledWith([17]);
    expect(screen.getByText("SQL (obrigatório)")).toBeDefined();
    expect(screen.getByText("Experiência: a vaga pede 5 anos; seu currículo mostra 3,5.")).toBeDefined();
    expect(screen.getByText("inglês: a vaga pede C1; seu currículo mostra nada sobre isso.")).toBeDefined();
  });

  it("says the months that a job asks for as months", async () => {
    answers = [json({ ...MATCH, years: { required: 0.5, found: 3.5, met: true } })];
    await compare(JOB);
    expect(await screen.findByText("Experiência: a vaga pede 6 meses; seu currículo mostra 3,5 anos.")).toBeDefined();
  });

  it("marks the empty field when the CV came without an advertisement", async () => {
    expect(screen.queryByText(/Deixe em branco/)).toBeNull();
    await compare("");
    expect(screen.getByRole("alert").textContent).toContain("este currículo foi enviado sem um");
    expect(document.activeElement).toBe(screen.getByLabelText("Texto do anúncio"));
    expect(sent).toEqual([]);
  });

  it("shows the API's error at the field", async () => {
    const fault = { field: "job_description", message: "Este texto não parece um anúncio." };
    answers = [json({ code: "VALIDATION_ERROR", detail: "Alguns campos precisam de correção.", errors: [fault] }, 422)];
    await compare(JOB);
    await waitFor(() => expect(screen.getByRole("alert").textContent).toBe(fault.message));
    expect(document.activeElement).toBe(screen.getByLabelText("Texto do anúncio"));
  });

  it("compares with another advertisement", async () => {
    answers = [json(MATCH)];
    await compare(JOB);
    await userEvent.click(await screen.findByRole("button", { name: "Comparar com outra vaga" }));
    expect(document.activeElement).toBe(screen.getByLabelText("Texto do anúncio"));
  });

  it("does not move the focus before that", () => {
    expect(document.activeElement).toBe(document.body);
  });
});

it("compares with the advertisement of the CV when its tab is opened", async () => {
  cleanup();
  answers = [json(MATCH)];
  show(<MatchPanel id="a1" hasJob />, "/cv-analysis/a1?tab=match");
  expect(await screen.findByText(MATCH.formula)).toBeDefined();
  expect(sent).toEqual([{}]);
});
