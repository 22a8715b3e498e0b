import type { CSSProperties } from "react";

import { tone } from "./Meter";
import style from "./ScoreRing.module.css";

/** A score as a ring. A sentence beside it says the same. */
export function ScoreRing({ score }: { score: number }) {
  const colour = { "--ring": `var(--${tone(score)})` } as CSSProperties;
  return (
    <svg className={style.ring} style={colour} viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <circle className={style.track} cx="60" cy="60" r="52" />
      <circle className={style.arc} cx="60" cy="60" r="52" pathLength={100} strokeDasharray={`${score} 100`} />
      <text x="60" y="62" className={style.figure}>
        {score}
      </text>
    </svg>
  );
}
