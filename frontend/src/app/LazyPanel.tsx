import { Suspense } from "react";
import type { ReactNode } from "react";

import { AlertIcon } from "../components/icons";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";
import { MissingPartBoundary } from "./MissingPartBoundary";

/** A part of a page whose code is loaded later. When the loading fails, only this part shows an error. */
export function LazyPanel({ children, waiting }: { children: ReactNode; waiting?: ReactNode }) {
  return (
    <MissingPartBoundary fallback={MissingPanel}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </MissingPartBoundary>
  );
}

function MissingPanel({ onRetry }: { onRetry: () => void }) {
  const t = useMessages(appMessages);
  return (
    <div className="notice notice-danger" role="alert">
      <AlertIcon />
      <div className="row">
        <span>{t("partMissing")}</span>
        <button type="button" className="button-link" onClick={onRetry}>
          {t("retry")}
        </button>
      </div>
    </div>
  );
}
