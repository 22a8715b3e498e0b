import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams } from "wouter";

import { Problem } from "../../api/problem";
import { NotFoundPage } from "../../app/NotFoundPage";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Skeleton } from "../../components/Skeleton";
import { analysisQuery } from "./queries";

const FinishedAnalysis = lazy(() => import("./result/FinishedAnalysis"));
const UnfinishedAnalysis = lazy(() => import("./UnfinishedAnalysis"));

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
