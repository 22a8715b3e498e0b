import { pages } from "./routes";

/** The pattern of a path: it names the page without any identifier. */
export function templateOf(path: string): string {
  const parts = path.split("/");
  const found = pages.find((page) => {
    const pattern = page.path.split("/");
    return pattern.length === parts.length && pattern.every((part, at) => part.startsWith(":") || part === parts[at]);
  });
  return found?.path ?? "/not-found";
}

/** Measures how fast the page loads and answers. The code of it is loaded after everything else. */
export function measureVisit(): void {
  const page = templateOf(window.location.pathname);
  const longTasks = watchLongTasks();
  const collect = () =>
    void import("./collectVitals").then(({ collectVitals }) => collectVitals(page, longTasks), notMeasured);
  window.addEventListener("load", collect, { once: true });
}

/** Browsers keep no long tasks for later, so they are watched from the start; undefined where none are reported. */
function watchLongTasks() {
  if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return undefined;
  const tasks: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  return { tasks, stop: () => observer.disconnect() };
}

/** A visit without a connection is not measured. */
function notMeasured(): void {
  // Nothing depends on the measure.
}
