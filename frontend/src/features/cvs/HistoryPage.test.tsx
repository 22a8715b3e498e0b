import { focusManager, useQueryClient } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Link } from "wouter";

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
    earlier_version: index === 1,
  }));
  return { items, next_cursor: from + PAGE < total ? String(from + PAGE) : null };
}

beforeAll(() => import("./LongAnalysisList")); // loads the code before the tests, so that no test waits for it

beforeEach(() => {
  asked = [];
  vi.spyOn(window, "scrollTo").mockReturnValue();
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(84); // jsdom computes no layout
  vi.stubGlobal("fetch", (request: Request) => {
    const parameters = new URL(request.url).searchParams;
    asked.push(parameters);
    return Promise.resolve(Response.json(page(parameters)));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  focusManager.setFocused(undefined);
});

function open(path = "/cv-analysis") {
  return show(<HistoryPage />, path);
}

it("renders only the visible rows", async () => {
  open();
  await screen.findByText("50 análises na lista");
  await waitFor(() => expect(screen.queryAllByRole("link", { name: /cv-\d+\.pdf/ }).length).toBeLessThan(PAGE));
});

it("marks the rows that an earlier version scored", async () => {
  open();
  await screen.findByText("50 análises na lista");
  const mark = "Avaliada por uma versão anterior do Recoloca";
  const row = async (name: string) => (await screen.findByText(name)).closest("a")?.textContent;
  expect(await row("cv-1.pdf")).toContain(mark);
  expect(await row("cv-0.pdf")).not.toContain(mark);
});

it("searches once for a word and says when nothing is found", async () => {
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

it("follows the address after a link to the whole list", async () => {
  show(
    <>
      <Link href="/cv-analysis">Análises</Link>
      <HistoryPage />
    </>,
    "/cv-analysis?q=nada",
  );
  await screen.findByRole("heading", { name: "Nada encontrado" });
  await userEvent.click(screen.getByRole("link", { name: "Análises" }));
  await screen.findByText("50 análises na lista");
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("");
  await userEvent.type(screen.getByRole("searchbox"), "nada");
  expect(await screen.findByRole("heading", { name: "Nada encontrado" })).toBeDefined();
});

it("keeps a space at the end of the typed text", async () => {
  open();
  await userEvent.type(await screen.findByRole("searchbox"), "nada ");
  await screen.findByRole("heading", { name: "Nada encontrado" });
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("nada ");
});

describe("a list with four loaded pages", () => {
  function Visits() {
    const client = useQueryClient();
    const [there, setThere] = useState(true);
    return (
      <>
        <button onClick={() => setThere(!there)}>ir e voltar</button>
        <button onClick={() => void client.invalidateQueries({ queryKey: ["analyses"] })}>mudar</button>
        {there ? <HistoryPage /> : null}
      </>
    );
  }

  const press = (name: string) => userEvent.click(screen.getByRole("button", { name }));

  beforeEach(async () => {
    vi.spyOn(window, "innerHeight", "get").mockReturnValue(84 * 160); // so high that the list loads pages up to there
    show(<Visits />, "/cv-analysis");
    await screen.findByText("200 análises na lista");
    asked = [];
  });

  it("shows all pages again and loads only the first one", async () => {
    await press("ir e voltar");
    await press("ir e voltar");
    expect(screen.getByText("200 análises na lista")).toBeDefined();
    await waitFor(() => expect(asked).toHaveLength(1));
    act(() => {
      focusManager.setFocused(false);
      focusManager.setFocused(true);
    });
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked.map((parameters) => parameters.get("cursor"))).toEqual([null, null]);
    expect(screen.getByText("200 análises na lista")).toBeDefined();
  });

  it("loads the shown pages again after a deletion or an upload", async () => {
    await press("ir e voltar");
    vi.spyOn(window, "innerHeight", "get").mockReturnValue(84 * 5);
    await press("mudar");
    await press("ir e voltar");
    await screen.findByText("50 análises na lista");
    expect(asked.map((parameters) => parameters.get("cursor"))).toEqual([null]);
  });
});
