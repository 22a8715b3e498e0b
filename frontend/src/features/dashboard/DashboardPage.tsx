import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { appMessages } from "../../app/messages";
import { useSession } from "../../app/session";
import { FailedPage } from "../../components/FailedPage";
import { PageTitle } from "../../components/PageTitle";
import { quotaMessages } from "../../components/quotaMessages";
import { Skeleton } from "../../components/Skeleton";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { Activities } from "./Activities";
import style from "./DashboardPage.module.css";
import { dashboardMessages } from "./messages";
import { NextSteps } from "./NextSteps";
import { dashboardQuery } from "./queries";
import type { Dashboard } from "./queries";
import { Trend } from "./Trend";

export default function DashboardPage() {
  const { data, error, refetch } = useQuery(dashboardQuery);
  if (data) return <DashboardView dashboard={data} />;
  if (!error) return <Skeleton kind="dashboard" />;
  return <FailedPage error={error} onRetry={() => void refetch()} />;
}

function DashboardView({ dashboard }: { dashboard: Dashboard }) {
  const t = useMessages(dashboardMessages);
  const shared = useMessages(appMessages);
  const session = useSession();
  const name = session.status === "signed-in" ? (session.user.name.split(" ")[0] ?? "") : "";
  return (
    <div className="page">
      <div>
        <PageTitle>{t("greeting", { name })}</PageTitle>
        <p className="lead">{shared("dashboardLead")}</p>
      </div>
      <Figures dashboard={dashboard} />
      <div className={style.columns}>
        <NextSteps steps={dashboard.next_steps} />
        <div className="stack">
          <Trend points={dashboard.trend} leftOut={dashboard.user_stats.earlier_version_analyses} />
          <Activities activities={dashboard.recent_activities} />
        </div>
      </div>
    </div>
  );
}

function Figures({ dashboard: { user_stats: stats, trend, quota } }: { dashboard: Dashboard }) {
  const t = useMessages(dashboardMessages);
  const quotas = useMessages(quotaMessages);
  const { number, points, renewal } = useFormats();
  const newest = trend.at(-1);
  const { left, limit, renews_at } = quota.cv_analyses;
  return (
    <dl className={style.figures}>
      <Figure label={t("newest")} value={newest ? number(newest.score) : null} />
      <Figure label={t("average")} value={stats.avg_score === null ? null : points(stats.avg_score)} />
      <Figure label={t("analyses")} value={number(stats.total_analyses)} />
      <Figure
        label={quotas("analyses")}
        value={left === null || limit === null ? quotas("unlimited") : quotas("left", { count: left, limit })}
        note={limit === null ? null : quotas("renews", { date: renewal(renews_at) })}
      />
    </dl>
  );
}

function Figure({ label, value, note }: { label: string; value: string | null; note?: ReactNode }) {
  const t = useMessages(dashboardMessages);
  return (
    <div className="card">
      <dt className="muted small">{label}</dt>
      <dd className={value === null ? "muted" : style.value}>{value ?? t("none")}</dd>
      {note ? <dd className="muted small">{note}</dd> : null}
    </div>
  );
}
