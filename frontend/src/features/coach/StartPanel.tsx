import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";

import { api, unwrap } from "../../api/client";
import { Field, TextArea } from "../../components/Field";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import style from "./CoachPage.module.css";
import { coachMessages } from "./messages";
import { sessionQuery, sessionsQuery } from "./queries";
import { topics } from "./topics";
import type { Topic } from "./topics";

const SHORTEST_JOB = 30;

/** What the person wants the conversation to be about; empty texts count as none. */
interface About {
  targetRole: string;
  /** The text of a job advertisement. */
  job: string;
}

interface Start extends About {
  topic: Topic;
  /** Whether the conversation opens with the first question of a rehearsal. */
  rehearse: boolean;
}

function useStart() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: openSession,
    onSuccess: (session, { rehearse }) => {
      client.setQueryData(sessionQuery(session.session_id).queryKey, { ...session, updated_at: session.created_at });
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey, refetchType: "none" });
      navigate(`/ai-coach/${session.session_id}`, { state: { rehearse } });
    },
  });
}

function openSession({ topic, targetRole, job }: Start) {
  return unwrap(
    api.POST("/ai-coach/session", {
      body: {
        topic,
        ...(targetRole.trim() ? { target_role: targetRole.trim() } : {}),
        ...(job.trim() ? { job_description: job.trim() } : {}),
      },
      headers: { "Idempotency-Key": crypto.randomUUID() },
    }),
  );
}

/** Starts a conversation: a rehearsal, or one of the topics. The `preferred` topic is the first one. */
export function StartPanel({ preferred }: { preferred: Topic | null }) {
  const t = useMessages(coachMessages);
  const start = useStart();
  const [about, setAbout] = useState<About>({ targetRole: "", job: "" });
  const shortJob = about.job.trim() !== "" && about.job.trim().length < SHORTEST_JOB;
  const begin = (topic: Topic, rehearse: boolean) => {
    if (!start.isPending && !shortJob) start.mutate({ topic, rehearse, ...about });
  };
  return (
    <section className="stack" aria-labelledby="topics">
      <Rehearsal onStart={() => begin("interview_preparation", true)} />
      <h2 id="topics">{t("topics")}</h2>
      <p className="visually-hidden" role="status">
        {start.isPending ? t("starting") : null}
      </p>
      <ProblemNotice error={start.error} />
      <Topics preferred={preferred} onStart={(topic) => begin(topic, false)} />
      <Options about={about} onChange={setAbout} shortJob={shortJob} />
    </section>
  );
}

function Rehearsal({ onStart }: { onStart: () => void }) {
  const t = useMessages(coachMessages);
  return (
    <div className={`card ${style.mock ?? ""}`}>
      <div>
        <h2>{t("mock")}</h2>
        <p>{t("mockText")}</p>
      </div>
      <button type="button" className="button" onClick={onStart}>
        {t("mockStart")}
      </button>
    </div>
  );
}

function Topics({ preferred, onStart }: { preferred: Topic | null; onStart: (topic: Topic) => void }) {
  const t = useMessages(coachMessages);
  const ordered = [...topics].sort((one, other) => Number(other.id === preferred) - Number(one.id === preferred));
  return (
    <ul className={style.topics}>
      {ordered.map(({ id, text, Icon }) => (
        <li key={id}>
          <button type="button" className={style.topicButton} onClick={() => onStart(id)}>
            <Icon />
            <span>
              <span className={style.topic}>{t(id)}</span>
              <span className="muted small">{t(text)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface OptionsProps {
  about: About;
  onChange: (about: About) => void;
  shortJob: boolean;
}

function Options({ about, onChange, shortJob }: OptionsProps) {
  const t = useMessages(coachMessages);
  return (
    <details className={style.options} open={shortJob || undefined}>
      <summary>{t("options")}</summary>
      <div className="stack">
        <Field
          label={t("role")}
          hint={t("roleHint")}
          maxLength={100}
          value={about.targetRole}
          onChange={(event) => onChange({ ...about, targetRole: event.target.value })}
        />
        <TextArea
          label={t("job")}
          hint={t("jobHint")}
          maxLength={20_000}
          value={about.job}
          onChange={(event) => onChange({ ...about, job: event.target.value })}
          error={shortJob ? t("shortJob") : null}
          announced
        />
      </div>
    </details>
  );
}

