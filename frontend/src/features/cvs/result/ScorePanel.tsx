import { Meter, tone } from "../../../components/Meter";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Result } from "../types";
import { LineLinks } from "./LineLinks";
import { resultMessages } from "./messages";
import { panelMessages } from "./panelMessages";
import style from "./ScorePanel.module.css";

type Part = Result["score"]["parts"][number];

export function ScorePanel({ result }: { result: Result }) {
  const t = useMessages(panelMessages);
  const parts = useMessages(resultMessages);
  return (
    <div className="stack">
      <h2 className="visually-hidden">{parts("score")}</h2>
      <p className="muted">{t("scoreLead")}</p>
      {result.score.parts.map((part) => (
        <PartCard key={part.id} part={part} />
      ))}
    </div>
  );
}

function PartCard({ part }: { part: Part }) {
  const t = useMessages(panelMessages);
  const { points } = useFormats();
  const share = part.max > 0 ? (part.points / part.max) * 100 : 0;
  return (
    <section className={`card ${style.part ?? ""}`}>
      <div className="row row-between">
        <h3>{part.label}</h3>
        <span className={style.points}>{t("pointsOf", { points: points(part.points), max: points(part.max) })}</span>
      </div>
      <Meter value={share} tone={tone(share)} />
      <details>
        <summary className={style.summary}>
          {t("rules")}
          <span className="visually-hidden">: {part.label}</span>
        </summary>
        <Rules rules={part.rules} />
      </details>
    </section>
  );
}

function Rules({ rules }: Pick<Part, "rules">) {
  const t = useMessages(panelMessages);
  const { points } = useFormats();
  return (
    <ul className={style.rules}>
      {rules.map((rule) => (
        <li key={rule.id}>
          <div className={style.rule}>
            <span>{rule.message}</span>
            <span className={style.points}>{t("pointsOf", { points: points(rule.points), max: points(rule.max) })}</span>
          </div>
          <LineLinks lines={rule.lines} />
        </li>
      ))}
    </ul>
  );
}
