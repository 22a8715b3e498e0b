import { Meter, tone } from "../../../components/Meter";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Match } from "../types";
import { Conditions } from "./Conditions";
import { Keywords } from "./Keywords";
import style from "./MatchView.module.css";
import { matchMessages } from "./messages";
import { Requirements } from "./Requirements";

export function MatchView({ match }: { match: Match }) {
  const t = useMessages(matchMessages);
  const { score, title, formula } = match;
  return (
    <>
      <h2>{title ? t("scoreFor", { score, title }) : t("score", { score })}</h2>
      <Meter value={score} tone={tone(score)} />
      <section className="card stack">
        <h3>{t("formula")}</h3>
        <Parts parts={match.parts} />
        <p className={style.formula}>{formula}</p>
      </section>
      <Requirements requirements={match.requirements} />
      <Keywords present={match.present} missing={match.missing} />
      <Conditions match={match} />
    </>
  );
}

function Parts({ parts }: { parts: Match["parts"] }) {
  const t = useMessages(matchMessages);
  const { points } = useFormats();
  return (
    <ul className="stack">
      {parts.map((part) => (
        <li key={part.id}>
          <div className="row row-between">
            <strong>{part.label}</strong>
            <span className={style.points}>{t("pointsOf", { points: points(part.points), max: points(part.max) })}</span>
          </div>
          <p className="muted small">{part.message}</p>
        </li>
      ))}
    </ul>
  );
}
