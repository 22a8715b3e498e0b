import { api, done } from "../../api/client";
import { useSession } from "../../app/session";
import { Outcome } from "../../components/Outcome";
import { Panel } from "../../components/Panel";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { accountMessages } from "../accounts/messages";
import { NewPasswordField, PasswordField } from "../accounts/PasswordField";
import { PASSWORD_MINIMUM } from "../accounts/validation";
import { withPasswordError } from "../accounts/wrongPassword";
import { profileMessages } from "./messages";

export function PasswordPanel() {
  const t = useMessages(profileMessages);
  const form = useNewPassword();
  return (
    <Panel id="password" title={t("password")}>
      <Outcome>{form.succeeded ? t("passwordChanged") : null}</Outcome>
      {form.succeeded ? null : <PasswordForm form={form} />}
    </Panel>
  );
}

function useNewPassword() {
  const t = useMessages(profileMessages);
  const account = useMessages(accountMessages);
  return useForm({
    names: ["current_password", "new_password"],
    check: (values) => ({
      ...(values.current_password ? {} : { current_password: t("missingPassword") }),
      ...(values.new_password.length >= PASSWORD_MINIMUM ? {} : { new_password: account("shortPassword") }),
    }),
    send: (body) =>
      withPasswordError("current_password", t("wrongPassword"), done(api.POST("/auth/change-password", { body }))),
  });
}

function PasswordForm({ form }: { form: ReturnType<typeof useNewPassword> }) {
  const t = useMessages(profileMessages);
  const account = useMessages(accountMessages);
  const session = useSession();
  const own = session.status === "signed-in" ? [session.user.name, session.user.email] : [];
  return (
    <form {...form.attributes} className="stack">
      <ProblemNotice error={form.problem} />
      <PasswordField
        label={t("currentPassword")}
        name="current_password"
        autoComplete="current-password"
        error={form.errors.current_password}
      />
      <NewPasswordField label={t("newPassword")} name="new_password" own={own} error={form.errors.new_password} />
      <div>
        <button type="submit" className="button" aria-disabled={form.pending}>
          {form.pending ? account("working") : t("changePassword")}
        </button>
      </div>
    </form>
  );
}
