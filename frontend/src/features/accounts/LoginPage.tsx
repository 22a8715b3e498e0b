import { Link, useSearch } from "wouter";

import { api, unwrap } from "../../api/client";
import { signIn } from "../../app/session";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { EmailField } from "./EmailField";
import { accountMessages } from "./messages";
import { PasswordField } from "./PasswordField";
import { looksLikeEmail } from "./validation";

export default function LoginPage() {
  const t = useMessages(accountMessages);
  const search = useSearch();
  return (
    <div className="page page-form">
      <PageTitle>{t("loginTitle")}</PageTitle>
      <LoginForm search={search} />
      <p>
        {t("noAccount")} <Link href={search ? `/register?${search}` : "/register"}>{t("register")}</Link>
      </p>
    </div>
  );
}

function useLogin() {
  const t = useMessages(accountMessages);
  return useForm({
    names: ["email", "password"],
    check: ({ email, password }) => ({
      ...(looksLikeEmail(email) ? {} : { email: t("invalidEmail") }),
      ...(password ? {} : { password: t("missingPassword") }),
    }),
    send: async ({ email, password }) => signIn(await unwrap(api.POST("/auth/login", { body: { email, password } }))),
  });
}

/** `search` is the query of this page's address; the other account pages get it too, because it holds `next`. */
function LoginForm({ search }: { search: string }) {
  const t = useMessages(accountMessages);
  const form = useLogin();
  return (
    <form {...form.attributes} className="card stack">
      <ProblemNotice error={form.problem} />
      <EmailField error={form.errors.email} />
      <PasswordField label={t("password")} autoComplete="current-password" error={form.errors.password} />
      <p>
        <Link href={search ? `/forgot-password?${search}` : "/forgot-password"}>{t("forgot")}</Link>
      </p>
      <button type="submit" className="button button-wide" aria-disabled={form.pending}>
        {form.pending ? t("working") : t("login")}
      </button>
    </form>
  );
}
