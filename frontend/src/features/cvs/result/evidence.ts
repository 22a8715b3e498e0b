import { createContext, useContext } from "react";

import type { Line, Suggestion } from "../types";

export interface Evidence {
  /** Shows these lines in the text of the CV and scrolls to them. */
  show: (lines: readonly number[]) => void;
}

/** With this context every part of the result can point at lines of the CV. */
export const EvidenceContext = createContext<Evidence>({ show: () => undefined });

export function useEvidence(): Evidence {
  return useContext(EvidenceContext);
}

/** All lines of `[first, last]`, the API's format for a range. */
export function range(pair: readonly number[]): number[] {
  const [first, last = first] = pair;
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The text of a line in pieces, with the quoted pieces marked. A quote that is not found marks the whole line. */
export function pieces(text: string, quotes: readonly string[]): { text: string; marked: boolean }[] {
  const found = quotes
    .filter((quote) => quote.length > 0)
    .map((quote) => ({ from: text.indexOf(quote), length: quote.length }))
    .toSorted((a, b) => a.from - b.from);
  if (quotes.length === 0) return [{ text, marked: false }];
  if (found.length === 0 || found.some(({ from }) => from < 0)) return [{ text, marked: true }];
  const out: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { from, length } of found) {
    if (from < at) continue;
    if (from > at) out.push({ text: text.slice(at, from), marked: false });
    out.push({ text: text.slice(from, from + length), marked: true });
    at = from + length;
  }
  if (at < text.length) out.push({ text: text.slice(at), marked: false });
  return out;
}

/** A quoted line without its bullet. */
export function withoutBullet(quote: string): string {
  return quote.replace(/^[•▪●◦‣–*-]\s+/, "");
}

/** The quotes of each line that has a suggestion. */
export function quotesByLine(suggestions: readonly Suggestion[]): Map<number, string[]> {
  const quotes = new Map<number, string[]>();
  for (const { line, quote } of suggestions) {
    if (line !== null) quotes.set(line, [...(quotes.get(line) ?? []), quote ?? ""]);
  }
  return quotes;
}

export function byPage(lines: readonly Line[]): [page: number, lines: Line[]][] {
  const pages = new Map<number, Line[]>();
  for (const line of lines) pages.set(line.page, [...(pages.get(line.page) ?? []), line]);
  return [...pages];
}
