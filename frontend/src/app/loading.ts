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
 * The time from which the page answers at once: the end of the last long task before five quiet seconds. All times are
 * milliseconds since the navigation began.
 *
 * @returns undefined when the person leaves before five quiet seconds have passed.
 */
export function interactiveAt(ready: number, longTasks: readonly Span[], now: number): number | undefined {
  let at = ready;
  for (const { startTime, duration } of longTasks) {
    if (startTime - at >= QUIET) break;
    at = Math.max(at, startTime + duration);
  }
  return now - at >= QUIET ? at : undefined;
}

export interface LongTasks {
  /** The long tasks since the page began to load; it grows until `stop` is called. */
  tasks: readonly Span[];
  stop: () => void;
}

/**
 * The time that the page took to load, in milliseconds since the navigation began. Stops watching long tasks.
 *
 * @param painted when the first content was painted, in the same milliseconds.
 */
export function loadingOf(painted: number, longTasks: LongTasks | undefined): Loading[] {
  longTasks?.stop();
  const [page] = performance.getEntriesByType("navigation");
  if (!page) return [];
  const ready = Math.max(painted, page.domContentLoadedEventEnd);
  const interactive = longTasks && interactiveAt(ready, longTasks.tasks, performance.now());
  const found: Loading[] = [{ name: "LOAD", value: page.loadEventEnd }];
  if (interactive !== undefined) found.push({ name: "TTI", value: interactive });
  return found;
}
