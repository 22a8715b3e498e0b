import { useMutation } from "@tanstack/react-query";

import { api, done } from "../../api/client";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { profileMessages } from "./messages";
import type { Profile } from "./queries";

export function EmailPanel({ profile: { email, email_verified: verified } }: { profile: Profile }) {
  const t = useMessages(profileMessages);
  const resend = useMutation({
    mutationFn: () => done(api.POST("/auth/resend-verification", { body: { email } })),
  });
  return (
    <section className="card stack" aria-labelledby="email">
      <h2 id="email">{t("email")}</h2>
      <p className="row">
        <span>{email}</span>
        <span className={`tag ${verified ? "tag-good" : "tag-amber"}`}>{verified ? t("confirmed") : t("unconfirmed")}</span>
      </p>
      {verified ? null : (
        <>
          <p className="muted">{t("unconfirmedText")}</p>
          <ProblemNotice error={resend.error} />
          <div className="row">
            <button
              type="button"
              className="button button-quiet"
              aria-disabled={resend.isPending}
              onClick={() => (resend.isPending ? undefined : resend.mutate())}
            >
              {t("resend")}
            </button>
            <span role="status">{resend.isSuccess ? t("resent") : null}</span>
          </div>
        </>
      )}
    </section>
  );
}
