import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../../api/client";
import { remember } from "../../app/device";
import { CheckIcon } from "../../components/icons";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { paidState } from "./confirmation";
import { leaveTo } from "./leave";
import { billingMessages, planName } from "./messages";
import style from "./PaymentPage.module.css";
import { plansQuery } from "./queries";
import type { Method, Plan, Subscription } from "./queries";

type SoldPlan = "basic" | "premium";

function sold(id: string): id is SoldPlan {
  return id === "basic" || id === "premium";
}

/** Each click is a purchase of its own, but a request that the network repeats is not. */
function useCheckout(method: Method, subscription: Subscription | undefined) {
  return useMutation({
    mutationFn: (plan: SoldPlan) =>
      unwrap(
        api.POST("/payments/checkout", {
          body: { plan, method },
          headers: { "Idempotency-Key": crypto.randomUUID() },
        }),
      ),
    onSuccess: ({ url }) => {
      remember("checkout", subscription ? paidState(subscription) : null);
      leaveTo(url);
    },
  });
}

export function Plans({ subscription }: { subscription: Subscription | undefined }) {
  const t = useMessages(billingMessages);
  const { data, error, refetch } = useQuery(plansQuery);
  const [method, setMethod] = useState<Method>("card");
  const checkout = useCheckout(method, subscription);
  const byCard = subscription?.method === "card" && ["active", "past_due"].includes(subscription.status);
  const buy = (plan: string) => {
    if (sold(plan) && !checkout.isPending) checkout.mutate(plan);
  };
  return (
    <section className="stack" aria-labelledby="plans">
      <h2 id="plans">{t("plans")}</h2>
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {byCard ? (
        <p className="notice">{t("change")}</p>
      ) : (
        <MethodChoice methods={data?.methods ?? []} chosen={method} onChoose={setMethod} />
      )}
      <ProblemNotice error={checkout.error} />
      <p className="visually-hidden" role="status">
        {checkout.isPending || checkout.isSuccess ? t("opening") : null}
      </p>
      {data ? null : <div className={`skeleton ${style.waiting ?? ""}`} />}
      <ul className={style.plans}>
        {data?.plans.map((plan) => (
          <li key={plan.id} className={`card ${style.plan ?? ""}`} data-popular={plan.popular || undefined}>
            <PlanCard
              plan={plan}
              current={subscription?.plan === plan.id}
              label={method === "pix" ? "payPix" : "subscribe"}
              onBuy={byCard ? null : buy}
            />
          </li>
        ))}
      </ul>
      <p className="muted small">{t("terms")}</p>
    </section>
  );
}

interface MethodChoiceProps {
  methods: readonly Method[];
  chosen: Method;
  onChoose: (method: Method) => void;
}

function MethodChoice({ methods, chosen, onChoose }: MethodChoiceProps) {
  const t = useMessages(billingMessages);
  return (
    <fieldset className="stack">
      <legend className="field-label">{t("method")}</legend>
      <div className={style.methods}>
        {methods.map((method) => (
          <label key={method} className="choice">
            <input
              type="radio"
              name="method"
              value={method}
              checked={chosen === method}
              onChange={() => onChoose(method)}
            />
            <span>
              {t(method)}
              <span className="muted small">{t(`${method}Text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface PlanCardProps {
  plan: Plan;
  current: boolean;
  label: "payPix" | "subscribe";
  /** Null when the plan is changed elsewhere. */
  onBuy: ((plan: string) => void) | null;
}

function PlanCard({ plan, current, label, onBuy }: PlanCardProps) {
  const t = useMessages(billingMessages);
  const { money } = useFormats();
  const name = t(planName(plan.id));
  return (
    <>
      <div className="row row-between">
        <h3>{name}</h3>
        {current ? <span className="tag tag-good">{t("currentTag")}</span> : null}
        {plan.popular && !current ? <span className="tag tag-warm">{t("popular")}</span> : null}
      </div>
      <p>
        <strong className={style.price}>{plan.price_cents ? money(plan.price_cents, plan.currency) : t("noPrice")}</strong>
        {plan.price_cents ? <span className="muted"> {t("perMonth")}</span> : null}
      </p>
      <ul className={style.contents}>
        <Content count={plan.cv_analyses_per_month} say={(amount) => t("analyses", { count: amount })} />
        <Content count={plan.coach_messages_per_day} say={(amount) => t("coachMessages", { count: amount })} />
      </ul>
      {sold(plan.id) && onBuy ? (
        <button type="button" className={`button ${plan.popular ? "" : "button-quiet"}`} onClick={() => onBuy(plan.id)}>
          {t(label, { plan: name })}
        </button>
      ) : null}
    </>
  );
}

function Content({ count, say }: { count: number | null; say: (count: number) => string }) {
  return count === null ? null : (
    <li>
      <CheckIcon />
      {say(count)}
    </li>
  );
}
