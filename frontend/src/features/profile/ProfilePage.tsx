import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Skeleton } from "../../components/Skeleton";
import { useMessages } from "../../i18n/messages";
import { Details } from "./Details";
import { Devices } from "./Devices";
import { EmailPanel } from "./EmailPanel";
import { profileMessages } from "./messages";
import { PasswordPanel } from "./PasswordPanel";
import { profileQuery } from "./queries";
import { QuotaPanel } from "./QuotaPanel";

export default function ProfilePage() {
  const t = useMessages(profileMessages);
  const { data: profile, error, refetch } = useQuery(profileQuery);
  if (!profile && !error) return <Skeleton kind="form" />;
  return (
    <div className="page page-narrow">
      <PageTitle>{t("title")}</PageTitle>
      {profile ? (
        <>
          <Details profile={profile} />
          <EmailPanel profile={profile} />
          <section className="card stack" aria-labelledby="plan">
            <h2 id="plan">{t("plan")}</h2>
            <QuotaPanel quota={profile.quota} />
            <p>
              <Link href="/payment">{t("seePlan")}</Link>
            </p>
          </section>
          <PasswordPanel />
          <Devices />
          <section className="card stack" aria-labelledby="data">
            <h2 id="data">{t("data")}</h2>
            <p>{t("dataText")}</p>
            <p>
              <Link href="/privacy">{t("privacy")}</Link>
            </p>
          </section>
        </>
      ) : (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      )}
    </div>
  );
}
