import { screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { formats } from "../../i18n/format";
import { json, show } from "../../testing/render";
import DashboardPage from "../dashboard/DashboardPage";
import { QuotaPanel } from "./QuotaPanel";

const usage = { used: 1, limit: 3, left: 2, renews_at: "2026-12-01T03:00:00Z" };
const quota = { cv_analyses: usage, coach_messages: usage };
const stats = { total_analyses: 1, completed_analyses: 1, avg_score: 65 };
const dashboard = { user_stats: stats, recent_activities: [], trend: [], next_steps: [], quota };

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["the profile and the payment page", <QuotaPanel quota={quota} />],
  ["the dashboard", <DashboardPage />],
])("%s show the rest of a quota in the same words", async (_name, page) => {
  vi.stubGlobal("fetch", () => Promise.resolve(json(dashboard)));
  show(page);
  const [label] = await screen.findAllByText("Análises neste mês");
  expect(label?.parentElement?.parentElement?.textContent).toContain("Restam 2 de 3");
  expect(screen.getAllByText("Renova em 1 de dez. de 2026.").length).toBeGreaterThan(0);
});

it.each(["2026-12-01T03:00:00Z", "2026-12-02T02:59:00Z"])("%s is 1 December in São Paulo", (moment) => {
  expect(formats("pt-BR").renewal(moment)).toBe("1 de dez. de 2026");
});
