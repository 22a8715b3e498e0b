import { Component } from "react";
import type { ReactNode } from "react";

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
  return (
    <div className="page page-narrow" role="alert">
      <h1>{t("crashed")}</h1>
      <p className="lead">{t("crashedText")}</p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        {t("reload")}
      </button>
    </div>
  );
}
