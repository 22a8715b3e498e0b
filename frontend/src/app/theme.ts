import { useState, useSyncExternalStore } from "react";

import { recall, remember } from "./device";

export type Theme = "system" | "light" | "dark";

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = recall("theme");
    return chosen === "light" || chosen === "dark" ? chosen : "system";
  });
  const choose = (next: Theme) => {
    const root = document.documentElement;
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    remember("theme", next === "system" ? null : next);
    setTheme(next);
  };
  return [theme, choose];
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

/** The colours the page shows now, whoever chose them; for what style sheets cannot reach. */
export function useColourScheme(): "light" | "dark" {
  return useSyncExternalStore(
    subscribe,
    () => {
      const chosen = document.documentElement.dataset.theme;
      if (chosen === "light" || chosen === "dark") return chosen;
      return dark().matches ? "dark" : "light";
    },
    () => "light",
  );
}
