import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";
import { Problem } from "../../api/problem";
import { TextArea } from "../../components/Field";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { privacyMessages } from "./messages";
import style from "./PrivacyPage.module.css";

type Review = components["schemas"]["Review"];

const SHORTEST = 10;

/** The request for a review of one analysis; null when the person has asked for none. */
const reviewQuery = (analysisId: string) =>
  queryOptions({
    queryKey: ["review", analysisId],
    queryFn: async ({ signal }): Promise<Review | null> => {
      try {
        return await unwrap(api.GET("/cv/analysis/{id}/review", { params: { path: { id: analysisId } }, signal }));
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      }
    },
  });

/**
 * A person may contest an automated score: then a human reads the CV and answers (LGPD, art. 20).
 *
 * It calls the API when the panel opens.
 */
export function ReviewPanel({ analysisId }: { analysisId: string }) {
  const t = useMessages(privacyMessages);
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const { data: review, error, refetch } = useQuery({ ...reviewQuery(analysisId), enabled: open });
  return (
    <details className="card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={style.summary}>{t("review")}</summary>
      <div className="stack">
        <p className="muted">{t("reviewText")}</p>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
        <div ref={place} role="status" tabIndex={-1} className="stack">
          {review ? <Requested review={review} /> : null}
        </div>
        {review === null ? <RequestForm analysisId={analysisId} onAsked={() => place.current?.focus()} /> : null}
      </div>
    </details>
  );
}

function Requested({ review }: { review: Review }) {
  const t = useMessages(privacyMessages);
  const { date } = useFormats();
  return (
    <>
      <p className="muted small">{t("yourReason")}</p>
      <p>{review.reason}</p>
      {review.answer !== null && review.answered_at !== null ? (
        <>
          <p className="muted small">{t("reviewAnswered", { date: date(review.answered_at) })}</p>
          <p className={style.answer}>{review.answer}</p>
        </>
      ) : (
        <p className="notice">{t("reviewOpen", { date: date(review.created_at) })}</p>
      )}
    </>
  );
}

function useReviewRequest(analysisId: string, onAsked: () => void) {
  const t = useMessages(privacyMessages);
  const client = useQueryClient();
  return useForm({
    names: ["reason"],
    check: ({ reason }) => (reason.trim().length >= SHORTEST ? {} : { reason: t("shortReason") }),
    send: async ({ reason }) => {
      const path = { id: analysisId };
      const asked = await unwrap(api.POST("/cv/analysis/{id}/review", { params: { path }, body: { reason } }));
      client.setQueryData(reviewQuery(analysisId).queryKey, asked);
      onAsked();
    },
  });
}

function RequestForm({ analysisId, onAsked }: { analysisId: string; onAsked: () => void }) {
  const t = useMessages(privacyMessages);
  const form = useReviewRequest(analysisId, onAsked);
  return (
    <form {...form.attributes} className="stack">
      <ProblemNotice error={form.problem} />
      <TextArea label={t("reason")} hint={t("reasonHint")} name="reason" maxLength={2000} error={form.errors.reason} />
      <div>
        <button type="submit" className="button button-quiet" aria-disabled={form.pending}>
          {t("askReview")}
        </button>
      </div>
    </form>
  );
}
