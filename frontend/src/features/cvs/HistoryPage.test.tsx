import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { show } from "../../testing/render";
import HistoryPage from "./HistoryPage";

const TOTAL = 3000;
const PAGE = 50;
let asked: URLSearchParams[] = [];

function page(parameters: URLSearchParams): object {
  const from = Number(parameters.get("cursor") ?? 0);
  const total = parameters.get("q") === "nada" ? 0 : TOTAL;
  const items = Array.from({ length: Math.min(PAGE, total - from) }, (_, index) => ({
    id: `id-${from + index}`,
    file_name: `cv-${from + index}.pdf`,
    status: "completed",
    score: 70,
    created_at: "2026-11-24T12:00:00Z",
  }));
  return { items, next_cursor: from + PAGE < total ? String(from + PAGE) : null };
}

beforeEach(() => {
  asked = [];
  vi.spyOn(window, "scrollTo").mockReturnValue();
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(84); // jsdom lays nothing out
  vi.stubGlobal("fetch", (request: Request) => {
    const parameters = new URL(request.url).searchParams;
    asked.push(parameters);
    return Promise.resolve(Response.json(page(parameters)));
  });
});

afterEach(() => vi.unstubAllGlobals());

function open() {
  return show(<HistoryPage />, "/cv-analysis");
}

it("keeps only the rows in sight in the page", async () => {
  open();
  await screen.findByText("50 análises na lista");
  expect(screen.queryAllByRole("link", { name: /cv-\d+\.pdf/ }).length).toBeLessThan(PAGE);
});

it("asks once for a word, not for each of its letters, and says when there is nothing", async () => {
  open();
  await screen.findByText("50 análises na lista");
  await userEvent.type(screen.getByRole("searchbox", { name: "Procurar nas análises" }), "nada");
  await screen.findByRole("heading", { name: "Nada encontrado" });
  expect(asked.map((parameters) => parameters.get("q")).filter(Boolean)).toEqual(["nada"]);
});

it("filters by status", async () => {
  open();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Situação" }), "Não analisada");
  await waitFor(() => expect(asked.at(-1)?.get("status")).toBe("failed"));
});
