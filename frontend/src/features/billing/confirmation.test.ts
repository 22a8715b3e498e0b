import { describe, expect, it } from "vitest";

import { confirmation, paidState } from "./confirmation";

const free = { plan: "free", status: "none", current_period_end: null } as const;
const paid = { plan: "premium", status: "active", current_period_end: "2026-12-24T12:00:00Z" } as const;
const later = { ...paid, current_period_end: "2027-01-24T12:00:00Z" } as const;

describe("coming back from the payment", () => {
  it.each([
    [null, paid, 1, "none"],
    ["nonsense", free, 1, "none"],
    ["canceled", free, 1, "canceled"],
    ["success", undefined, 0, "waiting"],
    ["success", free, 3, "waiting"],
    ["success", { ...paid, status: "incomplete" } as const, 3, "waiting"],
    ["success", free, 15, "late"],
    ["success", paid, 1, "confirmed"],
    ["success", paid, 40, "confirmed"],
  ] as const)("%s with %o after %i questions is %s", (outcome, subscription, asked, expected) => {
    expect(confirmation(outcome, subscription, asked, null)).toBe(expected);
  });

  it.each([
    [paid, 1, "waiting"],
    [paid, 15, "late"],
    [later, 1, "confirmed"],
    [{ ...paid, plan: "basic" } as const, 1, "confirmed"],
  ] as const)("with a plan before it: %o after %i questions is %s", (subscription, asked, expected) => {
    expect(confirmation("success", subscription, asked, paidState(paid))).toBe(expected);
  });
});
