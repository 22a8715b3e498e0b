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
import { accountMessages } from "./messages";
import { PasswordField } from "./PasswordField";
import { looksLikeEmail, PASSWORD_MINIMUM } from "./validation";

export default function RegisterPage() {
  const t = useMessages(accountMessages);
  const { language } = useLanguage();
  const search = useSearch();
  const form = useForm({
    names: ["name", "email", "password"],
    check: ({ name, email, password }) => ({
      ...(name.trim() ? {} : { name: t("missingName") }),
      ...(looksLikeEmail(email) ? {} : { email: t("invalidEmail") }),
      ...(password.length >= PASSWORD_MINIMUM ? {} : { password: t("shortPassword") }),
    }),
    send: async (values) => signIn(await unwrap(api.POST("/auth/register", { body: { ...values, language } }))),
  });
  return (
    <div className="page page-form">
      <PageTitle>{t("registerTitle")}</PageTitle>
      <p className="lead">{t("registerLead")}</p>
      <form {...form.attributes} className="card stack">
        <ProblemNotice error={form.problem} />
        <Field label={t("name")} name="name" autoComplete="name" required error={form.errors.name} />
        <Field label={t("email")} name="email" type="email" autoComplete="email" required error={form.errors.email} />
        <PasswordField
          label={t("password")}
          autoComplete="new-password"
          hint={t("passwordHint")}
          error={form.errors.password}
        />
        <button type="submit" className="button button-wide" aria-disabled={form.pending}>
          {form.pending ? t("working") : t("register")}
        </button>
      </form>
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
