import { appMessages } from "../../../app/messages";
import { useMessages } from "../../../i18n/messages";
import { ReviewPanel } from "../../privacy/ReviewPanel";
import { DeleteAnalysis } from "../DeleteAnalysis";
import { MatchPanel } from "../match/MatchPanel";
import type { Analysis, Result } from "../types";
import { ResultHeader } from "./ResultHeader";
import style from "./ResultView.module.css";
import { ResultView } from "./ResultView";
import { VersionsPanel } from "./VersionsPanel";

/** A person's own result, with what can be done with it. */
export default function FinishedAnalysis({ analysis, result }: { analysis: Analysis; result: Result }) {
  const t = useMessages(appMessages);
  const extra = [
    { id: "match", panel: <MatchPanel id={analysis.id} /> },
    { id: "versions", panel: <VersionsPanel id={analysis.id} /> },
  ] as const;
  return (
    <div className="page">
      <p className="lead">{t("resultLead")}</p>
      <ResultHeader analysis={analysis} result={result} />
      <ResultView result={result} extra={extra} />
      <ReviewPanel analysisId={analysis.id} />
      <div className={`row ${style.afterwards ?? ""}`}>
        <DeleteAnalysis id={analysis.id} />
      </div>
    </div>
  );
}
