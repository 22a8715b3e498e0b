import { pages } from "./routes";

/** The pattern of a path: it names the page without identifiers. */
export function templateOf(path: string): string {
  const parts = path.split("/");
  const found = pages.find((page) => {
    const pattern = page.path.split("/");
    return pattern.length === parts.length && pattern.every((part, at) => part.startsWith(":") || part === parts[at]);
  });
  return found?.path ?? "/not-found";
}

/** Measures how fast the page loads and answers. The measuring code loads last. */
export function measureVisit(): void {
  const page = templateOf(window.location.pathname);
  const longTasks = watchLongTasks();
  const collect = () =>
    void import("./collectVitals").then(({ collectVitals }) => collectVitals(page, longTasks), notMeasured);
  window.addEventListener("load", collect, { once: true });
}

/**
 * Watches the long tasks from the start, because browsers do not store them. Undefined where a browser reports none.
 */
function watchLongTasks() {
  if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return undefined;
  const tasks: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  return { tasks, stop: () => observer.disconnect() };
}

/** A visit without a connection is not measured. */
function notMeasured(): void {
  // The app works without the measure.
}
