import { Link } from "wouter";

import { CheckIcon } from "../../components/icons";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { landingMessages } from "./messages";
import plans from "./plans.json";
import style from "./PlanTable.module.css";

type Plan = (typeof plans)[number];

const names = { free: "planFree", basic: "planBasic", premium: "planPremium" } as const;

function nameOf(id: string): (typeof names)[keyof typeof names] {
  return names[id as keyof typeof names];
}

export function PlanTable() {
  const t = useMessages(landingMessages);
  return (
    <section className="stack" aria-labelledby="plans">
      <h2 id="plans">{t("plans")}</h2>
      <p className="muted">{t("plansText")}</p>
      <ul className={style.plans}>
        {plans.map((plan) => (
          <li key={plan.id} className={`card ${style.plan ?? ""}`} data-popular={plan.popular || undefined}>
            <PlanCard plan={plan} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PlanCard({ plan }: { plan: Plan }) {
  const t = useMessages(landingMessages);
  const free = plan.price_cents === 0;
  return (
    <>
      <div className="row row-between">
        <h3>{t(nameOf(plan.id))}</h3>
        {plan.popular ? <span className="tag tag-warm">{t("popular")}</span> : null}
      </div>
      <Price cents={plan.price_cents} />
      <Contents plan={plan} />
      <Link
        className={`button ${plan.popular ? "" : "button-quiet"}`}
        href={`/register?next=${encodeURIComponent(free ? "/onboarding" : `/payment?plan=${plan.id}`)}`}
      >
        {t("choose")}
        <span className="visually-hidden"> {t(nameOf(plan.id))}</span>
      </Link>
    </>
  );
}

function Price({ cents }: { cents: number }) {
  const t = useMessages(landingMessages);
  const { money } = useFormats();
  return (
    <p>
      <strong className={style.price}>{cents === 0 ? t("noPrice") : money(cents, "BRL")}</strong>
      {cents === 0 ? null : <span className="muted"> {t("aMonth")}</span>}
    </p>
  );
}

function Contents({ plan }: { plan: Plan }) {
  const t = useMessages(landingMessages);
  return (
    <ul className={style.contents}>
      <li>
        <CheckIcon />
        {t("planAnalyses", { count: plan.cv_analyses_per_month })}
      </li>
      <li>
        <CheckIcon />
        {t("planMessages", { count: plan.coach_messages_per_day })}
      </li>
    </ul>
  );
}
