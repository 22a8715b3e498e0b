import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { FileIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { AnalysisRow } from "./AnalysisRow";
import { cvMessages } from "./messages";
import { historyQuery } from "./queries";

export default function HistoryPage() {
  const t = useMessages(cvMessages);
  const history = useInfiniteQuery(historyQuery({ q: "", status: null }));
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="row row-between">
        <PageTitle>{t("history")}</PageTitle>
        <Link className="button" href="/cv-analysis/new">
          {t("uploadTitle")}
        </Link>
      </div>
      <p className="lead">{t("historyLead")}</p>
      <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />
      {history.isSuccess && items.length === 0 ? <NoneYet /> : null}
      <ul className="stack">
        {items.map((item) => (
          <li key={item.id}>
            <AnalysisRow item={item} />
          </li>
        ))}
      </ul>
      {history.hasNextPage ? (
        <button type="button" className="button button-quiet" onClick={() => void history.fetchNextPage()}>
          {t("more")}
        </button>
      ) : null}
    </div>
  );
}

function NoneYet() {
  const t = useMessages(cvMessages);
  return (
    <div className="card stack">
      <FileIcon size={32} />
      <h2>{t("noneYet")}</h2>
      <p className="muted">{t("noneYetText")}</p>
    </div>
  );
}
