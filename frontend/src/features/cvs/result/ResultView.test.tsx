import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { show } from "../../../testing/render";
import portuguese from "../../landing/sample/pt-BR.json";
import type { Result } from "../types";
import { withoutBullet } from "./evidence";
import { ResultView } from "./ResultView";

const result = portuguese as Result;

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined; // jsdom computes no layout, so it cannot scroll
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
  ])("scrolls there as the device prefers (less motion: %s)", async (matches, behavior) => {
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

  it("shows the points of each part and of each of its rules", async () => {
    const [first] = result.score.parts;
    const [rule] = first?.rules ?? [];
    if (!first || !rule) throw new Error("no rule");
    const half = { ...rule, points: 1.5, max: 2, message: "Metade do nome." };
    const whole = { ...rule, id: "email", points: 1250, max: 1250, message: "O e-mail inteiro." };
    const part = { ...first, label: "Contato", points: 1251.5, max: 1252, rules: [half, whole] };
    show(<ResultView result={{ ...result, score: { overall: 99, parts: [part] } }} />, "/cv-analysis/1");
    await userEvent.click(screen.getByRole("tab", { name: "Nota" }));
    const panel = within(screen.getByRole("tabpanel", { name: "Nota" }));
    const heading = await panel.findByRole("heading", { name: "Contato" });
    expect(heading.parentElement?.textContent).toBe("Contato1.251,5 de 1.252");
    const shown = panel.getAllByRole("listitem", { hidden: true }).map((item) => item.firstChild?.textContent);
    expect(shown).toContain("Metade do nome.1,5 de 2");
    expect(shown).toContain("O e-mail inteiro.1.250 de 1.250");
  });
});
