import { useSyncExternalStore } from "react";

import { remember } from "../app/device";

export type Language = "pt-BR" | "en";

const listeners = new Set<() => void>();

/** The language of the page. `boot.js` chose it before the first paint and wrote it on `<html lang>`. */
export function currentLanguage(): Language {
  return document.documentElement.lang === "en" ? "en" : "pt-BR";
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  remember("language", language);
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLanguage(): { language: Language } {
  return { language: useSyncExternalStore(subscribe, currentLanguage, currentLanguage) };
}
