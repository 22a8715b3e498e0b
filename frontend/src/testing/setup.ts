import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// jsdom has no matchMedia; with this one no query matches.
window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;

afterEach(() => {
  cleanup();
  localStorage.clear();
  document.documentElement.lang = "pt-BR";
});
