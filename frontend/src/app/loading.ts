const QUIET = 5000;

interface Span {
  startTime: number;
  duration: number;
}

export interface Loading {
  name: "LOAD" | "TTI";
  value: number;
}

/**
 * When the page began to answer at once: the end of the last long task before five quiet seconds. Unknown of who
 * leaves before these are over.
 */
export function interactiveAt(ready: number, longTasks: readonly Span[], now: number): number | undefined {
  let at = ready;
  for (const { startTime, duration } of longTasks) {
    if (startTime - at >= QUIET) break;
    at = Math.max(at, startTime + duration);
  }
  return now - at >= QUIET ? at : undefined;
}

/** Begins to watch; the answer tells what is known of the page's loading when it is asked, which it may be once. */
export function watchLoading(): (painted: number) => Loading[] {
  const tasks: Span[] = [];
  const observer = PerformanceObserver.supportedEntryTypes.includes("longtask")
    ? new PerformanceObserver((list) => tasks.push(...list.getEntries()))
    : undefined;
  observer?.observe({ type: "longtask" });
  return (painted) => {
    observer?.disconnect();
    const [page] = performance.getEntriesByType("navigation");
    if (!page) return [];
    const ready = Math.max(painted, page.domContentLoadedEventEnd);
    const interactive = observer && interactiveAt(ready, tasks, performance.now());
    const found: Loading[] = [{ name: "LOAD", value: page.loadEventEnd }];
    if (interactive !== undefined) found.push({ name: "TTI", value: interactive });
    return found;
  };
}
