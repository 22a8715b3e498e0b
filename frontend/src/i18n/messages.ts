import { useCallback } from "react";

import { formatNumber, perLanguage } from "./format";
import { useLanguage } from "./language";
import type { Language } from "./language";

/** The names of a message's placeholders, `{name}`. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Values<Text extends string> = [Placeholders<Text>] extends [never]
  ? []
  : [values: Record<Placeholders<Text>, string | number>];

type Dictionary = Readonly<Record<string, string>>;

/** English must have exactly the Portuguese keys, and only placeholders that the Portuguese text has too. */
type Translation<Pt extends Dictionary, En extends Dictionary> = {
  [Key in keyof Pt | keyof En]: Key extends keyof Pt & keyof En
    ? [Placeholders<En[Key]>] extends [Placeholders<Pt[Key]>]
      ? string
      : never
    : Key extends keyof Pt
      ? string
      : never;
};

export interface Catalogue<Pt extends Dictionary = Dictionary> {
  readonly pt: Pt;
  readonly en: Readonly<Record<keyof Pt, string>>;
}

export type Translate<Pt extends Dictionary> = <Key extends keyof Pt>(
  key: Key,
  ...values: Values<Pt[Key]>
) => string;

/**
 * The texts of a feature in both languages. They load with the code of the feature's route.
 *
 * A text with `{count}` may have two forms, `one|other`. The language's plural rule chooses the form.
 */
export function catalogue<const Pt extends Dictionary, const En extends Dictionary>(
  pt: Pt,
  en: En & Translation<Pt, En>,
): Catalogue<Pt> {
  return { pt, en };
}

export function format(
  text: string,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const form = typeof values.count === "number" ? pluralForm(text, language, values.count) : text;
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? formatNumber(value, language) : value;
  });
}

const plurals = perLanguage((language) => new Intl.PluralRules(language));

function pluralForm(text: string, language: Language, count: number): string {
  const [one, other] = text.split("|");
  if (one === undefined || other === undefined) return text;
  return plurals(language).select(count) === "one" ? one : other;
}

/** `t(key, values)` returns a text of the catalogue in the language of the page. */
export function useMessages<Pt extends Dictionary>(messages: Catalogue<Pt>): Translate<Pt> {
  const { language } = useLanguage();
  return useCallback(
    (key, ...[values]) => {
      const text = language === "en" ? messages.en[key] : messages.pt[key];
      return format(text, language, values);
    },
    [language, messages],
  );
}
