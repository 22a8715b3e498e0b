import type { Subscription } from "./queries";

type Paid = Pick<Subscription, "plan" | "status" | "current_period_end">;
export type Confirmation = "none" | "canceled" | "waiting" | "confirmed" | "late";

const ASKED_AT_MOST = 15;
export const ASK_AGAIN_MILLISECONDS = 1500;

/** A subscription in so far as paying changes it. */
export function paidState({ plan, status, current_period_end: end }: Paid): string {
  return [plan, status, end].join(" ");
}

/**
 * What to say to who comes back from paying (`?checkout=success` or `canceled`): the payment counts only once
 * Stripe has told the API, which takes a moment; `asked` is how often the API was asked since, `before` the
 * `paidState` that they left with, as far as this device remembers it.
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
