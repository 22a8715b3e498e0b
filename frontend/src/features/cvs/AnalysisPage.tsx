import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { useParams } from "wouter";

import { FailedPage } from "../../components/FailedPage";
import { lazyPart } from "../../components/lazyPart";
import { Skeleton } from "../../components/Skeleton";
import { analysisQuery } from "./queries";

const FinishedAnalysis = lazyPart(() => import("./result/FinishedAnalysis"));
const UnfinishedAnalysis = lazyPart(() => import("./UnfinishedAnalysis"));

/** The page of one analysis in any state. */
export default function AnalysisPage() {
  const { id } = useParams<{ id: string }>();
  const { data: analysis, error, refetch } = useQuery(analysisQuery(id));
  if (!analysis && error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!analysis) return <Skeleton kind="result" />;
  return (
    <Suspense fallback={<Skeleton kind="result" />}>
      {analysis.result ? (
        <FinishedAnalysis analysis={analysis} result={analysis.result} />
      ) : (
        <UnfinishedAnalysis analysis={analysis} />
      )}
    </Suspense>
  );
}
