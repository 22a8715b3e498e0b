import { Component } from "react";
import type { ReactNode } from "react";

import { PageTitle } from "../components/PageTitle";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";
import { MissingPartBoundary } from "./MissingPartBoundary";
import { useOnline } from "./online";
import { reloadApp } from "./reloadApp";

interface Props {
  children: ReactNode;
}

/** Shows an error page instead of a page that throws. The header and the footer stay usable. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (this.state.failed) return <CrashedPage />;
    return (
      <MissingPartBoundary fallback={MissingPage} whole>
        {this.props.children}
      </MissingPartBoundary>
    );
  }
}

function CrashedPage() {
  const t = useMessages(appMessages);
  return (
    <div className="page page-narrow" role="alert">
      <PageTitle>{t("crashed")}</PageTitle>
      <p className="lead">{t("crashedText")}</p>
      <button type="button" className="button" onClick={reloadApp}>
        {t("reload")}
      </button>
    </div>
  );
}

/** Instead of a page whose code could not be loaded. Nothing is broken. */
function MissingPage({ onRetry }: { onRetry: () => void }) {
  const t = useMessages(appMessages);
  const online = useOnline();
  return (
    <div className="page page-narrow" role="alert">
      <PageTitle>{t(online ? "failed" : "offlineTitle")}</PageTitle>
      <p className="lead">{t(online ? "unavailable" : "offlineAction")}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}
