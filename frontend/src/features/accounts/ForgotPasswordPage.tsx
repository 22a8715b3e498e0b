import { useState } from "react";
import { Link, useSearch } from "wouter";

import { api, done } from "../../api/client";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { EmailField } from "./EmailField";
import { mailMessages } from "./mailMessages";
import { accountMessages } from "./messages";
import { looksLikeEmail } from "./validation";

export default function ForgotPasswordPage() {
  const t = useMessages(mailMessages);
  const account = useMessages(accountMessages);
  const { form, sentTo } = useLinkRequest();
  if (sentTo !== null) return <LinkSent email={sentTo} />;
  return (
    <div className="page page-form">
      <PageTitle>{t("forgotTitle")}</PageTitle>
      <p className="lead">{t("forgotLead")}</p>
      <form {...form.attributes} className="card stack">
        <ProblemNotice error={form.problem} />
        <EmailField error={form.errors.email} />
        <button type="submit" className="button button-wide" aria-disabled={form.pending}>
          {form.pending ? account("working") : t("sendLink")}
        </button>
      </form>
      <BackToLogin />
    </div>
  );
}

/** The form that asks for a link, and the address that the last link was sent to. */
function useLinkRequest() {
  const t = useMessages(accountMessages);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    names: ["email"],
    check: ({ email }) => (looksLikeEmail(email) ? {} : { email: t("invalidEmail") }),
    send: async ({ email }) => {
      await done(api.POST("/auth/forgot-password", { body: { email: email.trim() } }));
      setSentTo(email.trim());
    },
  });
  return { form, sentTo };
}

function LinkSent({ email }: { email: string }) {
  const t = useMessages(mailMessages);
  return (
    <div className="page page-form">
      <PageTitle>{t("sentTitle")}</PageTitle>
      <p className="lead" role="status">
        {t("sentText", { email })}
      </p>
      <BackToLogin />
    </div>
  );
}

/** Keeps the page that the person wanted to see before the login (`?next=`). */
function BackToLogin() {
  const t = useMessages(mailMessages);
  const search = useSearch();
  return (
    <p>
      <Link href={search ? `/login?${search}` : "/login"}>{t("backToLogin")}</Link>
    </p>
  );
}
