import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";

import { api, unwrap } from "../../api/client";
import { Field } from "../../components/Field";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { setLanguage, useLanguage } from "../../i18n/language";
import type { Language } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { askInNewLanguage, keepProfile } from "./languageChoice";
import { profileMessages } from "./messages";
import type { Profile } from "./queries";

/** Name, language and the role sought; saving changes them everywhere at once. */
export function Details({ profile }: { profile: Profile }) {
  const t = useMessages(profileMessages);
  const client = useQueryClient();
  const { language } = useLanguage(); // the latest choice, though the menu made it and the API did not hear of it
  const form = useForm({
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
  return (
    <form {...form.attributes} className="card stack" aria-labelledby="details">
      <h2 id="details">{t("details")}</h2>
      <ProblemNotice error={form.problem} />
      <Field
        label={t("name")}
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={profile.name}
        error={form.errors.name}
      />
      <Field
        label={t("role")}
        hint={t("roleHint")}
        name="target_role"
        autoComplete="organization-title"
        maxLength={120}
        defaultValue={profile.target_role ?? ""}
        error={form.errors.target_role}
      />
      <LanguageField key={language} value={language} />
      <div className="row">
        <button type="submit" className="button" aria-disabled={form.pending}>
          {t("save")}
        </button>
        <span role="status">{form.succeeded ? t("saved") : null}</span>
      </div>
    </form>
  );
}

function LanguageField({ value }: { value: Language }) {
  const t = useMessages(profileMessages);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("language")}</label>
      <select id={id} name="language" className="input" defaultValue={value}>
        <option value="pt-BR" lang="pt-BR">
          Português (Brasil)
        </option>
        <option value="en" lang="en">
          English
        </option>
      </select>
    </div>
  );
}
