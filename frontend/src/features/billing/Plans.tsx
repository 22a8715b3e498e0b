import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";

import { api, unwrap } from "../../api/client";
import { remember } from "../../app/device";
import { CheckIcon } from "../../components/icons";
import { PendingButton } from "../../components/PendingButton";
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

/** Opens a payment page. Each click has its own key, so that only a repeated request counts as the same purchase. */
function useCheckout(method: Method, subscription: Subscription | undefined) {
  const checkout = useMutation({
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
  useComingBack(checkout.reset);
  return checkout;
}

/** Calls `reset` when the person comes back from the payment page and the browser shows this page as it was left. */
function useComingBack(reset: () => void): void {
  useEffect(() => {
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) reset();
    };
    window.addEventListener("pageshow", comeBack);
    return () => window.removeEventListener("pageshow", comeBack);
  }, [reset]);
}

interface Props {
  subscription: Subscription | undefined;
  /** The plan that the person chose before the page was open (`?plan=`). */
  wanted: string | null;
  /** Whether a payment is being confirmed. Nothing else can be bought until its result is known. */
  confirming: boolean;
}

export function Plans({ subscription, wanted, confirming }: Props) {
  const t = useMessages(billingMessages);
  const { data, error, refetch } = useQuery(plansQuery);
  const { method, setMethod, byCard, busy, buy, checkout } = usePurchase(subscription, confirming);
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
      {confirming ? <p className="muted">{t("waitForPayment")}</p> : null}
      <p className="visually-hidden" role="status">
        {checkout.isPending || checkout.isSuccess ? t("opening") : null}
      </p>
      {data ? null : <div className={`skeleton ${style.waiting ?? ""}`} />}
      <PlanList plans={data?.plans ?? []} current={subscription?.plan} wanted={wanted}>
        {(plan) => (byCard ? null : <BuyButton plan={plan} method={method} busy={busy} onBuy={buy} />)}
      </PlanList>
      <p className="muted small">{t("terms")}</p>
    </section>
  );
}

/** The chosen method of payment, and the purchase. `byCard`: a card pays already, and the portal changes its plan. */
function usePurchase(subscription: Subscription | undefined, confirming: boolean) {
  const [method, setMethod] = useState<Method>("card");
  const checkout = useCheckout(method, subscription);
  const byCard = subscription?.method === "card" && ["active", "past_due"].includes(subscription.status);
  const busy = confirming || checkout.isPending || checkout.isSuccess;
  const buy = (plan: string) => {
    if (sold(plan) && !busy) checkout.mutate(plan);
  };
  return { method, setMethod, byCard, busy, buy, checkout };
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
          <MethodOption key={method} method={method} checked={chosen === method} onChoose={() => onChoose(method)} />
        ))}
      </div>
    </fieldset>
  );
}

interface MethodOptionProps {
  method: Method;
  checked: boolean;
  onChoose: () => void;
}

function MethodOption({ method, checked, onChoose }: MethodOptionProps) {
  const t = useMessages(billingMessages);
  return (
    <label className="choice">
      <input type="radio" name="method" value={method} checked={checked} onChange={onChoose} />
      <span>
        {t(method)}
        <span className="muted small">{t(`${method}Text`)}</span>
      </span>
    </label>
  );
}

interface PlanListProps {
  plans: readonly Plan[];
  current: string | undefined;
  wanted: string | null;
  /** The button of a plan; null when the plan is changed elsewhere. */
  children: (plan: Plan) => ReactNode;
}

/** The plans side by side. The plan `wanted` is marked and scrolls into view. */
function PlanList({ plans, current, wanted, children }: PlanListProps) {
  const chosen = useRef<HTMLLIElement>(null);
  const shown = plans.length > 0;
  useEffect(() => {
    if (shown) chosen.current?.scrollIntoView({ block: "center" });
  }, [shown]);
  return (
    <ul className={style.plans}>
      {plans.map((plan) => (
        <li
          key={plan.id}
          ref={plan.id === wanted ? chosen : null}
          className={`card ${style.plan ?? ""}`}
          data-popular={(wanted === null ? plan.popular : plan.id === wanted) || undefined}
        >
          <PlanCard plan={plan} current={current === plan.id} wanted={plan.id === wanted} />
          {children(plan)}
        </li>
      ))}
    </ul>
  );
}

interface PlanCardProps {
  plan: Plan;
  current: boolean;
  wanted: boolean;
}

function PlanCard({ plan, current, wanted }: PlanCardProps) {
  const t = useMessages(billingMessages);
  const { money } = useFormats();
  const tag = current ? "currentTag" : wanted ? "chosenTag" : plan.popular ? "popular" : null;
  return (
    <>
      <div className="row row-between">
        <h3>{t(planName(plan.id))}</h3>
        {tag ? <span className={`tag ${current ? "tag-good" : "tag-warm"}`}>{t(tag)}</span> : null}
      </div>
      <p>
        <strong className={style.price}>{plan.price_cents ? money(plan.price_cents, plan.currency) : t("noPrice")}</strong>
        {plan.price_cents ? <span className="muted"> {t("perMonth")}</span> : null}
      </p>
      <ul className={style.contents}>
        <Content count={plan.cv_analyses_per_month} say={(amount) => t("analyses", { count: amount })} />
        <Content count={plan.coach_messages_per_day} say={(amount) => t("coachMessages", { count: amount })} />
      </ul>
    </>
  );
}

interface BuyButtonProps {
  plan: Plan;
  method: Method;
  busy: boolean;
  onBuy: (plan: string) => void;
}

function BuyButton({ plan, method, busy, onBuy }: BuyButtonProps) {
  const t = useMessages(billingMessages);
  if (!sold(plan.id)) return null;
  return (
    <PendingButton
      className={`button ${plan.popular ? "" : "button-quiet"}`}
      pending={busy}
      onPress={() => onBuy(plan.id)}
    >
      {t(method === "pix" ? "payPix" : "subscribe", { plan: t(planName(plan.id)) })}
    </PendingButton>
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
