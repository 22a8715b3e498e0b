import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";

import { PageTitle } from "../../components/PageTitle";
import { PendingButton } from "../../components/PendingButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { AnalysisProgress } from "./AnalysisProgress";
import { DeleteAnalysis } from "./DeleteAnalysis";
import { cvMessages } from "./messages";
import type { Analysis } from "./types";
import { uploadState } from "./underWay";
import { withdraw } from "./upload";

/** How long the permission to send a file is valid. A file that has not arrived by then cannot arrive any more. */
const PERMISSION_MILLISECONDS = 15 * 60_000;

const LOOK_AGAIN_MILLISECONDS = 2000;

/** An analysis whose file has not arrived: the state of the upload, and a link to send the file again. */
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

/** Withdraws the analysis first, so that the new upload does not use the quota of the month a second time. */
function SendAgain({ id }: { id: string }) {
  const t = useMessages(cvMessages);
  const [, navigate] = useLocation();
  const again = useMutation({ mutationFn: () => withdraw(id), onSuccess: () => navigate("/cv-analysis/new") });
  return (
    <>
      <ProblemNotice error={again.error} />
      <div className="row">
        <PendingButton className="button" pending={again.isPending} onPress={again.mutate}>
          {t("sendAgain")}
        </PendingButton>
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
