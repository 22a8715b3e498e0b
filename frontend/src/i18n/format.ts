import { useLanguage } from "./language";
import type { Language } from "./language";

export interface Formats {
  date: (value: string) => string;
  dateTime: (value: string) => string;
  /** The day of a quota's renewal, in the time zone of São Paulo. */
  renewal: (value: string) => string;
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

/** One value for each language, made at its first use: a formatter costs a phone milliseconds. */
export function perLanguage<Value>(make: (language: Language) => Value): (language: Language) => Value {
  const made = new Map<Language, Value>();
  return (language) => {
    const value = made.get(language) ?? make(language);
    made.set(language, value);
    return value;
  };
}

const numbers = perLanguage((language) => new Intl.NumberFormat(language));
const points = perLanguage((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }));
const signs = perLanguage(
  (language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: "exceptZero" }),
);
const names = perLanguage((language) => new Intl.DisplayNames(language, { type: "language", fallback: "code" }));

/** A number in the notation of the language. */
export function formatNumber(value: number, language: Language): string {
  return numbers(language).format(value);
}

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  "pt-BR": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.".split(" "),
  en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
};

/** The same text as `Intl` (the tests compare both). The first date of `Intl` in a visit costs a cheap phone 200 ms. */
function formatDate(date: Date, language: Language): string {
  const [day, month, year] = [date.getDate(), MONTHS[language][date.getMonth()] ?? "", date.getFullYear()];
  return language === "en" ? `${month} ${day}, ${year}` : `${day} de ${month} de ${year}`;
}

/** Brazil has had no summer time since 2019. */
const SAO_PAULO_OFFSET_MINUTES = -180;

/** A date whose local day and hour equal those of São Paulo at `date`, in any time zone of the device. */
function inSaoPaulo(date: Date): Date {
  return new Date(date.getTime() + (SAO_PAULO_OFFSET_MINUTES + date.getTimezoneOffset()) * 60_000);
}

function formatTime(date: Date, language: Language): string {
  const hours = date.getHours();
  const minutes = String(date.getMinutes()).padStart(2, "0");
  if (language === "en") return `${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
  return `${String(hours).padStart(2, "0")}:${minutes}`;
}

function formatMonth(value: string, language: Language): string {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(value) ?? [];
  const name = MONTHS[language][Number(month) - 1];
  if (year === undefined || name === undefined) return value;
  return language === "en" ? `${name} ${year}` : `${name} de ${year}`;
}

export const formats = perLanguage(
  (language): Formats => ({
    date: (value) => formatDate(new Date(value), language),
    dateTime: (value) => `${formatDate(new Date(value), language)}, ${formatTime(new Date(value), language)}`,
    renewal: (value) => formatDate(inSaoPaulo(new Date(value)), language),
    number: (value) => formatNumber(value, language),
    points: (value) => points(language).format(value),
    signed: (value) => signs(language).format(value),
    bytes: (value) => formatBytes(value, language),
    money: (cents, currency) =>
      new Intl.NumberFormat(language, { style: "currency", currency }).format(cents / 100),
    month: (value) => formatMonth(value, language),
    languageName: (iso) => names(language).of(iso) ?? iso,
  }),
);

/** Points rounded to one decimal, as the pages show them. */
export function rounded(points: number): number {
  return Math.round(points * 10) / 10;
}

function formatBytes(value: number, language: Language): string {
  const [unit, size] = value < 1024 * 1024 ? (["kilobyte", value / 1024] as const) : (["megabyte", value / 1024 ** 2] as const);
  const digits = unit === "kilobyte" ? 0 : 1;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits }).format(size);
}

/** The formats for dates, numbers and money in the current language. */
export function useFormats(): Formats {
  const { language } = useLanguage();
  return formats(language);
}
