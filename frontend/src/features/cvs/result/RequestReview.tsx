import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { SubmitEvent } from "react";

import { api, unwrap } from "../../../api/client";
import { ProblemNotice } from "../../../components/ProblemNotice";
import { useMessages } from "../../../i18n/messages";
import { resultMessages } from "./messages";
import style from "./RequestReview.module.css";

/** The fewest letters of a reason that the API takes. */
const FEWEST = 10;

/** The right to have a person look at what was decided by rules alone (LGPD, article 20). */
export function RequestReview({ id }: { id: string }) {
  const t = useMessages(resultMessages);
  const field = useId();
  const [reason, setReason] = useState("");
  const [short, setShort] = useState(false);
  const request = useMutation({
    mutationFn: (text: string) =>
      unwrap(
        api.POST("/cv/analysis/{id}/review", {
          params: { path: { id } },
          body: { reason: text },
          headers: { "Idempotency-Key": crypto.randomUUID() },
        }),
      ),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = reason.trim();
    setShort(text.length < FEWEST);
    if (text.length >= FEWEST && !request.isPending) request.mutate(text);
  };
  return (
    <details className={style.review}>
      <summary className={style.summary}>{t("review")}</summary>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="muted">{t("reviewLead")}</p>
        <ProblemNotice error={request.error} />
        <div className="field">
          <label htmlFor={field}>{t("reviewReason")}</label>
          <span className="field-hint" id={`${field}-hint`}>
            {t("reviewHint")}
          </span>
          <textarea
            id={field}
            className="input"
            maxLength={2000}
            value={reason}
            aria-invalid={short || undefined}
            aria-describedby={`${field}-hint ${field}-error`}
            onChange={(event) => setReason(event.target.value)}
          />
          <span className="field-error" id={`${field}-error`} role="alert">
            {short ? t("reviewShort") : ""}
          </span>
        </div>
        <p role="status">{request.isSuccess ? t("reviewSent") : ""}</p>
        {request.isSuccess ? null : (
          <button type="submit" className="button" aria-disabled={request.isPending}>
            {t("reviewSend")}
          </button>
        )}
      </form>
    </details>
  );
}
