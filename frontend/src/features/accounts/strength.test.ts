import { describe, expect, it } from "vitest";

import { strengthOf } from "./strength";

const OWN = ["Ana Souza", "ana.souza@example.com"];

describe("the strength of a password", () => {
  it.each(["12345678", "abcdefgh", "qwertyuiop", "aaaaaaaaaaaa", "20261130", "Recoloca2026", "Souza@1990"])(
    "is weak: %s",
    (password) => expect(strengthOf(password, OWN)).toBe("weak"),
  );
  it.each(["girafa#91", "pao-de-mel7"])("is fair: %s", (password) => expect(strengthOf(password, OWN)).toBe("fair"));
  it.each(["uma senha comprida", "cavalo bateria grampo", "Xk9$wq2pL!7hTz#m"])("is strong: %s", (password) =>
    expect(strengthOf(password, OWN)).toBe("strong"),
  );
});
