import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";

import { api, done } from "../../api/client";
import { markVerified, useSession } from "../../app/session";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { EmailField } from "./EmailField";
import { useLinkToken } from "./linkToken";
import { mailMessages } from "./mailMessages";
import { accountMessages } from "./messages";
import { looksLikeEmail } from "./validation";

/** The page that the mail's link opens: `/verificar-email#token=…`. */
export default function VerifyEmailPage() {
  const t = useMessages(mailMessages);
  const token = useLinkToken();
  const verification = useVerification(token);
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

/** Sends the token as soon as the page opens. The link works once, so the token is sent once in a visit. */
function useVerification(token: string | null) {
  return useQuery({
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

function useResend() {
  const t = useMessages(accountMessages);
  return useForm({
    names: ["email"],
    check: ({ email }) => (looksLikeEmail(email) ? {} : { email: t("invalidEmail") }),
    send: ({ email }) => done(api.POST("/auth/resend-verification", { body: { email: email.trim() } })),
  });
}

function Resend() {
  const t = useMessages(mailMessages);
  const session = useSession();
  const form = useResend();
  return (
    <form {...form.attributes} className="card stack" aria-labelledby="resend">
      <h2 id="resend">{t("resendTitle")}</h2>
      <ProblemNotice error={form.problem} />
      <EmailField
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
