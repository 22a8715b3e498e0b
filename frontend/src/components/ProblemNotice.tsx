import { Problem } from "../api/problem";
import { appMessages } from "../app/messages";
import { useMessages } from "../i18n/messages";
import { AlertIcon } from "./icons";

/** The error as a sentence. The API writes it in the person's language. */
export function useProblemSentence(): (error: unknown) => string {
  const t = useMessages(appMessages);
  return (error) => {
    if (!(error instanceof Problem)) return t("unavailable");
    if (error.code === "OFFLINE") return t("offlineAction");
    const faults = Object.values(error.fields); // these fields are not in the form; their messages say more than `detail`
    return faults.length > 0 ? faults.join(" ") : (error.detail ?? t("unavailable"));
  };
}

export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useMessages(appMessages);
  const sentence = useProblemSentence();
  if (error === null || error === undefined) return null;
  return (
    <div className="notice notice-danger" role="alert">
      <AlertIcon />
      <div className="row">
        <span>{sentence(error)}</span>
        {onRetry ? (
          <button type="button" className="button-link" onClick={onRetry}>
            {t("retry")}
          </button>
        ) : null}
      </div>
    </div>
  );
}
