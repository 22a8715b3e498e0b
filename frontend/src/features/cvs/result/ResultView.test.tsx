import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { show } from "../../../testing/render";
import english from "../../landing/sample/en.json";
import portuguese from "../../landing/sample/pt-BR.json";
import type { Result } from "../types";
import { withoutBullet } from "./evidence";
import { ResultView } from "./ResultView";

const result = portuguese as Result;

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined; // jsdom draws nothing, so it cannot scroll either
});

function open() {
  return show(<ResultView result={result} />, "/cv-analysis/1");
}

describe("the result beside the CV", () => {
  it("leads from a suggestion to the line it quotes, and back", async () => {
    const { container } = open();
    const user = userEvent.setup();
    const suggestion = result.suggestions.find(({ line, quote }) => line !== null && quote !== null);
    expect(suggestion).toBeDefined();
    const [button] = screen.getAllByRole("button", { name: `Ver no texto, linha ${suggestion?.line}` });
    if (!button) throw new Error("no button");
    await user.click(button);
    const shown = container.querySelector("[data-shown]");
    expect(shown?.textContent).toContain(suggestion?.quote);
    expect(document.activeElement).toBe(shown);
    await user.click(screen.getByRole("button", { name: "Voltar para onde eu estava" }));
    expect(document.activeElement).toBe(button);
  });

  it.each([
    [true, "instant"],
    [false, "smooth"],
  ])("moves there as the device wants it (less motion: %s)", async (matches, behavior) => {
    vi.spyOn(window, "matchMedia").mockReturnValue({ matches } as MediaQueryList);
    const scroll = vi.spyOn(Element.prototype, "scrollIntoView");
    open();
    const [button] = screen.getAllByRole("button", { name: /^Ver no texto, linha/ });
    if (!button) throw new Error("no button");
    await userEvent.click(button);
    expect(scroll).toHaveBeenLastCalledWith({ block: "center", behavior });
  });

  it("marks every quoted passage in the text", () => {
    const { container } = open();
    const marks = [...container.querySelectorAll("mark")].map((mark) => mark.textContent);
    const quotes = result.suggestions.flatMap(({ line, quote }) => (line !== null && quote ? [quote] : []));
    expect(marks).toEqual(expect.arrayContaining(quotes));
    expect(screen.getAllByText(withoutBullet(quotes[0] ?? ""), { selector: "q" })).not.toHaveLength(0);
  });

  it("explains the score by rules that add up to it", async () => {
    open();
    await userEvent.click(screen.getByRole("tab", { name: "Nota" }));
    const panel = screen.getByRole("tabpanel", { name: "Nota" });
    for (const part of result.score.parts) {
      expect(await within(panel).findByRole("heading", { name: part.label })).toBeTruthy();
      const sum = part.rules.reduce((total, rule) => total + rule.points, 0);
      expect(sum).toBeCloseTo(part.points, 1);
    }
  });
});

it("is the same result in both languages", () => {
  expect(english.score.overall).toBe(portuguese.score.overall);
  expect(english.lines).toEqual(portuguese.lines);
});
