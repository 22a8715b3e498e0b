import { appMessages } from "../app/messages";
import { useMessages } from "../i18n/messages";
import style from "./Skeleton.module.css";

const BLOCKS = { text: 1, form: 1, cards: 4, result: 3, comparison: 3, dashboard: 3 };

export type SkeletonKind = keyof typeof BLOCKS;

/**
 * The outline of a page that is loading: the heights of its parts, and the texts that are known already.
 *
 * Its heading is hidden. Every page has an `<h1>`, so that people with a screen reader can jump to its start.
 */
export function Skeleton({ kind }: { kind: SkeletonKind }) {
  const t = useMessages(appMessages);
  return (
    <div className={`page ${kind === "form" ? "page-form" : ""}`} aria-busy="true">
      <div className="visually-hidden" role="status">
        <h1>{t("loading")}</h1>
      </div>
      {kind === "result" ? <p className="lead">{t("resultLead")}</p> : null}
      <div>
        <div className={`skeleton ${style.title ?? ""}`} />
        {kind === "dashboard" ? <p className="lead">{t("dashboardLead")}</p> : null}
      </div>
      {Array.from({ length: BLOCKS[kind] }, (_, index) => (
        <div key={index} className={`skeleton ${style[kind] ?? ""}`} />
      ))}
    </div>
  );
}
