import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { ProblemNotice } from "../../../components/ProblemNotice";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import { versionsQuery } from "../queries";
import { panelMessages } from "./panelMessages";
import style from "./VersionsPanel.module.css";

/** The other finished analyses. The person can compare each one with this one. */
export function VersionsPanel({ id }: { id: string }) {
  const t = useMessages(panelMessages);
  const { dateTime } = useFormats();
  const { data, error, isPending, refetch } = useQuery(versionsQuery);
  const others = data?.items.filter((item) => item.id !== id) ?? [];
  return (
    <div className="stack" aria-busy={isPending}>
      <p className="muted">{t("versionsLead")}</p>
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {data && others.length === 0 ? <p className="notice">{t("versionsNone")}</p> : null}
      {isPending ? <div className={`skeleton ${style.waiting ?? ""}`} /> : null}
      <ul className="stack">
        {others.map((item) => (
          <li key={item.id}>
            <Link href={`/cv-analysis/${id}/compare/${item.id}`} className={`card ${style.version ?? ""}`}>
              <span className={style.words}>
                <strong>{item.file_name}</strong>
                <span className="muted small">{dateTime(item.created_at)}</span>
              </span>
              <span className={style.compare}>{t("compare")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
