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
    send: async (values) => {
      const body = { ...values, language, terms_version: TEXTS_VERSION };
      signIn(await unwrap(api.POST("/auth/register", { body })));
    },
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
        <p className="muted small">
          {t("agree")} <Text href="/terms">{t("terms")}</Text> {t("agreeAnd")}{" "}
          <Text href="/privacy-policy">{t("policy")}</Text>.
        </p>
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

/** Opened beside the form, which would otherwise lose what is in it. */
function Text({ href, children }: { href: string; children: string }) {
  const t = useMessages(accountMessages);
  return (
    <a href={href} target="_blank">
      {children}
      <span className="visually-hidden"> ({t("otherTab")})</span>
    </a>
  );
}
