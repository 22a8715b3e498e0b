import type { Subscription } from "./queries";

type Paid = Pick<Subscription, "plan" | "status" | "current_period_end">;
export type Confirmation = "none" | "canceled" | "waiting" | "confirmed" | "late";

const ASKED_AT_MOST = 15;
export const ASK_AGAIN_MILLISECONDS = 1500;

/** The part of a subscription that a payment changes. */
export function paidState({ plan, status, current_period_end: end }: Paid): string {
  return [plan, status, end].join(" ");
}

/**
 * The state of a payment after the person returns from the payment page (`?checkout=success` or `canceled`).
 *
 * A payment counts only after Stripe has told the API, which takes a moment. `asked` is the number of questions to the
 * API since then. `before` is the `paidState` before the payment, if this device stored it.
 */
export function confirmation(
  outcome: string | null,
  subscription: Paid | undefined,
  asked: number,
  before: string | null,
): Confirmation {
  if (outcome === "canceled") return "canceled";
  if (outcome !== "success") return "none";
  const paid = subscription?.status === "active" && subscription.plan !== "free";
  if (paid && paidState(subscription) !== before) return "confirmed";
  return asked < ASKED_AT_MOST ? "waiting" : "late";
}
