import { describe, expect, it } from "vitest";

import { byPage, pieces, quotesByLine, withoutBullet } from "./evidence";

const marked = (text: string, quotes: string[]) =>
  pieces(text, quotes)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join("");

describe("marking a line", () => {
  it("marks what is quoted and nothing else", () => {
    expect(marked("Responsável pelos relatórios", ["Responsável pelos"])).toBe("[Responsável pelos] relatórios");
    expect(marked("um dois três", ["três", "um"])).toBe("[um] dois [três]");
    expect(marked("sem sugestão", [])).toBe("sem sugestão");
  });

  it("marks overlapping quotes once", () => {
    expect(marked("um dois três", ["um dois", "dois três"])).toBe("[um dois] três");
  });

  it("marks the whole line when the quote is not in it as written", () => {
    expect(marked("dinâmica e proativa", ["Dinâmica"])).toBe("[dinâmica e proativa]");
    expect(marked("dinâmica", [""])).toBe("[dinâmica]");
  });
});

it("gathers the quotes of each line, and leaves out advice about no line", () => {
  const suggestion = { id: "a", section: "summary", priority: "low", gain: 1, message: "m", example: null } as const;
  const quotes = quotesByLine([
    { ...suggestion, line: 3, quote: "um" },
    { ...suggestion, line: 3, quote: "dois" },
    { ...suggestion, line: null, quote: null },
  ]);
  expect([...quotes]).toEqual([[3, ["um", "dois"]]]);
});

it("keeps the pages in order", () => {
  const lines = [1, 2, 3].map((n) => ({ n, page: n < 3 ? 1 : 2, text: "" }));
  expect(byPage(lines).map(([page, members]) => [page, members.length])).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

it.each(["• Criei", "- Criei", "▪ Criei", "Criei"])("shows %s without its bullet", (quote) => {
  expect(withoutBullet(quote)).toBe("Criei");
});
