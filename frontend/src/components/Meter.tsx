import type { CSSProperties } from "react";

interface Props {
  /** 0 to 100. */
  value: number;
  tone?: "good" | "amber" | "warm" | undefined;
}

/** A bar. Screen readers do not read it, because a number beside it says the same. */
export function Meter({ value, tone }: Props) {
  const style = {
    "--value": Math.max(0, Math.min(100, value)),
    ...(tone ? { "--meter": `var(--${tone})` } : {}),
  } as CSSProperties;
  return <div className="meter" style={style} aria-hidden="true" />;
}

/** The colour of a score. A number or a word beside it always says the same. */
export function tone(score: number): "good" | "amber" | "warm" {
  if (score >= 75) return "good";
  return score >= 50 ? "amber" : "warm";
}
