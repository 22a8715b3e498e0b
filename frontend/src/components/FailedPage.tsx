import { Problem } from "../api/problem";
import { appMessages } from "../app/messages";
import { NotFoundPage } from "../app/NotFoundPage";
import { useMessages } from "../i18n/messages";
import { PageTitle } from "./PageTitle";
import { ProblemNotice } from "./ProblemNotice";

/** The statuses for an address without a page. A malformed id gives 422, an unknown id 404. */
const NOWHERE: readonly number[] = [404, 422];

/** Shown instead of a page whose data could not be loaded. */
export function FailedPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useMessages(appMessages);
  if (error instanceof Problem && NOWHERE.includes(error.status)) return <NotFoundPage />;
  return (
    <div className="page page-narrow">
      <PageTitle>{t("failed")}</PageTitle>
      <ProblemNotice error={error} onRetry={onRetry} />
    </div>
  );
}
