import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useLocation } from "wouter";

import { Problem } from "../../api/problem";
import { TextArea } from "../../components/Field";
import { Meter } from "../../components/Meter";
import { PageTitle } from "../../components/PageTitle";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { profileKey } from "../profile/queries";
import { DropZone } from "./DropZone";
import { cvMessages } from "./messages";
import { refusal, uploadCv } from "./upload";

/** Screen readers announce the progress each time it has grown by this much. */
const ANNOUNCED_EVERY_PERCENT = 25;

interface Chosen {
  file: File;
  jobDescription: string;
}

/**
 * Sends one file at a time.
 *
 * When the person leaves the page, the upload continues, but the result does not open by itself.
 */
function useUpload() {
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const refresh = useRefresh();
  const [fraction, setFraction] = useState(0);
  const controller = useRef<AbortController>(null);
  const mutation = useMutation({
    mutationFn: ({ signal, ...chosen }: Chosen & { signal: AbortSignal }) => {
      const onProgress = (sent: number) => (signal.aborted ? undefined : setFraction(sent));
      return uploadCv({ ...chosen, language, signal, onProgress, onWithdrawn: refresh });
    },
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

/** Loads again what an upload changes: the history, the dashboard, the quota in the profile. */
function useRefresh(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [["analyses"], ["dashboard"], profileKey]) void client.invalidateQueries({ queryKey });
  };
}

/** Makes the browser ask before it closes the tab, because closing ends the upload. */
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
  useWarningBeforeLeaving(upload.isPending);
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
        <JobField value={job} onChange={setJob} />
        <SendOrCancel upload={upload} ready={file !== null && refused === null} />
      </form>
    </div>
  );
}

function JobField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useMessages(cvMessages);
  return (
    <TextArea
      label={t("job")}
      hint={t("jobHint")}
      maxLength={20_000}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The button that sends; while the file is sent, its progress with the button that cancels. */
function SendOrCancel({ upload, ready }: { upload: ReturnType<typeof useUpload>; ready: boolean }) {
  const t = useMessages(cvMessages);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (upload.isError) button.current?.focus(); // the button to cancel had the focus, and it is gone
  }, [upload.isError]);
  if (upload.isPending) return <Sending percent={upload.percent} onCancel={upload.cancel} />;
  return (
    <button ref={button} type="submit" className="button" disabled={!ready}>
      {t("analyse")}
    </button>
  );
}

function Sending({ percent, onCancel }: { percent: number; onCancel: () => void }) {
  const t = useMessages(cvMessages);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []); // the button that was pressed had the focus, and it is gone
  const announced = percent - (percent % ANNOUNCED_EVERY_PERCENT);
  return (
    <div className="card stack">
      <p aria-hidden="true">{t("sending", { percent })}</p>
      <p role="status" className="visually-hidden">
        {t("sending", { percent: announced })}
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
