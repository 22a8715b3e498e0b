import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "wouter";

import { FileIcon, SearchIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { AnalysisList } from "./AnalysisList";
import style from "./HistoryPage.module.css";
import { cvMessages } from "./messages";
import { historyQuery } from "./queries";
import { statusLabels, statuses } from "./types";
import { useHistoryFilter } from "./useHistoryFilter";

export default function HistoryPage() {
  const t = useMessages(cvMessages);
  const filter = useHistoryFilter();
  const history = useInfiniteQuery({ ...historyQuery(filter.settled), placeholderData: keepPreviousData });
  const items = useMemo(() => history.data?.pages.flatMap((page) => page.items) ?? [], [history.data]);
  const filtered = filter.settled.q !== "" || filter.settled.status !== null;
  return (
    <div className="page">
      <div className="row row-between">
        <PageTitle>{t("history")}</PageTitle>
        <Link className="button" href="/cv-analysis/new">
          {t("uploadTitle")}
        </Link>
      </div>
      <p className="lead">{t("historyLead")}</p>
      <Filters filter={filter} />
      <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />
      <p className="visually-hidden" role="status">
        {history.isSuccess ? t("shown", { count: items.length }) : ""}
      </p>
      {history.isPending ? <Waiting /> : null}
      {history.isSuccess && items.length === 0 ? <Nothing filtered={filtered} /> : null}
      <AnalysisList
        items={items}
        hasMore={history.hasNextPage && !history.isFetchingNextPage && !history.isError}
        onMore={() => void history.fetchNextPage()}
      />
    </div>
  );
}

function Filters({ filter }: { filter: ReturnType<typeof useHistoryFilter> }) {
  const t = useMessages(cvMessages);
  return (
    <div role="search" className={style.filters}>
      <label className={style.search}>
        <span className="visually-hidden">{t("search")}</span>
        <SearchIcon />
        <input
          type="search"
          className="input"
          placeholder={t("searchHint")}
          maxLength={200}
          value={filter.typed}
          onChange={(event) => filter.type(event.target.value)}
        />
      </label>
      <label>
        <span className="visually-hidden">{t("status")}</span>
        <select className="input" value={filter.settled.status ?? ""} onChange={(event) => filter.pick(event.target.value)}>
          <option value="">{t("statusAny")}</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {t(statusLabels[status])}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Waiting() {
  return (
    <div className="stack" aria-hidden="true">
      {[1, 2, 3, 4].map((row) => (
        <div key={row} className={`skeleton ${style.waiting ?? ""}`} />
      ))}
    </div>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const t = useMessages(cvMessages);
  return (
    <div className="card stack">
      <FileIcon size={32} />
      <h2>{t(filtered ? "noneFound" : "noneYet")}</h2>
      <p className="muted">{t(filtered ? "noneFoundText" : "noneYetText")}</p>
    </div>
  );
}
