import { useMutation } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { PendingButton } from "../../components/PendingButton";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useFormats } from "../../i18n/format";
import { useMessages } from "../../i18n/messages";
import { QuotaPanel } from "../profile/QuotaPanel";
import { leaveTo } from "./leave";
import { billingMessages, planName } from "./messages";
import style from "./PaymentPage.module.css";
import type { Subscription } from "./queries";

const statuses = {
  none: "statusNone",
  incomplete: "statusIncomplete",
  active: "statusActive",
  past_due: "statusPastDue",
  canceled: "statusCanceled",
  expired: "statusExpired",
} as const satisfies Record<Subscription["status"], string>;

const tones: Partial<Record<Subscription["status"], string>> = {
  active: "tag-good",
  incomplete: "tag-amber",
  past_due: "tag-danger",
};

export function CurrentPlan({ subscription }: { subscription: Subscription }) {
  const t = useMessages(billingMessages);
  const { money } = useFormats();
  const { price_cents: price, currency, status } = subscription;
  return (
    <section className={`card ${style.current ?? ""}`} aria-labelledby="current">
      <div className="stack">
        <h2 id="current">{t("current")}</h2>
        <p className="row">
          <strong className={style.price}>{t(planName(subscription.plan))}</strong>
          {status === "none" ? null : <span className={`tag ${tones[status] ?? ""}`}>{t(statuses[status])}</span>}
        </p>
        {price ? (
          <p>
            {money(price, currency)} {t("perMonth")}
          </p>
        ) : null}
        <Period subscription={subscription} />
        {subscription.method === "card" && status !== "expired" ? <Portal /> : null}
      </div>
      <QuotaPanel quota={subscription.quota} />
    </section>
  );
}

function Period({ subscription }: { subscription: Subscription }) {
  const t = useMessages(billingMessages);
  const { date } = useFormats();
  const { status, method, current_period_end: end, cancel_at_period_end: ends } = subscription;
  if (status === "past_due") return <p className="notice notice-danger">{t("pastDueText")}</p>;
  if (status !== "active" || end === null) return null;
  if (method === "pix") return <p>{t("pixEnds", { date: date(end) })}</p>;
  return <p>{ends ? t("endsOn", { date: date(end) }) : t("renewsOn", { date: date(end) })}</p>;
}

function Portal() {
  const t = useMessages(billingMessages);
  const open = useMutation({
    mutationFn: () => unwrap(api.POST("/payments/portal")),
    onSuccess: ({ url }) => leaveTo(url),
  });
  return (
    <>
      <ProblemNotice error={open.error} />
      <div>
        <PendingButton pending={open.isPending} onPress={open.mutate}>
          {t("manage")}
        </PendingButton>
        <p className="muted small">{t("manageHint")}</p>
      </div>
    </>
  );
}
