import { lazy, Suspense } from "react";

import { appMessages } from "../../../app/messages";
import { useMessages } from "../../../i18n/messages";
import type { Analysis, Result } from "../types";
import { ResultHeader } from "./ResultHeader";
import style from "./ResultView.module.css";
import { ResultView } from "./ResultView";

// What stands below and in closed tabs is one file, which what is seen at once does not wait for.
const parts = () => import("./ownParts");
const MatchPanel = lazy(async () => ({ default: (await parts()).MatchPanel }));
const VersionsPanel = lazy(async () => ({ default: (await parts()).VersionsPanel }));
const ReviewPanel = lazy(async () => ({ default: (await parts()).ReviewPanel }));
const DeleteAnalysis = lazy(async () => ({ default: (await parts()).DeleteAnalysis }));

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
      <Suspense>
        <ReviewPanel analysisId={analysis.id} />
        <div className={`row ${style.afterwards ?? ""}`}>
          <DeleteAnalysis id={analysis.id} />
        </div>
      </Suspense>
    </div>
  );
}
