import { beforeEach, describe, expect, it, vi } from "vitest";

import { accessToken, keepAccess, renewAccess, whenSessionIsLost } from "./tokens";

const tokens = (token: string) => new Response(JSON.stringify({ access_token: token, user: { id: "ana" } }));

const fetched = vi.fn(() => Promise.resolve(tokens("asked")));

beforeEach(() => {
  keepAccess(null);
  fetched.mockClear();
  window.recolocaRenewal = undefined;
  vi.stubGlobal("fetch", fetched);
});

describe("renewing the session", () => {
  it("uses the renewal that was requested before the app loaded, once", async () => {
    window.recolocaRenewal = Promise.resolve(tokens("early"));
    await renewAccess();
    expect(accessToken()).toBe("early");
    expect(fetched).not.toHaveBeenCalled();
    await renewAccess();
    expect(accessToken()).toBe("asked");
  });

  it("asks again when that early request failed", async () => {
    window.recolocaRenewal = Promise.reject(new TypeError("no network"));
    await renewAccess();
    expect(accessToken()).toBe("asked");
  });

  it("sends one request for many callers", async () => {
    await Promise.all([renewAccess(), renewAccess(), renewAccess()]);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it.each([429, 503])("keeps the session after a temporary error (%i)", async (status) => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetched.mockResolvedValueOnce(new Response(null, { status }));
    await expect(renewAccess()).rejects.toThrow(String(status));
    expect(lost).not.toHaveBeenCalled();
  });

  it("ends the session when the renewal is refused", async () => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetched.mockResolvedValueOnce(new Response(null, { status: 401 }));
    expect(await renewAccess()).toBeNull();
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
