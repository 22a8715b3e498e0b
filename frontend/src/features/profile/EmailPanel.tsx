import { useMutation } from "@tanstack/react-query";

import { api, done } from "../../api/client";
import { Panel } from "../../components/Panel";
import { PendingButton } from "../../components/PendingButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { profileMessages } from "./messages";
import type { Profile } from "./queries";

export function EmailPanel({ profile: { email, email_verified: verified } }: { profile: Profile }) {
  const t = useMessages(profileMessages);
  return (
    <Panel id="email" title={t("email")}>
      <p className="row">
        <span>{email}</span>
        <span className={`tag ${verified ? "tag-good" : "tag-amber"}`}>{verified ? t("confirmed") : t("unconfirmed")}</span>
      </p>
      {verified ? null : <Resend email={email} />}
    </Panel>
  );
}

/** Sends the mail with the link that confirms the address once more. */
function Resend({ email }: Pick<Profile, "email">) {
  const t = useMessages(profileMessages);
  const resend = useMutation({
    mutationFn: () => done(api.POST("/auth/resend-verification", { body: { email } })),
  });
  return (
    <>
      <p className="muted">{t("unconfirmedText")}</p>
      <ProblemNotice error={resend.error} />
      <div className="row">
        <PendingButton pending={resend.isPending} onPress={resend.mutate}>
          {t("resend")}
        </PendingButton>
        <span role="status">{resend.isSuccess ? t("resent") : null}</span>
      </div>
    </>
  );
}
