import { Link } from "wouter";

import { AlertIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { useMessages } from "../../i18n/messages";
import { cvMessages } from "./messages";
import type { Analysis } from "./types";

export function FailedAnalysis({ analysis }: { analysis: Analysis }) {
  const t = useMessages(cvMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("failedTitle")}</PageTitle>
      <p className="muted">{analysis.file_name}</p>
      <p className="notice notice-danger">
        <AlertIcon />
        {analysis.error?.message}
      </p>
      <Link className="button" href="/cv-analysis/new">
        {t("another")}
      </Link>
    </div>
  );
}
