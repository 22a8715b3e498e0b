import { Link } from "wouter";

import { FileIcon, SearchIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { AnalysisList } from "./AnalysisList";
import style from "./HistoryPage.module.css";
import { cvMessages } from "./messages";
import { statusLabels, statuses } from "./types";
import { useHistory } from "./useHistory";
import { useHistoryFilter } from "./useHistoryFilter";

type HistoryFilterState = ReturnType<typeof useHistoryFilter>;

export default function HistoryPage() {
  const t = useMessages(cvMessages);
  const filter = useHistoryFilter();
  const { items, isPending, isSuccess, error, hasMore, more, retry } = useHistory(filter.settled);
  const filtered = filter.settled.q !== "" || filter.settled.status !== null;
  return (
    <div className="page">
      <Heading />
      <Filters filter={filter} />
      <ProblemNotice error={error} onRetry={retry} />
      <p className="visually-hidden" role="status">
        {isSuccess ? t("shown", { count: items.length }) : ""}
      </p>
      {isPending ? <Waiting /> : null}
      {isSuccess && items.length === 0 ? <Nothing filtered={filtered} /> : null}
      <AnalysisList items={items} hasMore={hasMore} onMore={more} />
    </div>
  );
}

function Heading() {
  const t = useMessages(cvMessages);
  return (
    <>
      <div className="row row-between">
        <PageTitle>{t("history")}</PageTitle>
        <Link className="button" href="/cv-analysis/new">
          {t("uploadTitle")}
        </Link>
      </div>
      <p className="lead">{t("historyLead")}</p>
    </>
  );
}

function Filters({ filter }: { filter: HistoryFilterState }) {
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
      <StatusFilter filter={filter} />
    </div>
  );
}

function StatusFilter({ filter }: { filter: HistoryFilterState }) {
  const t = useMessages(cvMessages);
  return (
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
