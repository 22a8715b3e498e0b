import { Component, useState } from "react";
import type { ReactNode } from "react";

import { PageTitle } from "../components/PageTitle";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";

interface Props {
  children: ReactNode;
}

/** Catches what a page throws, so that the rest of the app stays usable. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <CrashedPage /> : this.props.children;
  }
}

function CrashedPage() {
  const t = useMessages(appMessages);
  const [away] = useState(() => !navigator.onLine); // the page's own files could not be fetched: nothing is broken
  return (
    <div className="page page-narrow" role="alert">
      <PageTitle>{t(away ? "offlineTitle" : "crashed")}</PageTitle>
      <p className="lead">{t(away ? "offlineAction" : "crashedText")}</p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        {t(away ? "retry" : "reload")}
      </button>
    </div>
  );
}
