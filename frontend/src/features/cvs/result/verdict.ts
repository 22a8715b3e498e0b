import { rounded } from "../../../i18n/format";
import type { Result } from "../types";

type Part = Result["score"]["parts"][number];

const BANDS = [
  [90, "band90"],
  [75, "band75"],
  [60, "band60"],
  [40, "band40"],
] as const;

/** The message of the band that a score is in. */
export function band(score: number) {
  return BANDS.find(([from]) => score >= from)?.[1] ?? "band0";
}

/** The part that lacks most points, with how many; none where nothing is missing. */
export function lacking(parts: Part[]): { part: string; count: number } | undefined {
  const lost = parts.map((part) => ({ part: part.label, count: rounded(part.max - part.points) }));
  return lost.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count)[0];
}
