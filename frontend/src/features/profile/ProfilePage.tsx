import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { PageTitle } from "../../components/PageTitle";
import { Panel } from "../../components/Panel";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Skeleton } from "../../components/Skeleton";
import { useMessages } from "../../i18n/messages";
import { Details } from "./Details";
import { Devices } from "./Devices";
import { EmailPanel } from "./EmailPanel";
import { profileMessages } from "./messages";
import { PasswordPanel } from "./PasswordPanel";
import { profileQuery } from "./queries";
import type { Profile } from "./queries";
import { QuotaPanel } from "./QuotaPanel";

export default function ProfilePage() {
  const t = useMessages(profileMessages);
  const { data: profile, error, refetch } = useQuery(profileQuery);
  if (!profile && !error) return <Skeleton kind="form" />;
  return (
    <div className="page page-narrow">
      <PageTitle>{t("title")}</PageTitle>
      {profile ? <Panels profile={profile} /> : <ProblemNotice error={error} onRetry={() => void refetch()} />}
    </div>
  );
}

function Panels({ profile }: { profile: Profile }) {
  const t = useMessages(profileMessages);
  return (
    <>
      <Details profile={profile} />
      <EmailPanel profile={profile} />
      <Panel id="plan" title={t("plan")}>
        <QuotaPanel quota={profile.quota} />
        <p>
          <Link href="/payment">{t("seePlan")}</Link>
        </p>
      </Panel>
      <PasswordPanel />
      <Devices />
      <Panel id="data" title={t("data")}>
        <p>{t("dataText")}</p>
        <p>
          <Link href="/privacy">{t("privacy")}</Link>
        </p>
      </Panel>
    </>
  );
}
