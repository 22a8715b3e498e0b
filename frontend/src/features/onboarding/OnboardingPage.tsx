import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";

import { api, unwrap } from "../../api/client";
import { keepUser, useSession } from "../../app/session";
import { Field } from "../../components/Field";
import { LanguageSelect } from "../../components/LanguageSelect";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useForm } from "../../components/useForm";
import { setLanguage, useLanguage } from "../../i18n/language";
import type { Language } from "../../i18n/language";
import { useMessages } from "../../i18n/messages";
import { onboardingMessages } from "./messages";

const FIRST_CV = "/cv-analysis/new";

/** The first page after the registration: it asks for the person's goal and leads to the first upload. */
export default function OnboardingPage() {
  const t = useMessages(onboardingMessages);
  const session = useSession();
  const user = session.status === "signed-in" ? session.user : null;
  return (
    <div className="page page-form">
      <div>
        <p className="muted">{t("step", { now: 1, all: 2 })}</p>
        <PageTitle>{t("title", { name: user?.name.split(" ")[0] ?? "" })}</PageTitle>
      </div>
      <p className="lead">{t("lead")}</p>
      <GoalForm targetRole={user?.target_role ?? ""} />
    </div>
  );
}

function useGoal() {
  const [, navigate] = useLocation();
  const client = useQueryClient();
  return useForm({
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
}

/** The role that the person looks for, and their language. */
function GoalForm({ targetRole }: { targetRole: string }) {
  const t = useMessages(onboardingMessages);
  const { language } = useLanguage();
  const form = useGoal();
  return (
    <form {...form.attributes} className="card stack">
      <ProblemNotice error={form.problem} />
      <Field
        label={t("role")}
        hint={t("roleHint")}
        name="target_role"
        autoComplete="organization-title"
        maxLength={120}
        defaultValue={targetRole}
        error={form.errors.target_role}
      />
      <LanguageSelect label={t("language")} name="language" defaultValue={language} />
      <button type="submit" className="button button-wide" aria-disabled={form.pending}>
        {t("next")}
      </button>
      <Link className="button button-quiet button-wide" href={FIRST_CV}>
        {t("later")}
      </Link>
    </form>
  );
}
