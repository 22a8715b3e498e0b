import { AnalysisProgress } from "./AnalysisProgress";
import { AwaitedUpload } from "./AwaitedUpload";
import { FailedAnalysis } from "./FailedAnalysis";
import type { Analysis } from "./types";

/** An analysis without a result: its file has not arrived, it is under way, or it has failed. */
export default function UnfinishedAnalysis({ analysis }: { analysis: Analysis }) {
  if (analysis.status === "failed") return <FailedAnalysis analysis={analysis} />;
  if (analysis.status === "awaiting_upload") return <AwaitedUpload analysis={analysis} />;
  return <AnalysisProgress analysis={analysis} />;
}
