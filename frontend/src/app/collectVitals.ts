import { onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";

import type { components } from "../api/schema";
import { loadingOf } from "./loading";
import type { LongTasks } from "./loading";

type Report = components["schemas"]["WebVitals"];
type Metric = Report["metrics"][number];

const PHONE = "(max-width: 48rem)";

/** Measures a visit of `page`, the pattern of its path, and sends the measures when the person leaves the page. */
export function collectVitals(page: string, longTasks: LongTasks | undefined): void {
  let loaded = false;
  const metrics = new Map<Metric["name"], Metric>();
  for (const measure of [onCLS, onFCP, onINP, onLCP, onTTFB]) {
    measure(({ name, value }) => metrics.set(name, { name, value }));
  }
  // This listener comes after those of the measures, so that their last values are known.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || metrics.size === 0) return;
    const painted = metrics.get("FCP");
    // Without a paint the page was loaded in a hidden tab, and browsers load hidden tabs slowly.
    if (painted && !loaded) for (const each of loadingOf(painted.value, longTasks)) metrics.set(each.name, each);
    loaded = true;
    send({ page, device: window.matchMedia(PHONE).matches ? "phone" : "desktop", metrics: [...metrics.values()] });
    metrics.clear();
  });
}

function send(report: Report): void {
  navigator.sendBeacon("/api/telemetry/web-vitals", new Blob([JSON.stringify(report)], { type: "application/json" }));
}
