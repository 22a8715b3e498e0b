import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";

import { api, done } from "../../api/client";
import { AlertIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { PendingButton } from "../../components/PendingButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { useSeen } from "../notifications/seen";
import { DeleteAnalysis } from "./DeleteAnalysis";
import { cvMessages } from "./messages";
import { analysisQuery } from "./queries";
import type { Analysis } from "./types";

export function FailedAnalysis({ analysis }: { analysis: Analysis }) {
  const t = useMessages(cvMessages);
  useSeen(["analysis_failed"], `/cv-analysis/${analysis.id}`, true);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("failedTitle")}</PageTitle>
      <p className="muted">{analysis.file_name}</p>
      <p className="notice notice-danger">
        <AlertIcon />
        {analysis.error?.message}
      </p>
      {analysis.error?.retry ? <Retry id={analysis.id} /> : null}
      <div className="row">
        <Link className={`button ${analysis.error?.retry ? "button-quiet" : ""}`} href="/cv-analysis/new">
          {t("another")}
        </Link>
        <DeleteAnalysis id={analysis.id} />
      </div>
    </div>
  );
}

/** Analyses the same file once more: the failure may have been on our side. */
function Retry({ id }: { id: string }) {
  const t = useMessages(cvMessages);
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => done(api.POST("/cv/analysis/{id}/retry", { params: { path: { id } } })),
    onSuccess: () =>
      Promise.all([analysisQuery(id).queryKey, ["analyses"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  return (
    <>
      <ProblemNotice error={retry.error} />
      <div>
        <PendingButton className="button" pending={retry.isPending} onPress={retry.mutate}>
          {t("retry")}
        </PendingButton>
      </div>
    </>
  );
}
