import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useLocation } from "wouter";

import { api, unwrap } from "../../api/client";
import { Field } from "../../components/Field";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import style from "./CoachPage.module.css";
import { coachMessages } from "./messages";
import { sessionQuery, sessionsQuery } from "./queries";
import { topics } from "./topics";
import type { Topic } from "./topics";

const SHORTEST_JOB = 30;

interface Start {
  topic: Topic;
  /** Whether the conversation opens with the first question of a rehearsal. */
  rehearse: boolean;
  targetRole: string;
  job: string;
}

function useStart() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: ({ topic, targetRole, job }: Start) =>
      unwrap(
        api.POST("/ai-coach/session", {
          body: {
            topic,
            ...(targetRole.trim() ? { target_role: targetRole.trim() } : {}),
            ...(job.trim() ? { job_description: job.trim() } : {}),
          },
          headers: { "Idempotency-Key": crypto.randomUUID() },
        }),
      ),
    onSuccess: (session, { rehearse }) => {
      client.setQueryData(sessionQuery(session.session_id).queryKey, { ...session, updated_at: session.created_at });
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey, refetchType: "none" });
      navigate(`/ai-coach/${session.session_id}`, { state: { rehearse } });
    },
  });
}

export function StartPanel({ preferred }: { preferred: Topic | null }) {
  const t = useMessages(coachMessages);
  const start = useStart();
  const [targetRole, setTargetRole] = useState("");
  const [job, setJob] = useState("");
  const shortJob = job.trim() !== "" && job.trim().length < SHORTEST_JOB;
  const begin = (topic: Topic, rehearse: boolean) => {
    if (!start.isPending && !shortJob) start.mutate({ topic, rehearse, targetRole, job });
  };
  const ordered = [...topics].sort((one, other) => Number(other.id === preferred) - Number(one.id === preferred));
  return (
    <section className="stack" aria-labelledby="topics">
      <div className={`card ${style.mock ?? ""}`}>
        <div>
          <h2>{t("mock")}</h2>
          <p>{t("mockText")}</p>
        </div>
        <button type="button" className="button" onClick={() => begin("interview_preparation", true)}>
          {t("mockStart")}
        </button>
      </div>
      <h2 id="topics">{t("topics")}</h2>
      <p className="visually-hidden" role="status">
        {start.isPending ? t("starting") : null}
      </p>
      <ProblemNotice error={start.error} />
      <ul className={style.topics}>
        {ordered.map(({ id, text, Icon }) => (
          <li key={id}>
            <button type="button" className={style.topicButton} onClick={() => begin(id, false)}>
              <Icon />
              <span>
                <span className={style.topic}>{t(id)}</span>
                <span className="muted small">{t(text)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <details className={style.options} open={shortJob || undefined}>
        <summary>{t("options")}</summary>
        <div className="stack">
          <Field
            label={t("role")}
            hint={t("roleHint")}
            maxLength={100}
            value={targetRole}
            onChange={(event) => setTargetRole(event.target.value)}
          />
          <Advertisement value={job} onChange={setJob} error={shortJob ? t("shortJob") : null} />
        </div>
      </details>
    </section>
  );
}

interface AdvertisementProps {
  value: string;
  onChange: (text: string) => void;
  error: string | null;
}

function Advertisement({ value, onChange, error }: AdvertisementProps) {
  const t = useMessages(coachMessages);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("job")}</label>
      <span className="field-hint" id={`${id}-hint`}>
        {t("jobHint")}
      </span>
      <textarea
        id={id}
        className="input"
        maxLength={20_000}
        aria-describedby={`${id}-hint ${id}-error`}
        aria-invalid={error ? true : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="field-error" id={`${id}-error`} role="alert">
        {error}
      </span>
    </div>
  );
}
