import { useMessages } from "../../i18n/messages";
import { LegalText } from "./LegalText";
import { termsMessages } from "./terms";
import { CONTACT, TEXTS_VERSION } from "./version";

const sections = ["service", "account", "yours", "asks", "advice", "plans", "end", "changes"] as const;

export default function TermsPage() {
  const t = useMessages(termsMessages);
  return (
    <LegalText
      title={t("title")}
      lead={t("lead")}
      version={t("version", { version: TEXTS_VERSION })}
      sections={[
        ...sections.map((section) => ({ title: t(section), text: t(`${section}Text`) })),
        { title: t("law"), text: t("lawText", { email: CONTACT }) },
      ]}
    />
  );
}
