import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useLocation } from "wouter";

import { Problem } from "../../api/problem";
import { Meter } from "../../components/Meter";
import { PageTitle } from "../../components/PageTitle";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { DropZone } from "./DropZone";
import { cvMessages } from "./messages";
import { refusal, uploadCv } from "./upload";

function useUpload() {
  const { language } = useLanguage();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [fraction, setFraction] = useState(0);
  const controller = useRef<AbortController>(null);
  const mutation = useMutation({
    mutationFn: ({ file, jobDescription }: { file: File; jobDescription: string }) => {
      const abort = (controller.current = new AbortController());
      setFraction(0);
      return uploadCv({ file, jobDescription, language, signal: abort.signal, onProgress: setFraction });
    },
    onSuccess: (id) => {
      void client.invalidateQueries({ queryKey: ["analyses"] });
      navigate(`/cv-analysis/${id}`);
    },
  });
  return { ...mutation, percent: Math.round(fraction * 100), cancel: () => controller.current?.abort() };
}

export default function UploadPage() {
  const t = useMessages(cvMessages);
  const upload = useUpload();
  const [file, setFile] = useState<File | null>(null);
  const [job, setJob] = useState("");
  const refused = file ? refusal(file) : null;
  const jobField = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (file && !refused && !upload.isPending) upload.mutate({ file, jobDescription: job });
  };
  const choose = (chosen: File) => {
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
          <button type="submit" className="button" disabled={!file || refused !== null}>
            {t("analyse")}
          </button>
        )}
      </form>
    </div>
  );
}

function Sending({ percent, onCancel }: { percent: number; onCancel: () => void }) {
  const t = useMessages(cvMessages);
  return (
    <div className="card stack">
      <p role="status">{t("sending", { percent })}</p>
      <Meter value={percent} />
      <button type="button" className="button button-quiet" onClick={onCancel}>
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
