import { api, done } from "../../api/client";
import { endSession } from "../../app/session";
import { Field } from "../../components/Field";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { useMessages } from "../../i18n/messages";
import { PasswordField } from "../accounts/PasswordField";
import { withPasswordError } from "../accounts/wrongPassword";
import { leaveAfterDeletion } from "./leaveAfterDeletion";
import { privacyMessages } from "./messages";
import style from "./PrivacyPage.module.css";

/** Deletes the account. The typed word prevents mistakes; the password prevents that another person deletes it. */
export function DeleteAccount() {
  const t = useMessages(privacyMessages);
  return (
    <section id="delete" className={`card stack ${style.delete ?? ""}`} aria-labelledby="delete-title">
      <h2 id="delete-title">{t("delete")}</h2>
      <p>{t("deleteText")}</p>
      <p>{t("deleteKept")}</p>
      <p>{t("deleteBackups")}</p>
      <p>
        <a href="#export">{t("deleteFirst")}</a>
      </p>
      <DeleteForm />
    </section>
  );
}

function useDeletion(word: string) {
  const t = useMessages(privacyMessages);
  return useForm({
    names: ["confirmation", "password"],
    check: ({ confirmation, password }) => ({
      ...(confirmation.trim() === word ? {} : { confirmation: t("wrongWord", { word }) }),
      ...(password ? {} : { password: t("missingPassword") }),
    }),
    send: async ({ password }) => {
      await withPasswordError("password", t("wrongPassword"), done(api.DELETE("/users/profile", { body: { password } })));
      leaveAfterDeletion();
      endSession();
    },
  });
}

function DeleteForm() {
  const t = useMessages(privacyMessages);
  const word = t("word");
  const form = useDeletion(word);
  return (
    <form {...form.attributes} className="stack">
      <ProblemNotice error={form.problem} />
      <Field
        label={t("typeWord", { word })}
        name="confirmation"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        error={form.errors.confirmation}
      />
      <PasswordField label={t("password")} autoComplete="current-password" error={form.errors.password} />
      <div>
        <button type="submit" className="button button-danger" aria-disabled={form.pending}>
          {form.pending ? t("deleting") : t("deleteNow")}
        </button>
      </div>
    </form>
  );
}
