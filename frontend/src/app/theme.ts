import { useSyncExternalStore } from "react";

import { remember } from "./device";

export type Theme = "system" | "light" | "dark";

/** The theme that the person chose. `boot.js` wrote it on the root element before the first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, chosenTheme, () => "system"), choose];
}

function chosenTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

function choose(next: Theme): void {
  const root = document.documentElement;
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  remember("theme", next === "system" ? null : next);
}

const dark = () => window.matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  const device = dark();
  const choice = new MutationObserver(listener);
  choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  device.addEventListener("change", listener);
  return () => {
    choice.disconnect();
    device.removeEventListener("change", listener);
  };
}

function currentScheme(): "light" | "dark" {
  const chosen = chosenTheme();
  if (chosen !== "system") return chosen;
  return dark().matches ? "dark" : "light";
}

/**
 * The colours that the page shows now, chosen by the person or by the device. For code that style sheets cannot reach.
 */
export function useColourScheme(): "light" | "dark" {
  return useSyncExternalStore(subscribe, currentScheme, currentScheme);
}
