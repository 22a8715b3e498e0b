import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Problem } from "../api/problem";
import { ErrorBoundary } from "../app/ErrorBoundary";
import SessionPage from "../features/coach/SessionPage";
import AnalysisPage from "../features/cvs/AnalysisPage";
import ComparePage from "../features/cvs/compare/ComparePage";
import DashboardPage from "../features/dashboard/DashboardPage";
import { setLanguage } from "../i18n/language";
import { json, show } from "../testing/render";
import { PageTitle } from "./PageTitle";
import { ProblemNotice } from "./ProblemNotice";

const named = [
  { page: <AnalysisPage />, path: "/cv-analysis/abc", pattern: "/cv-analysis/:id" },
  { page: <ComparePage />, path: "/cv-analysis/abc/compare/def", pattern: "/cv-analysis/:id/compare/:other" },
  { page: <SessionPage />, path: "/ai-coach/abc", pattern: "/ai-coach/:id" },
];
const all = [...named, { page: <DashboardPage />, path: "/dashboard", pattern: "/dashboard" }];

let asked = 0;

function answer(code: string, status: number): void {
  vi.stubGlobal("fetch", () => {
    asked += 1;
    return Promise.resolve(json({ code, detail: "Isto não deu certo." }, status));
  });
}

beforeEach(() => {
  asked = 0;
  show(<PageTitle>Antes</PageTitle>).unmount(); // the first title of a visit does not take the focus
});

afterEach(() => vi.unstubAllGlobals());

describe.each(all)("$path, whose data does not come", ({ page, path, pattern }) => {
  it("is a page with a title, which takes the focus, and can be tried again", async () => {
    answer("SERVICE_UNAVAILABLE", 503);
    show(page, path, pattern);
    const title = await screen.findByRole("heading", { level: 1, name: "Esta página não abriu" });
    expect(document.activeElement).toBe(title);
    expect(document.title).toBe("Esta página não abriu · Recoloca.ai");
    expect(screen.getByRole("alert").textContent).toContain("Isto não deu certo.");
    await userEvent.click(screen.getByRole("button", { name: "Tentar de novo" }));
    expect(asked).toBe(2);
  });
});

describe.each(named)("$path", ({ page, path, pattern }) => {
  it.each([
    [404, "NOT_FOUND"],
    [422, "VALIDATION_ERROR"],
  ])("shows “not found” when the API answers %i", async (status, code) => {
    answer(code, status);
    show(page, path, pattern);
    expect(await screen.findByRole("heading", { level: 1, name: "Página não encontrada" })).toBeDefined();
  });
});

it("shows an error title in the person's language", () => {
  vi.spyOn(console, "error").mockReturnValue();
  setLanguage("en");
  const Broken = () => {
    throw new Error("broken");
  };
  show(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1, name: "Something broke on this page" }));
  expect(document.title).toBe("Something broke on this page · Recoloca.ai");
});

it("shows the errors of fields that are not on the page", () => {
  show(<ProblemNotice error={new Problem("VALIDATION_ERROR", "Alguns campos precisam de correção.", 422, { job: "Texto longo demais." })} />);
  expect(screen.getByRole("alert").textContent).toBe("Texto longo demais.");
});
