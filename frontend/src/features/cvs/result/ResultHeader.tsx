import { Link } from "wouter";

import { PrintIcon } from "../../../components/icons";
import { PageTitle } from "../../../components/PageTitle";
import { ScoreRing } from "../../../components/ScoreRing";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import { earlierVersionMessages } from "../earlierVersionMessages";
import type { Analysis, Result } from "../types";
import { resultMessages } from "./messages";
import style from "./ResultHeader.module.css";
import { band, lacking } from "./verdict";

export function ResultHeader({ analysis, result }: { analysis: Analysis; result: Result }) {
  const t = useMessages(resultMessages);
  const earlier = useMessages(earlierVersionMessages);
  const { dateTime } = useFormats();
  const { overall, parts } = result.score;
  const most = lacking(parts);
  return (
    <header className={`card ${style.header ?? ""}`}>
      <ScoreRing score={overall} />
      <div className={style.words}>
        <PageTitle>{t("title", { name: result.profile.name ?? analysis.file_name })}</PageTitle>
        <p className={style.overall}>{t("overall", { score: overall })}</p>
        <p>
          {t(band(overall))}
          {most ? ` ${t("lacking", most)}` : null}
        </p>
        {analysis.earlier_version ? <p className="notice">{earlier("result")}</p> : null}
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
