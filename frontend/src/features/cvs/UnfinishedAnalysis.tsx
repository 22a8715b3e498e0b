import { AnalysisProgress } from "./AnalysisProgress";
import { FailedAnalysis } from "./FailedAnalysis";
import type { Analysis } from "./types";

/** What there is to see and do without a result. */
export default function UnfinishedAnalysis({ analysis }: { analysis: Analysis }) {
  return analysis.status === "failed" ? <FailedAnalysis analysis={analysis} /> : <AnalysisProgress analysis={analysis} />;
}
