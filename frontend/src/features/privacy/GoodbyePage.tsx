import { Link } from "wouter";

import { PageTitle } from "../../components/PageTitle";
import { useMessages } from "../../i18n/messages";
import { privacyMessages } from "./messages";

export default function GoodbyePage() {
  const t = useMessages(privacyMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("goodbyeTitle")}</PageTitle>
      <p className="lead">{t("goodbye")}</p>
      <p>
        <Link className="button" href="/">
          {t("home")}
        </Link>
      </p>
    </div>
  );
}
