import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { RefObject, SubmitEvent } from "react";
import { useSearchParams } from "wouter";

import { api, unwrap } from "../../../api/client";
import { Problem } from "../../../api/problem";
import { TextArea } from "../../../components/Field";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { useMessages } from "../../../i18n/messages";
import { MatchView } from "./MatchView";
import { matchMessages } from "./messages";

/** The API accepts advertisements with at least this many characters. */
const SHORTEST_JOB = 30;

/** Compares the CV with the text of an advertisement. An empty text stands for the advertisement of the upload. */
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

interface PanelProps {
  id: string;
  /** Whether the CV was uploaded with an advertisement. Then the match shows as soon as the tab opens. */
  hasJob: boolean;
}

/** Compares the CV with a job advertisement. */
export function MatchPanel({ id, hasJob }: PanelProps) {
  const t = useMessages(matchMessages);
  const match = useMatch(id);
  useOwnJob(hasJob, match);
  const { view, field } = useFocus(match.data !== undefined);
  if (!match.data) {
    return <JobForm field={field} hasJob={hasJob} pending={match.isPending} error={match.error} onSend={match.mutate} />;
  }
  return (
    <div ref={view} tabIndex={-1} className="stack">
      <MatchView match={match.data} />
      <button type="button" className="button button-quiet" onClick={match.reset}>
        {t("otherJob")}
      </button>
    </div>
  );
}

/** Moves the focus to the match when it appears, and back to the field when the person wants another comparison. */
function useFocus(matched: boolean) {
  const view = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const wasMatched = useRef(false);
  useEffect(() => {
    if (matched) view.current?.focus();
    else if (wasMatched.current) field.current?.focus();
    wasMatched.current = matched;
  }, [matched]);
  return { view, field };
}

/** Compares with the advertisement that was uploaded with the CV, once, when the tab opens for the first time. */
function useOwnJob(hasJob: boolean, { mutate }: ReturnType<typeof useMatch>): void {
  const [parameters] = useSearchParams();
  const compared = useRef(false);
  const wanted = hasJob && parameters.get("tab") === "match";
  useEffect(() => {
    if (!wanted || compared.current) return;
    compared.current = true;
    mutate("");
  }, [wanted, mutate]);
}

interface FormProps {
  field: RefObject<HTMLTextAreaElement | null>;
  hasJob: boolean;
  pending: boolean;
  error: unknown;
  onSend: (text: string) => void;
}

function JobForm({ field, hasJob, pending, error, onSend }: FormProps) {
  const t = useMessages(matchMessages);
  const [text, setText] = useState("");
  const [mistake, setMistake] = useState<string | null>(null);
  const fault = mistake ?? (error instanceof Problem ? error.fields.job_description : undefined);
  useEffect(() => {
    if (fault) field.current?.focus();
  }, [fault, field]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const job = text.trim();
    const found = job.length < SHORTEST_JOB && !(hasJob && job === "") ? t(job ? "tooShort" : "missingJob") : null;
    setMistake(found);
    if (found === null && !pending) onSend(job);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="muted">{t("lead")}</p>
      <ProblemNotice error={fault ? null : error} />
      <JobField ref={field} hint={hasJob ? t("jobHint") : null} error={fault} value={text} onChange={setText} />
      <button type="submit" className="button" aria-disabled={pending}>
        {pending ? t("comparing") : t("compare")}
      </button>
    </form>
  );
}

interface FieldProps {
  ref: RefObject<HTMLTextAreaElement | null>;
  hint: string | null;
  error: string | undefined;
  value: string;
  onChange: (text: string) => void;
}

function JobField({ onChange, ...area }: FieldProps) {
  const t = useMessages(matchMessages);
  return (
    <TextArea
      {...area}
      label={t("job")}
      rows={8}
      maxLength={20_000}
      announced
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
