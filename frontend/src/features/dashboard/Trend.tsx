import { lazy, Suspense } from "react";

import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import type { Dashboard } from "./DashboardPage";
import { dashboardMessages } from "./messages";
import style from "./Trend.module.css";

const ScoreChart = lazy(() => import("./ScoreChart"));

/** The score over time as a chart, and as a sentence and a table for whoever does not see it. */
export function Trend({ points }: { points: Dashboard["trend"] }) {
  const t = useMessages(dashboardMessages);
  const first = points[0];
  const last = points.at(-1);
  return (
    <section className="card stack" aria-labelledby="trend">
      <h2 id="trend" className={style.title}>
        {t("trend")}
      </h2>
      {first && last && points.length > 1 ? (
        <>
          <p className="muted">
            {t("trendSentence", { first: first.score, last: last.score, count: points.length })}
          </p>
          <div className={style.chart} aria-hidden="true">
            <Suspense fallback={<div className={`skeleton ${style.waiting ?? ""}`} />}>
              <ScoreChart points={points} />
            </Suspense>
          </div>
          <Table points={points} />
        </>
      ) : (
        <p className="muted">{t("trendEmpty")}</p>
      )}
    </section>
  );
}

function Table({ points }: { points: Dashboard["trend"] }) {
  const t = useMessages(dashboardMessages);
  const { dateTime, number } = useFormats();
  return (
    <details>
      <summary className={style.summary}>{t("table")}</summary>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t("date")}</th>
            <th scope="col">{t("score")}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.id}>
              <td>{dateTime(point.created_at)}</td>
              <td>{number(point.score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
