import { renderHook } from "@testing-library/react";
import { StrictMode } from "react";
import { describe, expect, it } from "vitest";

import { tokenOf, useLinkToken } from "./linkToken";

describe("the token of a mailed link", () => {
  it.each([
    ["#token=abc-123_x", "abc-123_x"],
    ["#token=", null],
    ["#other=1", null],
    ["", null],
  ])("%s gives %s", (hash, token) => {
    expect(tokenOf(hash)).toBe(token);
  });

  it("is removed from the address but kept when React mounts twice", () => {
    window.history.replaceState(null, "", "/nova-senha#token=secret");
    const { result, rerender } = renderHook(useLinkToken, { wrapper: StrictMode });
    rerender();
    expect(result.current).toBe("secret");
    expect(window.location.href).not.toContain("secret");
    expect(window.location.pathname).toBe("/nova-senha");
  });
});
