import { Link } from "wouter";

import { PageTitle } from "../components/PageTitle";
import { useMessages } from "../i18n/messages";
import { appMessages } from "./messages";

export function NotFoundPage() {
  const t = useMessages(appMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("notFound")}</PageTitle>
      <p className="lead">{t("notFoundText")}</p>
      <Link className="button" href="/">
        {t("home")}
      </Link>
    </div>
  );
}
