import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "wouter";

import { Problem } from "../../../api/problem";
import { FailedPage } from "../../../components/FailedPage";
import { PageTitle } from "../../../components/PageTitle";
import { Skeleton } from "../../../components/Skeleton";
import { useFormats } from "../../../i18n/format";
import { useMessages } from "../../../i18n/messages";
import { earlierVersionMessages } from "../earlierVersionMessages";
import { comparisonQuery } from "../queries";
import type { AnalysisSummary, Comparison } from "../types";
import style from "./ComparePage.module.css";
import { compareMessages } from "./messages";
import { PartTable } from "./PartTable";
import { SuggestionLists } from "./SuggestionLists";

export default function ComparePage() {
  const { id, other } = useParams<{ id: string; other: string }>();
  const { data, error, refetch } = useQuery(comparisonQuery(id, other));
  if (data) return <ComparisonView comparison={data} />;
  if (!error) return <Skeleton kind="comparison" />;
  if (error instanceof Problem && error.code === "VERSIONS_DIFFER") return <NotCompared reason={error.detail} />;
  return <FailedPage error={error} onRetry={() => void refetch()} />;
}

function NotCompared({ reason }: { reason: string | null }) {
  const t = useMessages(earlierVersionMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("compareTitle")}</PageTitle>
      <p className="notice">{reason ?? t("mark")}</p>
      <div className="row">
        <Link className="button" href="/cv-analysis/new">
          {t("newAnalysis")}
        </Link>
        <Link className="button button-quiet" href="/cv-analysis">
          {t("backToAnalyses")}
        </Link>
      </div>
    </div>
  );
}

function ComparisonView({ comparison }: { comparison: Comparison }) {
  const t = useMessages(compareMessages);
  const { dateTime } = useFormats();
  const verdict = useVerdict(comparison);
  const { before, after } = comparison;
  return (
    <div className="page">
      <div>
        <PageTitle>{t("title")}</PageTitle>
        <p className="lead">
          {t("lead", { before: dateTime(before.created_at), after: dateTime(after.created_at) })}
        </p>
      </div>
      <p className={style.verdict}>{verdict}</p>
      <div className={style.versions}>
        <Version analysis={before} word={t("before")} />
        <Version analysis={after} word={t("after")} />
      </div>
      <PartTable parts={comparison.parts} />
      <SuggestionLists comparison={comparison} />
      <Skills added={comparison.skills_added} removed={comparison.skills_removed} />
    </div>
  );
}

function useVerdict({ score_change: change, before, after }: Comparison): string {
  const t = useMessages(compareMessages);
  const scores = { before: before.score ?? 0, after: after.score ?? 0 };
  if (change === 0) return t("same", { after: scores.after });
  return t(change > 0 ? "better" : "worse", { ...scores, count: Math.abs(change) });
}

function Version({ analysis, word }: { analysis: AnalysisSummary; word: string }) {
  const t = useMessages(compareMessages);
  const { dateTime } = useFormats();
  return (
    <div className={`card ${style.version ?? ""}`}>
      <h2 className={style.word}>{word}</h2>
      <p className={style.file}>{analysis.file_name}</p>
      {analysis.score === null ? null : <p className="muted">{t("scoreOfVersion", { score: analysis.score })}</p>}
      <Link href={`/cv-analysis/${analysis.id}`}>{t("open", { date: dateTime(analysis.created_at) })}</Link>
    </div>
  );
}

function Skills({ added, removed }: { added: readonly string[]; removed: readonly string[] }) {
  const t = useMessages(compareMessages);
  return (
    <section className="card stack" aria-labelledby="skills">
      <h2 id="skills" className={style.title}>
        {t("skills")}
      </h2>
      {added.length + removed.length === 0 ? <p className="muted">{t("skillsSame")}</p> : null}
      <SkillList title={t("skillsAdded")} items={added} tag="tag-good" />
      <SkillList title={t("skillsRemoved")} items={removed} tag="tag-warm" />
    </section>
  );
}

function SkillList({ title, items, tag }: { title: string; items: readonly string[]; tag: string }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h3 className={style.word}>{title}</h3>
      <ul className="row">
        {items.map((item) => (
          <li key={item} className={`tag ${tag}`}>
            {item}
          </li>
        ))}
      </ul>
    </div>
  );
}
