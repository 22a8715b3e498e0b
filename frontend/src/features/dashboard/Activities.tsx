import { Link } from "wouter";

import { ChatIcon, FileIcon } from "../../components/icons";
import { tone } from "../../components/Meter";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { earlierVersionMessages } from "../cvs/earlierVersionMessages";
import style from "./Activities.module.css";
import { dashboardMessages } from "./messages";
import type { Dashboard } from "./queries";

type Activity = Dashboard["recent_activities"][number];

export function Activities({ activities }: { activities: readonly Activity[] }) {
  const t = useMessages(dashboardMessages);
  return (
    <section className="card stack" aria-labelledby="activity">
      <h2 id="activity" className={style.title}>
        {t("activity")}
      </h2>
      {activities.length === 0 ? <p className="muted">{t("activityEmpty")}</p> : null}
      <ul className={style.list}>
        {activities.map((activity) => (
          <li key={activity.id}>
            {activity.activity_type === "cv_analysis" ? (
              <AnalysisActivity activity={activity} />
            ) : (
              <CoachActivity activity={activity} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AnalysisActivity({ activity: { id, created_at, data } }: { activity: Activity }) {
  const t = useMessages(dashboardMessages);
  const { dateTime } = useFormats();
  const earlier = useMessages(earlierVersionMessages);
  const score = typeof data.score === "number" ? data.score : null;
  const ofEarlierVersion = data.earlier_version === true;
  return (
    <Link href={`/cv-analysis/${id}`} className={style.row}>
      <FileIcon />
      <span className={style.words}>
        {t("activityAnalysis")}
        <span className="muted small">{dateTime(created_at)}</span>
        {ofEarlierVersion ? <span className="muted small">{earlier("mark")}</span> : null}
      </span>
      {score === null ? (
        <span className={`tag ${data.status === "failed" ? "tag-danger" : ""}`}>
          {t(data.status === "failed" ? "failed" : "running")}
        </span>
      ) : (
        <span className={`tag ${ofEarlierVersion ? "" : `tag-${tone(score)}`}`}>{t("scoreOf", { score })}</span>
      )}
    </Link>
  );
}

function CoachActivity({ activity: { id, created_at, data } }: { activity: Activity }) {
  const t = useMessages(dashboardMessages);
  const { dateTime } = useFormats();
  return (
    <Link href={`/ai-coach/${id}`} className={style.row}>
      <ChatIcon />
      <span className={style.words}>
        {t("activityCoach")}
        <span className="muted small">{dateTime(created_at)}</span>
      </span>
      {typeof data.message_count === "number" ? (
        <span className="tag">{t("messages", { count: data.message_count })}</span>
      ) : null}
    </Link>
  );
}
