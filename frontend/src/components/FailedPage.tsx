import { Problem } from "../api/problem";
import { appMessages } from "../app/messages";
import { NotFoundPage } from "../app/NotFoundPage";
import { useMessages } from "../i18n/messages";
import { PageTitle } from "./PageTitle";
import { ProblemNotice } from "./ProblemNotice";

/** The API refuses an address whose id is none (422) before it looks for anything (404): both lead nowhere. */
const NOWHERE: readonly number[] = [404, 422];

/** In place of a page whose data did not come. */
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
