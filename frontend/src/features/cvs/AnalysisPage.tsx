import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams } from "wouter";

import { Problem } from "../../api/problem";
import { NotFoundPage } from "../../app/NotFoundPage";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Skeleton } from "../../components/Skeleton";
import { AnalysisProgress } from "./AnalysisProgress";
import { FailedAnalysis } from "./FailedAnalysis";
import { analysisQuery } from "./queries";

const FinishedAnalysis = lazy(() => import("./result/FinishedAnalysis"));

/** One analysis, whatever state it is in. */
export default function AnalysisPage() {
  const { id } = useParams<{ id: string }>();
  const { data: analysis, error, refetch } = useQuery(analysisQuery(id));
  if (!analysis && error instanceof Problem && error.status === 404) return <NotFoundPage />;
  if (!analysis && error) {
    return (
      <div className="page page-narrow">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!analysis) return <Skeleton kind="result" />;
  if (analysis.status === "failed") return <FailedAnalysis analysis={analysis} />;
  if (!analysis.result) return <AnalysisProgress analysis={analysis} />;
  return (
    <Suspense fallback={<Skeleton kind="result" />}>
      <FinishedAnalysis analysis={analysis} result={analysis.result} />
    </Suspense>
  );
}
