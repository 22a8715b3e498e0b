import { useMessages } from "../../i18n/messages";
import { LegalText } from "./LegalText";
import { policyMessages } from "./policy";
import { CONTACT, TEXTS_VERSION } from "./version";

const sections = ["what", "why", "who", "automatic", "howLong", "rights", "cookies", "safety"] as const;

export default function PolicyPage() {
  const t = useMessages(policyMessages);
  return (
    <LegalText
      title={t("title")}
      lead={t("lead")}
      version={t("version", { version: TEXTS_VERSION })}
      sections={[
        ...sections.map((section) => ({ title: t(section), text: t(`${section}Text`) })),
        { title: t("contact"), text: t("contactText", { email: CONTACT }) },
      ]}
    />
  );
}
