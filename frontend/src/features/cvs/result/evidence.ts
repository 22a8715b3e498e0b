import { createContext, useContext } from "react";

import type { Line, Suggestion } from "../types";

export interface Evidence {
  /** Shows these lines in the CV's text and takes the reader there. */
  show: (lines: readonly number[]) => void;
}

/** How any part of the result points at the lines it speaks of. */
export const EvidenceContext = createContext<Evidence>({ show: () => undefined });

export function useEvidence(): Evidence {
  return useContext(EvidenceContext);
}

/** `[first, last]`, as the API writes a range, as every line between. */
export function range(pair: readonly number[]): number[] {
  const [first, last = first] = pair;
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** A line's text in pieces, the quoted ones marked; a quote that cannot be found marks the whole line. */
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

/** A quoted line without the mark that starts it in a list. */
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
