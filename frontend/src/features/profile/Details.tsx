import { useQueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { Field } from "../../components/Field";
import { LanguageSelect } from "../../components/LanguageSelect";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { setLanguage, useLanguage } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { askInNewLanguage, keepProfile } from "./languageChoice";
import { profileMessages } from "./messages";
import type { Profile } from "./queries";

/** The name, the language and the role that the person looks for. */
export function Details({ profile }: { profile: Profile }) {
  const t = useMessages(profileMessages);
  const form = useDetails();
  return (
    <form {...form.attributes} className="card stack" aria-labelledby="details">
      <h2 id="details">{t("details")}</h2>
      <ProblemNotice error={form.problem} />
      <Fields profile={profile} errors={form.errors} />
      <div className="row">
        <button type="submit" className="button" aria-disabled={form.pending}>
          {t("save")}
        </button>
        <span role="status">{form.succeeded ? t("saved") : null}</span>
      </div>
    </form>
  );
}

function useDetails() {
  const t = useMessages(profileMessages);
  const client = useQueryClient();
  return useForm({
    names: ["name", "language", "target_role"],
    check: ({ name }) => (name.trim() ? {} : { name: t("missingName") }),
    send: async ({ name, target_role, ...values }) => {
      const chosen = values.language === "en" ? "en" : "pt-BR";
      const saved = await unwrap(api.PATCH("/users/profile", { body: { name, target_role, language: chosen } }));
      keepProfile(client, saved);
      void client.invalidateQueries({ queryKey: ["dashboard"] });
      setLanguage(saved.language);
      askInNewLanguage(client);
    },
  });
}

interface FieldsProps {
  profile: Profile;
  errors: ReturnType<typeof useDetails>["errors"];
}

function Fields({ profile, errors }: FieldsProps) {
  const t = useMessages(profileMessages);
  const { language } = useLanguage(); // the menu's choice counts, even when it could not be saved in the profile
  return (
    <>
      <Field
        label={t("name")}
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={profile.name}
        error={errors.name}
      />
      <Field
        label={t("role")}
        hint={t("roleHint")}
        name="target_role"
        autoComplete="organization-title"
        maxLength={120}
        defaultValue={profile.target_role ?? ""}
        error={errors.target_role}
      />
      <LanguageSelect key={language} label={t("language")} name="language" defaultValue={language} />
    </>
  );
}
