import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import type { RefObject, SubmitEvent } from "react";

import { api, unwrap } from "../../../api/client";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { useMessages } from "../../../i18n/messages";
import { MatchView } from "./MatchView";
import { matchMessages } from "./messages";

/** The fewest characters of an advertisement that the API takes. */
const FEWEST = 30;

function useMatch(id: string) {
  return useMutation({
    mutationKey: ["match", id],
    mutationFn: (text: string) =>
      unwrap(
        api.POST("/cv/analysis/{id}/match", {
          params: { path: { id } },
          body: text ? { job_description: text } : {},
        }),
      ),
  });
}

/** The CV against a job advertisement. */
export function MatchPanel({ id }: { id: string }) {
  const t = useMessages(matchMessages);
  const match = useMatch(id);
  const found = useRef<HTMLDivElement>(null);
  const job = useRef<HTMLTextAreaElement>(null);
  const compared = useRef(false);
  useEffect(() => {
    if (match.data) found.current?.focus();
    else if (compared.current) job.current?.focus();
    compared.current = match.data !== undefined;
  }, [match.data]);
  if (!match.data) return <JobForm field={job} pending={match.isPending} error={match.error} onSend={match.mutate} />;
  return (
    <div ref={found} tabIndex={-1} className="stack">
      <MatchView match={match.data} />
      <button type="button" className="button button-quiet" onClick={match.reset}>
        {t("otherJob")}
      </button>
    </div>
  );
}

interface FormProps {
  field: RefObject<HTMLTextAreaElement | null>;
  pending: boolean;
  error: unknown;
  onSend: (text: string) => void;
}

function JobForm({ field, pending, error, onSend }: FormProps) {
  const t = useMessages(matchMessages);
  const id = useId();
  const [text, setText] = useState("");
  const [short, setShort] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const job = text.trim();
    const tooShort = job.length > 0 && job.length < FEWEST;
    setShort(tooShort);
    if (!tooShort && !pending) onSend(job);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="muted">{t("lead")}</p>
      <ProblemNotice error={error} />
      <div className="field">
        <label htmlFor={id}>{t("job")}</label>
        <span className="field-hint" id={`${id}-hint`}>
          {t("jobHint")}
        </span>
        <textarea
          ref={field}
          id={id}
          className="input"
          rows={8}
          maxLength={20_000}
          value={text}
          aria-invalid={short || undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="field-error" id={`${id}-error`} role="alert">
          {short ? t("tooShort") : ""}
        </span>
      </div>
      <button type="submit" className="button" aria-disabled={pending}>
        {pending ? t("comparing") : t("compare")}
      </button>
    </form>
  );
}
