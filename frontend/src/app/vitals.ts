import type * as Vitals from "web-vitals";

import type { components } from "../api/schema";
import { watchLoading } from "./loading";
import { pages } from "./routes";

type Report = components["schemas"]["WebVitals"];
type Metric = Report["metrics"][number];

const PHONE = "(max-width: 48rem)";

/** The pattern of a path, which tells which page it was without telling whose. */
export function templateOf(path: string): string {
  const parts = path.split("/");
  const found = pages.find((page) => {
    const pattern = page.path.split("/");
    return pattern.length === parts.length && pattern.every((part, at) => part.startsWith(":") || part === parts[at]);
  });
  return found?.path ?? "/not-found";
}

/** Measures how the page was to load and to use, and sends it when the person leaves: after everything else. */
export function measureVisit(): void {
  const page = templateOf(window.location.pathname);
  const loading = watchLoading();
  window.addEventListener("load", () => void import("web-vitals").then((vitals) => collect(page, loading, vitals), notMeasured), {
    once: true,
  });
}

/** A visit without a connection is not measured. */
function notMeasured(): void {
  // Nothing depends on the measure.
}

function collect(
  page: string,
  loading: ReturnType<typeof watchLoading>,
  { onCLS, onFCP, onINP, onLCP, onTTFB }: typeof Vitals,
): void {
  let loaded = false;
  const metrics = new Map<Metric["name"], Metric>();
  for (const measure of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
    measure(({ name, value }) => metrics.set(name, { name, value }));
  }
  // Registered after the measures' own listeners, so that their last values are there.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || metrics.size === 0) return;
    const painted = metrics.get("FCP");
    // No paint means that the page was loaded out of sight, where browsers take their time.
    if (painted && !loaded) for (const each of loading(painted.value)) metrics.set(each.name, each);
    loaded = true;
    send({ page, device: window.matchMedia(PHONE).matches ? "phone" : "desktop", metrics: [...metrics.values()] });
    metrics.clear();
  });
}

function send(report: Report): void {
  navigator.sendBeacon("/api/telemetry/web-vitals", new Blob([JSON.stringify(report)], { type: "application/json" }));
}
