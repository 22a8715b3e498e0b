import { PageTitle } from "../../components/PageTitle";
import { useMessages } from "../../i18n/messages";
import { Consents } from "./Consents";
import { DeleteAccount } from "./DeleteAccount";
import { ExportPanel } from "./ExportPanel";
import { privacyMessages } from "./messages";

export default function PrivacyPage() {
  const t = useMessages(privacyMessages);
  return (
    <div className="page page-narrow">
      <PageTitle>{t("title")}</PageTitle>
      <p className="lead">{t("lead")}</p>
      <Consents />
      <ExportPanel />
      <DeleteAccount />
    </div>
  );
}
