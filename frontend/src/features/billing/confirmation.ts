import type { Subscription } from "./queries";

export type Confirmation = "none" | "canceled" | "waiting" | "confirmed" | "late";

const ASKED_AT_MOST = 15;
export const ASK_AGAIN_MILLISECONDS = 1500;

/**
 * What to say to who comes back from paying (`?checkout=success` or `canceled`): the payment counts only once
 * Stripe has told the API, which takes a moment; `asked` is how often the API was asked since.
 */
export function confirmation(
  outcome: string | null,
  subscription: Pick<Subscription, "plan" | "status"> | undefined,
  asked: number,
): Confirmation {
  if (outcome === "canceled") return "canceled";
  if (outcome !== "success") return "none";
  if (subscription?.status === "active" && subscription.plan !== "free") return "confirmed";
  return asked < ASKED_AT_MOST ? "waiting" : "late";
}
