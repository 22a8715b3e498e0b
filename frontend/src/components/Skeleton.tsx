import { appMessages } from "../app/messages";
import type { Page } from "../app/routes";
import { useMessages } from "../i18n/messages";
import style from "./Skeleton.module.css";

/** The outline of a page that is still loading, with the measures of what will come and what is known of it. */
export function Skeleton({ kind }: { kind: Page["skeleton"] }) {
  const t = useMessages(appMessages);
  const blocks = { text: 1, form: 1, cards: 4, result: 3, comparison: 3, dashboard: 3 }[kind];
  return (
    <div className={`page ${kind === "form" ? "page-form" : ""}`} aria-busy="true">
      <p className="visually-hidden" role="status">
        {t("loading")}
      </p>
      {kind === "result" ? <p className="lead">{t("resultLead")}</p> : null}
      <div>
        <div className={`skeleton ${style.title ?? ""}`} />
        {kind === "dashboard" ? <p className="lead">{t("dashboardLead")}</p> : null}
      </div>
      {Array.from({ length: blocks }, (_, index) => (
        <div key={index} className={`skeleton ${style[kind] ?? ""}`} />
      ))}
    </div>
  );
}
