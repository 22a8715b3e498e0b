import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";

import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { AnalysisProgress } from "./AnalysisProgress";
import { DeleteAnalysis } from "./DeleteAnalysis";
import { cvMessages } from "./messages";
import type { Analysis } from "./types";
import { uploadState } from "./underWay";
import { withdraw } from "./upload";

/** How long the permission to send a file lasts: a file that has not come by then never comes. */
const PERMISSION_MILLISECONDS = 15 * 60_000;

const LOOK_AGAIN_MILLISECONDS = 2000;

/** An analysis whose file has not arrived: what became of the upload, and the way to send the file again. */
export function AwaitedUpload({ analysis }: { analysis: Analysis }) {
  const { data: state } = useQuery({
    queryKey: ["upload-state", analysis.id],
    queryFn: () => uploadState(analysis.id),
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
    staleTime: 0,
  });
  const [opened] = useState(Date.now);
  const expired = opened - new Date(analysis.created_at).getTime() > PERMISSION_MILLISECONDS;
  if (state === undefined || state === "sent") return <AnalysisProgress analysis={analysis} />;
  if (state === "sending") return <StillSending analysis={analysis} />;
  return state === "interrupted" || expired ? <Interrupted analysis={analysis} /> : <NotArrived analysis={analysis} />;
}

function StillSending({ analysis }: { analysis: Analysis }) {
  const t = useMessages(cvMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("sendingFile", { name: analysis.file_name })}</PageTitle>
      <p className="lead">{t("sendingLead")}</p>
    </div>
  );
}

function Interrupted({ analysis }: { analysis: Analysis }) {
  const t = useMessages(cvMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("interrupted")}</PageTitle>
      <p className="lead">{t("interruptedLead", { name: analysis.file_name })}</p>
      <SendAgain id={analysis.id} />
    </div>
  );
}

/** Gives the analysis back first, so that the new upload does not count as another one of the month. */
function SendAgain({ id }: { id: string }) {
  const t = useMessages(cvMessages);
  const [, navigate] = useLocation();
  const again = useMutation({ mutationFn: () => withdraw(id), onSuccess: () => navigate("/cv-analysis/new") });
  return (
    <>
      <ProblemNotice error={again.error} />
      <div className="row">
        <button
          type="button"
          className="button"
          aria-disabled={again.isPending}
          onClick={() => (again.isPending ? undefined : again.mutate())}
        >
          {t("sendAgain")}
        </button>
        <DeleteAnalysis id={id} />
      </div>
    </>
  );
}

function NotArrived({ analysis }: { analysis: Analysis }) {
  const t = useMessages(cvMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("awaiting")}</PageTitle>
      <p className="lead">{t("awaitingLead", { name: analysis.file_name })}</p>
      <div className="row">
        <Link className="button button-quiet" href="/cv-analysis/new">
          {t("sendAgain")}
        </Link>
        <DeleteAnalysis id={analysis.id} />
      </div>
    </div>
  );
}
