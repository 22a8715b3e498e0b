import { Link, useSearch } from "wouter";

import { api, unwrap } from "../../api/client";
import { signIn } from "../../app/session";
import { Field } from "../../components/Field";
import { LockIcon } from "../../components/icons";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { TEXTS_VERSION } from "../legal/version";
import { EmailField } from "./EmailField";
import { accountMessages } from "./messages";
import { NewPasswordField } from "./PasswordField";
import { looksLikeEmail, PASSWORD_MINIMUM } from "./validation";

export default function RegisterPage() {
  const t = useMessages(accountMessages);
  const search = useSearch();
  return (
    <div className="page page-form">
      <PageTitle>{t("registerTitle")}</PageTitle>
      <p className="lead">{t("registerLead")}</p>
      <RegisterForm />
      <p className="notice small">
        <LockIcon />
        {t("privacyNote")}
      </p>
      <p>
        {t("hasAccount")} <Link href={search ? `/login?${search}` : "/login"}>{t("login")}</Link>
      </p>
    </div>
  );
}

function useRegistration() {
  const t = useMessages(accountMessages);
  const { language } = useLanguage();
  return useForm({
    names: ["name", "email", "password"],
    check: ({ name, email, password }) => ({
      ...(name.trim() ? {} : { name: t("missingName") }),
      ...(looksLikeEmail(email) ? {} : { email: t("invalidEmail") }),
      ...(password.length >= PASSWORD_MINIMUM ? {} : { password: t("shortPassword") }),
    }),
    send: async (values) => {
      const body = { ...values, language, terms_version: TEXTS_VERSION };
      signIn(await unwrap(api.POST("/auth/register", { body })));
    },
  });
}

function RegisterForm() {
  const t = useMessages(accountMessages);
  const form = useRegistration();
  return (
    <form {...form.attributes} className="card stack">
      <ProblemNotice error={form.problem} />
      <Field label={t("name")} name="name" autoComplete="name" required error={form.errors.name} />
      <EmailField error={form.errors.email} />
      <NewPasswordField label={t("password")} error={form.errors.password} />
      <button type="submit" className="button button-wide" aria-disabled={form.pending}>
        {form.pending ? t("working") : t("register")}
      </button>
      <p className="muted small">
        {t("agree")} <LegalLink href="/terms">{t("terms")}</LegalLink> {t("agreeAnd")}{" "}
        <LegalLink href="/privacy-policy">{t("policy")}</LegalLink>.
      </p>
    </form>
  );
}

/** Opens in another tab: in the same tab the form would lose what the person has typed. */
function LegalLink({ href, children }: { href: string; children: string }) {
  const t = useMessages(accountMessages);
  return (
    <a href={href} target="_blank">
      {children}
      <span className="visually-hidden"> ({t("otherTab")})</span>
    </a>
  );
}
