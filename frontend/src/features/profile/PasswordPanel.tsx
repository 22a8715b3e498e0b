import { api, done } from "../../api/client";
import { useSession } from "../../app/session";
import { Outcome } from "../../components/Outcome";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { accountMessages } from "../accounts/messages";
import { PasswordField } from "../accounts/PasswordField";
import { PASSWORD_MINIMUM } from "../accounts/validation";
import { blaming } from "../accounts/wrongPassword";
import { profileMessages } from "./messages";

export function PasswordPanel() {
  const t = useMessages(profileMessages);
  const account = useMessages(accountMessages);
  const session = useSession();
  const own = session.status === "signed-in" ? [session.user.name, session.user.email] : [];
  const form = useForm({
    names: ["current_password", "new_password"],
    check: (values) => ({
      ...(values.current_password ? {} : { current_password: t("missingPassword") }),
      ...(values.new_password.length >= PASSWORD_MINIMUM ? {} : { new_password: account("shortPassword") }),
    }),
    send: (body) =>
      blaming("current_password", t("wrongPassword"), done(api.POST("/auth/change-password", { body }))),
  });
  return (
    <section className="card stack" aria-labelledby="password">
      <h2 id="password">{t("password")}</h2>
      <Outcome>{form.succeeded ? t("passwordChanged") : null}</Outcome>
      {form.succeeded ? null : (
        <form {...form.attributes} className="stack">
          <ProblemNotice error={form.problem} />
          <PasswordField
            label={t("currentPassword")}
            name="current_password"
            autoComplete="current-password"
            error={form.errors.current_password}
          />
          <PasswordField
            label={t("newPassword")}
            name="new_password"
            autoComplete="new-password"
            hint={account("passwordHint")}
            own={own}
            error={form.errors.new_password}
          />
          <div>
            <button type="submit" className="button" aria-disabled={form.pending}>
              {form.pending ? account("working") : t("changePassword")}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}
