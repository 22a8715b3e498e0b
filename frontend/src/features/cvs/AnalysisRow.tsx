import { Link } from "wouter";

import { tone } from "../../components/Meter";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import style from "./AnalysisRow.module.css";
import { earlierVersionMessages } from "./earlierVersionMessages";
import { cvMessages } from "./messages";
import { statusLabels } from "./types";
import type { AnalysisSummary } from "./types";

export function AnalysisRow({ item }: { item: AnalysisSummary }) {
  const t = useMessages(cvMessages);
  const earlier = useMessages(earlierVersionMessages);
  const { dateTime } = useFormats();
  return (
    <Link href={`/cv-analysis/${item.id}`} className={style.row}>
      <span className={style.text}>
        <span className={style.name}>{item.file_name}</span>
        <span className="muted small">{t("sentOn", { date: dateTime(item.created_at) })}</span>
        {item.earlier_version ? <span className="muted small">{earlier("mark")}</span> : null}
      </span>
      {item.score === null ? (
        <span className={`tag ${item.status === "failed" ? "tag-danger" : ""}`}>{t(statusLabels[item.status])}</span>
      ) : (
        <span className={`${style.score ?? ""} tag ${item.earlier_version ? "" : `tag-${tone(item.score)}`}`}>
          <span className="visually-hidden">{t("score")} </span>
          {t("scoreOf", { score: item.score })}
        </span>
      )}
    </Link>
  );
}
