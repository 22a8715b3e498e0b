import { useMemo } from "react";

import { useLanguage } from "./language";
import type { Language } from "./language";

export interface Formats {
  date: (value: string) => string;
  dateTime: (value: string) => string;
  number: (value: number) => string;
  points: (value: number) => string;
  /** With its sign: `+2,5`. */
  signed: (value: number) => string;
  bytes: (value: number) => string;
  money: (cents: number, currency: string) => string;
  /** `2021-03` → “mar. de 2021”; `2021` stays as it is. */
  month: (value: string) => string;
  languageName: (iso: string) => string;
}

export function formats(language: Language): Formats {
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
  const number = new Intl.NumberFormat(language);
  const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: "exceptZero" });
  const names = new Intl.DisplayNames(language, { type: "language", fallback: "code" });
  return {
    date: (value) => date.format(new Date(value)),
    dateTime: (value) => dateTime.format(new Date(value)),
    number: (value) => number.format(value),
    points: (value) => points.format(value),
    signed: (value) => signed.format(value),
    bytes: (value) => formatBytes(value, language),
    money: (cents, currency) =>
      new Intl.NumberFormat(language, { style: "currency", currency }).format(cents / 100),
    month: (value) => (/^\d{4}-\d{2}$/.test(value) ? month.format(new Date(`${value}-01T00:00:00Z`)) : value),
    languageName: (iso) => names.of(iso) ?? iso,
  };
}

/** Points as they are shown, to one decimal. */
export function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}

function formatBytes(value: number, language: Language): string {
  const [unit, size] = value < 1024 * 1024 ? (["kilobyte", value / 1024] as const) : (["megabyte", value / 1024 ** 2] as const);
  const digits = unit === "kilobyte" ? 0 : 1;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits }).format(size);
}

/** The language's own way of writing dates, numbers and money. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  return useMemo(() => formats(language), [language]);
}
