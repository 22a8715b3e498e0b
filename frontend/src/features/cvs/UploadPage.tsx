import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useLocation } from "wouter";

import { Problem } from "../../api/problem";
import { Meter } from "../../components/Meter";
import { PageTitle } from "../../components/PageTitle";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { profileKey } from "../profile/queries";
import { DropZone } from "./DropZone";
import { cvMessages } from "./messages";
import { refusal, uploadCv } from "./upload";

/** How often the progress is read aloud. */
const TOLD_EVERY_PERCENT = 25;

interface Chosen {
  file: File;
  jobDescription: string;
}

/** One upload at a time. It goes on when its page is left, which then takes nobody to its result. */
function useUpload() {
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [fraction, setFraction] = useState(0);
  const controller = useRef<AbortController>(null);
  const refresh = () => {
    for (const queryKey of [["analyses"], ["dashboard"], profileKey]) void client.invalidateQueries({ queryKey });
  };
  const mutation = useMutation({
    mutationFn: ({ signal, ...chosen }: Chosen & { signal: AbortSignal }) =>
      uploadCv({
        ...chosen,
        language,
        signal,
        onProgress: (sent) => (signal.aborted ? undefined : setFraction(sent)),
        onWithdrawn: refresh,
      }),
    onSuccess: refresh,
  });
  const send = (chosen: Chosen) => {
    controller.current = new AbortController();
    setFraction(0);
    const { signal } = controller.current;
    mutation.mutate({ ...chosen, signal }, { onSuccess: (id) => navigate(`/cv-analysis/${id}`) });
  };
  const cancel = () => controller.current?.abort();
  return { ...mutation, percent: Math.round(fraction * 100), send, cancel };
}

/** Closing the tab would end the upload, so the browser asks first. */
function useWarningBeforeLeaving(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [active]);
}

export default function UploadPage() {
  const t = useMessages(cvMessages);
  const upload = useUpload();
  const [file, setFile] = useState<File | null>(null);
  const [job, setJob] = useState("");
  const refused = file ? refusal(file) : null;
  const jobField = useId();
  const submitButton = useRef<HTMLButtonElement>(null);
  useWarningBeforeLeaving(upload.isPending);
  useEffect(() => {
    if (upload.isError) submitButton.current?.focus(); // the button that was pressed last is gone
  }, [upload.isError]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (file && !refused && !upload.isPending) upload.send({ file, jobDescription: job });
  };
  const choose = (chosen: File) => {
    upload.cancel();
    upload.reset();
    setFile(chosen);
  };

  return (
    <div className="page page-narrow">
      <PageTitle>{t("uploadTitle")}</PageTitle>
      <p className="lead">{t("uploadLead")}</p>
      <form onSubmit={submit} className="stack">
        <DropZone file={file} onFile={choose} />
        <UploadProblem refused={refused ? t(refused) : null} error={upload.error} />
        <div className="field">
          <label htmlFor={jobField}>{t("job")}</label>
          <span className="field-hint" id={`${jobField}-hint`}>
            {t("jobHint")}
          </span>
          <textarea
            id={jobField}
            className="input"
            aria-describedby={`${jobField}-hint`}
            maxLength={20_000}
            value={job}
            onChange={(event) => setJob(event.target.value)}
          />
        </div>
        {upload.isPending ? (
          <Sending percent={upload.percent} onCancel={upload.cancel} />
        ) : (
          <button ref={submitButton} type="submit" className="button" disabled={!file || refused !== null}>
            {t("analyse")}
          </button>
        )}
      </form>
    </div>
  );
}

function Sending({ percent, onCancel }: { percent: number; onCancel: () => void }) {
  const t = useMessages(cvMessages);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []); // in place of the one that was pressed
  const told = percent - (percent % TOLD_EVERY_PERCENT);
  return (
    <div className="card stack">
      <p aria-hidden="true">{t("sending", { percent })}</p>
      <p role="status" className="visually-hidden">
        {t("sending", { percent: told })}
      </p>
      <Meter value={percent} />
      <button ref={button} type="button" className="button button-quiet" onClick={onCancel}>
        {t("cancel")}
      </button>
    </div>
  );
}

function UploadProblem({ refused, error }: { refused: string | null; error: Error | null }) {
  const t = useMessages(cvMessages);
  const sentence = useProblemSentence();
  const text = refused ?? (error ? problemText(error) : null);

  function problemText(problem: Error): string {
    if (problem.name === "AbortError") return t("cancelled");
    if (problem instanceof Problem && problem.code === "UPLOAD_REFUSED") return t("uploadRefused");
    return sentence(problem);
  }

  return <div role="alert">{text ? <p className="notice notice-danger">{text}</p> : null}</div>;
}
