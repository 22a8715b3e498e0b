import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../testing/render";
import DashboardPage from "./DashboardPage";
import type { Dashboard } from "./queries";

// The chart draws on a canvas, which jsdom does not have; a browser test covers it.
vi.mock("./ScoreChart", () => ({ default: () => null }));

const AT = "2026-11-24T12:00:00Z";
const QUOTA = { used: 0, limit: 3, left: 3, renews_at: "2026-12-01T03:00:00Z" };
const EMPTY: Dashboard = {
  user_stats: {
    id: "u1",
    email: "ana@example.com",
    created_at: AT,
    total_analyses: 0,
    completed_analyses: 0,
    earlier_version_analyses: 0,
    avg_score: null,
    last_analysis_date: null,
    total_ai_sessions: 0,
    total_payments: 0,
  },
  recent_activities: [],
  trend: [],
  next_steps: [{ kind: "upload_first_cv" }],
  quota: { cv_analyses: QUOTA, coach_messages: QUOTA },
};
const USED: Dashboard = {
  ...EMPTY,
  user_stats: { ...EMPTY.user_stats, total_analyses: 3, completed_analyses: 2, avg_score: 70.5 },
  recent_activities: [
    { id: "s1", activity_type: "ai_session", created_at: AT, data: { message_count: 1 } },
    { id: "a3", activity_type: "cv_analysis", created_at: AT, data: { status: "failed", score: null } },
    { id: "a2", activity_type: "cv_analysis", created_at: AT, data: { status: "completed", score: 76 } },
  ],
  trend: [
    { id: "a1", created_at: "2026-11-20T12:00:00Z", score: 65 },
    { id: "a2", created_at: AT, score: 76 },
  ],
  next_steps: [
    { kind: "apply_suggestion", analysis_id: "a2", message: "Comece pelo verbo.", quote: "• Responsável pelos relatórios", gain: 2.4 },
    { kind: "practise_interview" },
  ],
  quota: { ...EMPTY.quota, cv_analyses: { ...QUOTA, used: 2, left: 1 } },
};

let answers: (() => Response)[] = [];

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.resolve((answers.shift() ?? (() => json({}, 500)))()));
});

afterEach(() => vi.unstubAllGlobals());

function figure(label: string): string {
  return screen.getByText(label).parentElement?.textContent ?? "";
}

describe("the dashboard", () => {
  it("leads a person without a CV to the first upload", async () => {
    answers = [() => json(EMPTY)];
    show(<DashboardPage />);
    const step = await screen.findByRole("link", { name: /Envie seu primeiro currículo/ });
    expect(step.getAttribute("href")).toBe("/cv-analysis/new");
    expect(figure("Última nota")).toContain("ainda não há");
    expect(screen.getByText(/Com a primeira análise concluída, sua nota aparece aqui/)).toBeDefined();
    expect(screen.getByText("Nada nos últimos 30 dias.")).toBeDefined();
  });

  it("shows the score, the quota left and the best improvement", async () => {
    answers = [() => json(USED)];
    show(<DashboardPage />);
    await screen.findByText("De 65 para 76 em 2 análises.");
    expect(figure("Última nota")).toContain("76");
    expect(figure("Média")).toContain("70,5");
    expect(figure("Análises neste mês")).toContain("Resta 1 de 3");
    const step = screen.getByRole("link", { name: /Comece pelo verbo/ });
    expect(step.getAttribute("href")).toBe("/cv-analysis/a2");
    expect(step.textContent).toContain("Responsável pelos relatórios");
    expect(step.textContent).toContain("vale 2,4 pontos");
  });

  it("shows the first score and explains when the chart starts", async () => {
    answers = [() => json({ ...USED, trend: USED.trend.slice(0, 1) })];
    show(<DashboardPage />);
    expect(await screen.findByText(/Sua primeira nota: 65 de 100/)).toBeDefined();
    expect(screen.queryByRole("table", { hidden: true })).toBeNull();
  });

  it("says how many analyses an earlier version scored, and leaves them out", async () => {
    const user_stats = { ...USED.user_stats, earlier_version_analyses: 2 };
    answers = [() => json({ ...USED, user_stats })];
    show(<DashboardPage />);
    const trend = within(await screen.findByRole("region", { name: "Sua nota ao longo do tempo" }));
    expect(trend.getByText(/^2 análises foram avaliadas por uma versão anterior do Recoloca e ficam fora/)).toBeDefined();
    expect(trend.getByText("De 65 para 76 em 2 análises.")).toBeDefined();
  });

  it("does not promise a first score when all are of an earlier version", async () => {
    const user_stats = { ...USED.user_stats, earlier_version_analyses: 1, avg_score: null };
    answers = [() => json({ ...USED, user_stats, trend: [] })];
    show(<DashboardPage />);
    const trend = within(await screen.findByRole("region", { name: "Sua nota ao longo do tempo" }));
    expect(trend.getByText(/^1 análise foi avaliada por uma versão anterior do Recoloca e fica fora/)).toBeDefined();
    expect(trend.queryByText(/Com a primeira análise concluída/)).toBeNull();
  });

  it("marks an activity that an earlier version scored", async () => {
    const data = { status: "completed", score: 76, earlier_version: true };
    answers = [
      () => json({ ...USED, recent_activities: [{ id: "a2", activity_type: "cv_analysis", created_at: AT, data }] }),
    ];
    show(<DashboardPage />);
    const link = within(await screen.findByRole("region", { name: "Atividade recente" })).getByRole("link");
    expect(link.textContent).toContain("Avaliada por uma versão anterior do Recoloca");
    expect(link.lastElementChild?.className.trim()).toBe("tag");
  });

  it("shows the result of each activity", async () => {
    answers = [() => json(USED)];
    show(<DashboardPage />);
    const activities = within(await screen.findByRole("region", { name: "Atividade recente" }));
    expect(activities.getAllByRole("link").map((link) => [link.getAttribute("href"), link.lastChild?.textContent])).toEqual([
      ["/ai-coach/s1", "1 mensagem"],
      ["/cv-analysis/a3", "não analisada"],
      ["/cv-analysis/a2", "76 de 100"],
    ]);
  });

  it("shows the chart's numbers in a table, newest first", async () => {
    answers = [() => json(USED)];
    show(<DashboardPage />);
    const rows = within(await screen.findByRole("table", { hidden: true })).getAllByRole("row", { hidden: true });
    expect(rows.map((row) => row.lastChild?.textContent)).toEqual(["Nota", "76", "65"]);
  });

  it("shows an error and tries again", async () => {
    answers = [() => json({ code: "SERVICE_UNAVAILABLE", detail: "Isto não deu certo." }, 503), () => json(EMPTY)];
    show(<DashboardPage />);
    expect((await screen.findByRole("alert")).textContent).toContain("Isto não deu certo.");
    await userEvent.click(screen.getByRole("button", { name: "Tentar de novo" }));
    expect(await screen.findByRole("heading", { name: "O que fazer agora" })).toBeDefined();
  });
});
