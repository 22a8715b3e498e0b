import { useEffect, useRef } from "react";
import uPlot from "uplot";

import "uplot/dist/uPlot.min.css";
import { useColourScheme } from "../../app/theme";
import { useLanguage } from "../../i18n/language";
import type { Language } from "../../i18n/language";
import type { Dashboard } from "./queries";

/** Fills its parent, which decides the height. */
export default function ScoreChart({ points }: { points: Dashboard["trend"] }) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useColourScheme();
  const { language } = useLanguage();
  useEffect(() => {
    const element = box.current;
    const parent = element?.parentElement;
    if (!element || !parent) return undefined;
    const size = () => ({ width: parent.clientWidth, height: parent.clientHeight });
    const chart = new uPlot({ ...size(), ...options(element, language) }, data(points), element);
    const observer = new ResizeObserver(() => chart.setSize(size()));
    observer.observe(parent);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [points, scheme, language]);
  return <div ref={box} />;
}

/** The analyses in their order with equal distances: with real times, several of one day would overlap. */
function data(points: Dashboard["trend"]): uPlot.AlignedData {
  return [points.map((_, index) => index), points.map(({ score }) => score)];
}

function options(element: HTMLElement, language: Language): Omit<uPlot.Options, "width" | "height"> {
  const line = colour(element, "--primary");
  const axis = { stroke: colour(element, "--ink-muted"), font: `12px ${getComputedStyle(element).fontFamily}` };
  const number = new Intl.NumberFormat(language);
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 12, 4, 0],
    scales: { x: { time: false }, y: { range: [0, 100] } },
    axes: [
      { ...axis, show: false },
      {
        ...axis,
        size: 34,
        splits: [0, 25, 50, 75, 100],
        values: (_chart, splits) => splits.map((value) => number.format(value)),
        grid: { stroke: colour(element, "--line"), width: 1 },
        ticks: { show: false },
      },
    ],
    series: [
      {},
      { stroke: line, width: 3, fill: colour(element, "--primary-soft"), points: { size: 9, fill: line, stroke: line } },
    ],
  };
}

/** The value of a custom property, which differs between light and dark. A canvas cannot read custom properties. */
function colour(element: HTMLElement, name: string): string {
  element.style.color = `var(${name})`;
  const found = getComputedStyle(element).color;
  element.style.color = "";
  return found;
}
