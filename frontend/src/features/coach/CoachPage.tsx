import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";

import { ArrowIcon, ChatIcon } from "../../components/icons";
import { MoreButton } from "../../components/MoreButton";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import style from "./CoachPage.module.css";
import { coachMessages } from "./messages";
import { sessionsQuery } from "./queries";
import type { SessionSummary } from "./queries";
import { StartPanel } from "./StartPanel";
import { topicOf } from "./topics";

/** Starts a conversation with the coach, and lists the earlier ones. */
export default function CoachPage() {
  const t = useMessages(coachMessages);
  const [parameters] = useSearchParams();
  return (
    <div className="page">
      <PageTitle>{t("title")}</PageTitle>
      <p className="lead">{t("lead")}</p>
      <StartPanel preferred={topicOf(parameters.get("topic"))} />
      <Sessions />
    </div>
  );
}

function Sessions() {
  const t = useMessages(coachMessages);
  const sessions = useInfiniteQuery(sessionsQuery);
  const items = sessions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="stack" aria-labelledby="sessions" aria-busy={sessions.isPending}>
      <h2 id="sessions">{t("sessions")}</h2>
      <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />
      {sessions.isSuccess && items.length === 0 ? <p className="muted">{t("noneYet")}</p> : null}
      {sessions.isPending ? <div className={`skeleton ${style.waiting ?? ""}`} /> : null}
      <ul className={style.sessions}>
        {items.map((item) => (
          <li key={item.session_id}>
            <SessionRow item={item} />
          </li>
        ))}
      </ul>
      <MoreButton list={sessions}>{t("more")}</MoreButton>
    </section>
  );
}

function SessionRow({ item }: { item: SessionSummary }) {
  const t = useMessages(coachMessages);
  const { dateTime } = useFormats();
  return (
    <Link href={`/ai-coach/${item.session_id}`} className={style.session}>
      <ChatIcon />
      <span className={style.about}>
        <span className={style.topic}>{t(item.topic)}</span>
        {item.last_message ? <span className={`muted small ${style.last ?? ""}`}>{item.last_message}</span> : null}
        <span className="muted small">
          {dateTime(item.updated_at)} · {t("messageCount", { count: item.message_count })}
        </span>
      </span>
      <ArrowIcon />
    </Link>
  );
}
