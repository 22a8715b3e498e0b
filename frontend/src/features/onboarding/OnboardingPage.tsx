import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { Link, useLocation } from "wouter";

import { api, unwrap } from "../../api/client";
import { keepUser, useSession } from "../../app/session";
import { Field } from "../../components/Field";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { setLanguage, useLanguage } from "../../i18n/language";
import type { Language } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { onboardingMessages } from "./messages";

const FIRST_CV = "/cv-analysis/new";

/** The first visit: what somebody is looking for, then their first CV. */
export default function OnboardingPage() {
  const t = useMessages(onboardingMessages);
  const session = useSession();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const user = session.status === "signed-in" ? session.user : null;
  const form = useForm({
    names: ["target_role", "language"],
    check: () => ({}),
    send: async ({ target_role, language }) => {
      const chosen: Language = language === "en" ? "en" : "pt-BR";
      const profile = await unwrap(api.PATCH("/users/profile", { body: { target_role, language: chosen } }));
      keepUser(profile);
      setLanguage(profile.language);
      await client.invalidateQueries();
      navigate(FIRST_CV);
    },
  });
  return (
    <div className="page page-form">
      <div>
        <p className="muted">{t("step", { now: 1, all: 2 })}</p>
        <PageTitle>{t("title", { name: user?.name.split(" ")[0] ?? "" })}</PageTitle>
      </div>
      <p className="lead">{t("lead")}</p>
      <form {...form.attributes} className="card stack">
        <ProblemNotice error={form.problem} />
        <Field
          label={t("role")}
          hint={t("roleHint")}
          name="target_role"
          autoComplete="organization-title"
          maxLength={120}
          defaultValue={user?.target_role ?? ""}
          error={form.errors.target_role}
        />
        <LanguageField />
        <button type="submit" className="button button-wide" aria-disabled={form.pending}>
          {t("next")}
        </button>
        <Link className="button button-quiet button-wide" href={FIRST_CV}>
          {t("later")}
        </Link>
      </form>
    </div>
  );
}

function LanguageField() {
  const t = useMessages(onboardingMessages);
  const { language } = useLanguage();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("language")}</label>
      <select id={id} name="language" className="input" defaultValue={language}>
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
