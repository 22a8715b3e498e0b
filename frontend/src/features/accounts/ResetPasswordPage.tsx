import { useEffect, useRef } from "react";
import { Link } from "wouter";

import { api, done } from "../../api/client";
import { Problem } from "../../api/problem";
import { endSession } from "../../app/session";
import { Outcome } from "../../components/Outcome";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { useLinkToken } from "./linkToken";
import { mailMessages } from "./mailMessages";
import { accountMessages } from "./messages";
import { NewPasswordField } from "./PasswordField";
import { PASSWORD_MINIMUM } from "./validation";

/** The page that the mail's link opens: `/nova-senha#token=…`. */
export default function ResetPasswordPage() {
  const t = useMessages(mailMessages);
  const account = useMessages(accountMessages);
  const token = useLinkToken();
  const form = useReset(token);
  const spent = form.problem instanceof Problem && form.problem.code === "LINK_INVALID";
  return (
    <div className="page page-form">
      <PageTitle>{t("resetTitle")}</PageTitle>
      <Outcome>{form.succeeded ? t("resetDone") : null}</Outcome>
      {form.succeeded ? (
        <Link className="button" href="/login">
          {account("login")}
        </Link>
      ) : token === null || spent ? (
        <BadLink error={form.problem} />
      ) : (
        <ResetForm form={form} />
      )}
    </div>
  );
}

function useReset(token: string | null) {
  const t = useMessages(accountMessages);
  return useForm({
    names: ["password"],
    check: ({ password }) => (password.length >= PASSWORD_MINIMUM ? {} : { password: t("shortPassword") }),
    send: async ({ password }) => {
      await done(api.POST("/auth/reset-password", { body: { token: token ?? "", password } }));
      endSession(); // the API has ended all sessions, also the one of this device
    },
  });
}

function ResetForm({ form }: { form: ReturnType<typeof useReset> }) {
  const t = useMessages(mailMessages);
  const account = useMessages(accountMessages);
  return (
    <>
      <p className="lead">{t("resetLead")}</p>
      <form {...form.attributes} className="card stack">
        <ProblemNotice error={form.problem} />
        <NewPasswordField label={t("newPassword")} error={form.errors.password} />
        <button type="submit" className="button button-wide" aria-disabled={form.pending}>
          {form.pending ? account("working") : t("savePassword")}
        </button>
      </form>
    </>
  );
}

function BadLink({ error }: { error: unknown }) {
  const t = useMessages(mailMessages);
  const next = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (error) next.current?.focus(); // the form's button had the focus, and it is gone
  }, [error]);
  return (
    <>
      {error ? <ProblemNotice error={error} /> : <p className="notice notice-warm">{t("noToken")}</p>}
      <Link ref={next} className="button" href="/forgot-password">
        {t("askAgain")}
      </Link>
    </>
  );
}
