import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// jsdom has none; this one says no to everything.
window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;

afterEach(() => {
  cleanup();
  localStorage.clear();
  document.documentElement.lang = "pt-BR";
});
