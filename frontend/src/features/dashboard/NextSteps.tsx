import { Link } from "wouter";

import { ArrowIcon } from "../../components/icons";
import { rounded, useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { withoutBullet } from "../cvs/result/evidence";
import { dashboardMessages } from "./messages";
import type { Dashboard } from "./queries";
import style from "./NextSteps.module.css";

type Step = Dashboard["next_steps"][number];

const general = {
  upload_first_cv: { href: "/cv-analysis/new", title: "firstCv", text: "firstCvText" },
  upload_new_version: { href: "/cv-analysis/new", title: "newVersion", text: "newVersionText" },
  set_target_role: { href: "/profile", title: "targetRole", text: "targetRoleText" },
  practise_interview: { href: "/ai-coach", title: "interview", text: "interviewText" },
} as const;

/** The next steps: first those that raise the score most, then the others. */
export function NextSteps({ steps }: { steps: readonly Step[] }) {
  const t = useMessages(dashboardMessages);
  return (
    <section className="stack" aria-labelledby="next-steps">
      <h2 id="next-steps">{t("next")}</h2>
      <ol className="stack">
        {steps.map((step, index) => (
          <li key={index}>
            {step.kind === "apply_suggestion" ? <SuggestionStep step={step} /> : <GeneralStep kind={step.kind} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function SuggestionStep({ step }: { step: Step }) {
  const t = useMessages(dashboardMessages);
  const { points } = useFormats();
  return (
    <Link href={`/cv-analysis/${step.analysis_id ?? ""}`} className={`card ${style.step ?? ""}`}>
      <span className={style.words}>
        <strong>{step.message}</strong>
        {step.quote ? <q className={style.quote}>{withoutBullet(step.quote)}</q> : null}
      </span>
      {step.gain ? (
        <span className={`tag tag-good ${style.gain ?? ""}`}>
          <span aria-hidden="true">{t("gain", { points: points(step.gain) })}</span>
          <span className="visually-hidden">, {t("gainWords", { count: rounded(step.gain) })}</span>
        </span>
      ) : null}
    </Link>
  );
}

function GeneralStep({ kind }: { kind: keyof typeof general }) {
  const t = useMessages(dashboardMessages);
  const { href, title, text } = general[kind];
  return (
    <Link href={href} className={`card ${style.step ?? ""}`}>
      <span className={style.words}>
        <strong>{t(title)}</strong>
        <span className="muted small">{t(text)}</span>
      </span>
      <ArrowIcon />
    </Link>
  );
}
