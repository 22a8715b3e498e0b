import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryState } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";

import { recall } from "../../app/device";
import { PageTitle } from "../../components/PageTitle";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useMessages } from "../../i18n/messages";
import { useSeen } from "../notifications/seen";
import { profileKey } from "../profile/queries";
import { ASK_AGAIN_MILLISECONDS, confirmation } from "./confirmation";
import type { Confirmation } from "./confirmation";
import { CurrentPlan } from "./CurrentPlan";
import { Invoices } from "./Invoices";
import { billingMessages, planName } from "./messages";
import style from "./PaymentPage.module.css";
import { Plans } from "./Plans";
import { invoicesQuery, subscriptionQuery } from "./queries";
import type { Subscription } from "./queries";

export default function PaymentPage() {
  const t = useMessages(billingMessages);
  const [parameters] = useSearchParams();
  const outcome = parameters.get("checkout");
  const { data, error, refetch, state } = usePaidSubscription(outcome);
  useFreshUsage(state);
  useSeen(["payment_succeeded"], "/payment", state === "confirmed");
  return (
    <div className="page">
      <PageTitle>{t("title")}</PageTitle>
      <Outcome state={state} plan={data?.plan ?? "free"} />
      <ProblemNotice error={data ? null : error} onRetry={() => void refetch()} />
      {data ? <CurrentPlan subscription={data} /> : <div className={`skeleton ${style.waiting ?? ""}`} />}
      <Plans subscription={data} wanted={parameters.get("plan")} confirming={state === "waiting"} />
      <Invoices />
    </div>
  );
}

/** The subscription. The page asks again until the subscription shows the payment. */
function usePaidSubscription(outcome: string | null) {
  const [before] = useState(() => recall("checkout"));
  const told = (seen: QueryState<Subscription> | undefined) =>
    confirmation(outcome, seen?.data, seen ? seen.dataUpdateCount + seen.errorUpdateCount : 0, before);
  const { data, error, refetch } = useQuery({
    ...subscriptionQuery,
    refetchInterval: ({ state }) => (told(state) === "waiting" ? ASK_AGAIN_MILLISECONDS : false),
    notifyOnChangeProps: "all", // an unchanged answer counts too
  });
  return { data, error, refetch, state: told(useQueryClient().getQueryState(subscriptionQuery.queryKey)) };
}

/** A confirmed payment changes the quota and adds an invoice. */
function useFreshUsage(state: Confirmation): void {
  const client = useQueryClient();
  useEffect(() => {
    if (state !== "confirmed") return;
    void client.invalidateQueries({ queryKey: profileKey });
    void client.invalidateQueries({ queryKey: invoicesQuery.queryKey });
  }, [client, state]);
}

function Outcome({ state, plan }: { state: Confirmation; plan: string }) {
  const t = useMessages(billingMessages);
  if (state === "none") return null;
  const text = {
    canceled: t("canceled"),
    waiting: t("confirming"),
    confirmed: t("confirmed", { plan: t(planName(plan)) }),
    late: t("late"),
  }[state];
  return (
    <p role="status" className={`notice ${state === "confirmed" ? (style.good ?? "") : "notice-warm"}`}>
      {text}
    </p>
  );
}
