import { LazyPanel } from "../../../app/LazyPanel";
import { appMessages } from "../../../app/messages";
import { lazyPart } from "../../../components/lazyPart";
import { useMessages } from "../../../i18n/messages";
import { useSeen } from "../../notifications/seen";
import type { Analysis, Result } from "../types";
import { ResultHeader } from "./ResultHeader";
import style from "./ResultView.module.css";
import { ResultView } from "./ResultView";

// The parts below the result and in closed tabs are in one file. The result does not wait for this file.
const parts = () => import("./ownParts");
const MatchPanel = lazyPart(async () => ({ default: (await parts()).MatchPanel }));
const VersionsPanel = lazyPart(async () => ({ default: (await parts()).VersionsPanel }));
const ReviewPanel = lazyPart(async () => ({ default: (await parts()).ReviewPanel }));
const DeleteAnalysis = lazyPart(async () => ({ default: (await parts()).DeleteAnalysis }));

/** A person's own result, with the actions for it. */
export default function FinishedAnalysis({ analysis, result }: { analysis: Analysis; result: Result }) {
  const t = useMessages(appMessages);
  useSeen(["analysis_completed"], `/cv-analysis/${analysis.id}`, true);
  const extra = [
    { id: "match", panel: <MatchPanel id={analysis.id} hasJob={analysis.has_job_description} /> },
    { id: "versions", panel: <VersionsPanel id={analysis.id} earlierVersion={analysis.earlier_version} /> },
  ] as const;
  return (
    <div className="page">
      <p className="lead">{t("resultLead")}</p>
      <ResultHeader analysis={analysis} result={result} />
      <ResultView result={result} extra={extra} />
      <LazyPanel>
        <ReviewPanel analysisId={analysis.id} />
        <div className={`row ${style.afterwards ?? ""}`}>
          <DeleteAnalysis id={analysis.id} />
        </div>
      </LazyPanel>
    </div>
  );
}
