import { CheckIcon } from "../../components/icons";
import { Meter } from "../../components/Meter";
import { PageTitle } from "../../components/PageTitle";
import { useMessages } from "../../i18n/messages";
import style from "./AnalysisProgress.module.css";
import { cvMessages } from "./messages";
import type { Analysis, Stage } from "./types";

const stages = ["queued", "extracting", "structuring", "scoring", "saving"] as const satisfies readonly Stage[];

const labels = {
  queued: "stageQueued",
  extracting: "stageExtracting",
  structuring: "stageStructuring",
  scoring: "stageScoring",
  saving: "stageSaving",
  done: "stageDone",
} as const satisfies Record<Stage, string>;

/** The stage that the API reports. The page estimates nothing of its own. */
export function AnalysisProgress({ analysis }: { analysis: Analysis }) {
  const t = useMessages(cvMessages);
  const { stage, percent } = analysis.progress;
  return (
    <div className="page page-narrow">
      <PageTitle>{t("analysing", { name: analysis.file_name })}</PageTitle>
      <p className="lead">{t("analysingLead")}</p>
      <div className="card stack">
        <p role="status" className={style.now}>
          {t(labels[stage])}
        </p>
        <Meter value={percent} />
        <Stages stage={stage} />
      </div>
    </div>
  );
}

const words = { past: "stagePast", now: "stageNow", next: "stageNext" } as const;

function Stages({ stage }: { stage: Stage }) {
  const t = useMessages(cvMessages);
  const now = stage === "done" ? stages.length : stages.indexOf(stage);
  return (
    <ol className={style.stages}>
      {stages.map((name, index) => {
        const state = index < now ? "past" : index === now ? "now" : "next";
        return (
          <li key={name} data-state={state} aria-current={state === "now" ? "step" : undefined}>
            <span className={style.dot}>{state === "past" ? <CheckIcon size={14} /> : null}</span>
            <span>{t(labels[name])}</span>
            <span className="visually-hidden">({t(words[state])})</span>
          </li>
        );
      })}
    </ol>
  );
}
