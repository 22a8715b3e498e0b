import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { ProblemNotice } from "../../../components/ProblemNotice";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import { earlierVersionMessages } from "../earlierVersionMessages";
import { versionsQuery } from "../queries";
import type { AnalysisSummary } from "../types";
import { panelMessages } from "./panelMessages";
import style from "./VersionsPanel.module.css";

interface Props {
  id: string;
  /** Whether an earlier version of the engine scored this analysis. */
  earlierVersion: boolean;
}

/** The other finished analyses, to compare this one with. */
export function VersionsPanel({ id, earlierVersion }: Props) {
  const t = useMessages(panelMessages);
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
            <Version other={item} href={item.earlier_version === earlierVersion ? `/cv-analysis/${id}/compare/${item.id}` : null} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A link to the comparison. Without `href`, different versions of Recoloca scored the two analyses. */
function Version({ other, href }: { other: AnalysisSummary; href: string | null }) {
  const t = useMessages(panelMessages);
  const earlier = useMessages(earlierVersionMessages);
  const { dateTime } = useFormats();
  const words = (
    <span className={style.words}>
      <strong>{other.file_name}</strong>
      <span className="muted small">{dateTime(other.created_at)}</span>
      {other.earlier_version ? <span className="muted small">{earlier("mark")}</span> : null}
    </span>
  );
  const look = `card ${style.version ?? ""}`;
  if (href === null) {
    return (
      <div className={look}>
        {words}
        <span className="muted small">{earlier("notCompared")}</span>
      </div>
    );
  }
  return (
    <Link href={href} className={look}>
      {words}
      <span className={style.compare}>{t("compare")}</span>
    </Link>
  );
}
