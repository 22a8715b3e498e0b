import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { json, show } from "../../../testing/render";
import portuguese from "../../landing/sample/pt-BR.json";
import type { Analysis, Result } from "../types";
import { ResultHeader } from "./ResultHeader";
import { VersionsPanel } from "./VersionsPanel";

const result = portuguese as Result;

const analysis = (id: string, earlier_version: boolean): Analysis => ({
  id,
  file_name: `${id}.pdf`,
  status: "completed",
  progress: { stage: "done", percent: 100 },
  score: 70,
  language: "pt",
  size: 1000,
  error: null,
  created_at: "2026-11-24T12:00:00Z",
  completed_at: "2026-11-24T12:00:02Z",
  earlier_version,
  has_job_description: false,
  result,
});

afterEach(() => vi.unstubAllGlobals());

describe("a result that an earlier version scored", () => {
  it("says that its score does not compare, and what gives a current one", () => {
    show(<ResultHeader analysis={analysis("antes", true)} result={result} />);
    expect(screen.getByText(/^Uma versão anterior do Recoloca avaliou este currículo/)).toBeDefined();
  });

  it("says nothing of versions when the score is current", () => {
    show(<ResultHeader analysis={analysis("agora", false)} result={result} />);
    expect(screen.queryByText(/versão anterior do Recoloca/)).toBeNull();
  });

  it("is compared only with results of an earlier version", async () => {
    const items = [analysis("agora", false), analysis("outra", true)];
    vi.stubGlobal("fetch", () => Promise.resolve(json({ items, next_cursor: null })));
    show(<VersionsPanel id="antes" earlierVersion />);
    expect((await screen.findByText("Não se compara")).parentElement?.textContent).toContain("agora.pdf");
    expect(screen.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["/cv-analysis/antes/compare/outra"]);
  });
});
