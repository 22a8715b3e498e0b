import { Suspense } from "react";

import { MissingPartBoundary } from "../../app/MissingPartBoundary";
import { lazyPart } from "../../components/lazyPart";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { earlierVersionMessages } from "../cvs/earlierVersionMessages";
import { dashboardMessages } from "./messages";
import type { Dashboard } from "./queries";
import style from "./Trend.module.css";

const ScoreChart = lazyPart(() => import("./ScoreChart"));

interface Props {
  points: Dashboard["trend"];
  /** Analyses that an earlier version of the engine scored. They are not among the points. */
  leftOut: number;
}

/** The score over time: a sentence, a chart, and a table with the chart's figures for people who do not see it. */
export function Trend({ points, leftOut }: Props) {
  const t = useMessages(dashboardMessages);
  const earlier = useMessages(earlierVersionMessages);
  return (
    <section className="card stack" aria-labelledby="trend">
      <h2 id="trend" className={style.title}>
        {t("trend")}
      </h2>
      {points.length === 0 && leftOut > 0 ? null : <Sentence points={points} />}
      {leftOut > 0 ? <p className="muted small">{earlier("leftOut", { count: leftOut })}</p> : null}
      {points.length > 1 ? (
        <>
          <Chart points={points} />
          <Table points={points} />
        </>
      ) : null}
    </section>
  );
}

function Sentence({ points }: { points: Dashboard["trend"] }) {
  const t = useMessages(dashboardMessages);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return <p className="muted">{t("trendEmpty")}</p>;
  if (points.length === 1) return <p className="muted">{t("trendFirst", { score: first.score })}</p>;
  return <p className="muted">{t("trendSentence", { first: first.score, last: last.score, count: points.length })}</p>;
}

function Chart({ points }: { points: Dashboard["trend"] }) {
  return (
    <div className={style.chart} aria-hidden="true">
      <MissingPartBoundary fallback={NoChart}>
        <Suspense fallback={<div className={`skeleton ${style.waiting ?? ""}`} />}>
          <ScoreChart points={points} />
        </Suspense>
      </MissingPartBoundary>
    </div>
  );
}

/** Nothing: the sentence and the table say the same as the chart that could not be loaded. */
function NoChart() {
  return null;
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
