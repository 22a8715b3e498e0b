import { describe, expect, it } from "vitest";

import { confirmation } from "./confirmation";

const free = { plan: "free", status: "none" } as const;
const paid = { plan: "premium", status: "active" } as const;

describe("coming back from the payment", () => {
  it.each([
    [null, paid, 1, "none"],
    ["nonsense", free, 1, "none"],
    ["canceled", free, 1, "canceled"],
    ["success", undefined, 0, "waiting"],
    ["success", free, 3, "waiting"],
    ["success", { plan: "premium", status: "incomplete" } as const, 3, "waiting"],
    ["success", free, 15, "late"],
    ["success", paid, 1, "confirmed"],
    ["success", paid, 40, "confirmed"],
  ] as const)("%s with %o after %i questions is %s", (outcome, subscription, asked, expected) => {
    expect(confirmation(outcome, subscription, asked)).toBe(expected);
  });
});
