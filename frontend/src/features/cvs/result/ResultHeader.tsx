import { Link } from "wouter";

import { PrintIcon } from "../../../components/icons";
import { tone } from "../../../components/Meter";
import { PageTitle } from "../../../components/PageTitle";
import { ScoreRing } from "../../../components/ScoreRing";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import type { Analysis, Result } from "../types";
import { resultMessages } from "./messages";
import style from "./ResultHeader.module.css";

const bands = { good: "bandGood", amber: "bandAmber", warm: "bandWarm" } as const;

export function ResultHeader({ analysis, result }: { analysis: Analysis; result: Result }) {
  const t = useMessages(resultMessages);
  const { dateTime } = useFormats();
  const { overall } = result.score;
  return (
    <header className={`card ${style.header ?? ""}`}>
      <ScoreRing score={overall} />
      <div className={style.words}>
        <PageTitle>{t("title", { name: result.profile.name ?? analysis.file_name })}</PageTitle>
        <p className={style.overall}>{t("overall", { score: overall })}</p>
        <p>{t(bands[tone(overall)])}</p>
        <p className="muted small">
          {analysis.file_name} · {t("analysedOn", { date: dateTime(analysis.completed_at ?? analysis.created_at) })}
        </p>
        <div className={`row ${style.actions ?? ""}`}>
          <Link className="button" href="/cv-analysis/new">
            {t("another")}
          </Link>
          <button type="button" className="button button-quiet" onClick={() => window.print()}>
            <PrintIcon />
            {t("print")}
          </button>
        </div>
      </div>
    </header>
  );
}
