import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { api, done } from "../../api/client";
import { markVerified, useSession } from "../../app/session";
import { Field } from "../../components/Field";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { useLinkToken } from "./linkToken";
import { mailMessages } from "./mailMessages";
import { accountMessages } from "./messages";
import { looksLikeEmail } from "./validation";

/** Where the mail's link leads: `/verificar-email#token=…`. The link works once, so it is used once a visit. */
export default function VerifyEmailPage() {
  const t = useMessages(mailMessages);
  const token = useLinkToken();
  const verification = useQuery({
    queryKey: ["verify-email", token],
    enabled: token !== null,
    retry: false,
    staleTime: Infinity,
    queryFn: async () => {
      await done(api.POST("/auth/verify-email", { body: { token: token ?? "" } }));
      markVerified();
      return true;
    },
  });
  return (
    <div className="page page-form">
      <PageTitle>{t("verifyTitle")}</PageTitle>
      <div className="stack" aria-live="polite">
        {verification.isSuccess ? <Verified /> : null}
        {verification.isLoading ? <p>{t("verifying")}</p> : null}
        {token === null ? <p className="notice notice-warm">{t("noToken")}</p> : null}
        <ProblemNotice error={verification.error} />
      </div>
      {token === null || verification.isError ? <Resend /> : null}
    </div>
  );
}

function Verified() {
  const t = useMessages(mailMessages);
  const account = useMessages(accountMessages);
  const inside = useSession().status === "signed-in";
  return (
    <>
      <p className="notice">{t("verified")}</p>
      <Link className="button" href={inside ? "/dashboard" : "/login"}>
        {inside ? t("goOn") : account("login")}
      </Link>
    </>
  );
}

function Resend() {
  const t = useMessages(mailMessages);
  const account = useMessages(accountMessages);
  const session = useSession();
  const form = useForm({
    names: ["email"],
    check: ({ email }) => (looksLikeEmail(email) ? {} : { email: account("invalidEmail") }),
    send: ({ email }) => done(api.POST("/auth/resend-verification", { body: { email: email.trim() } })),
  });
  return (
    <form {...form.attributes} className="card stack" aria-labelledby="resend">
      <h2 id="resend">{t("resendTitle")}</h2>
      <ProblemNotice error={form.problem} />
      <Field
        label={account("email")}
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={session.status === "signed-in" ? session.user.email : undefined}
        error={form.errors.email}
      />
      <button type="submit" className="button" aria-disabled={form.pending}>
        {t("resend")}
      </button>
      <p role="status">{form.succeeded ? t("resent") : null}</p>
    </form>
  );
}
