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
  it("takes the answer that was asked for before the app was there, once", async () => {
    window.recolocaRenewal = Promise.resolve(tokens("early"));
    await renewAccess();
    expect(accessToken()).toBe("early");
    expect(fetched).not.toHaveBeenCalled();
    await renewAccess();
    expect(accessToken()).toBe("asked");
  });

  it("asks again when that early question got no answer", async () => {
    window.recolocaRenewal = Promise.reject(new TypeError("no network"));
    await renewAccess();
    expect(accessToken()).toBe("asked");
  });

  it("asks once however many wait for it", async () => {
    await Promise.all([renewAccess(), renewAccess(), renewAccess()]);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it.each([429, 503])("keeps the session when the answer %i only says to come back later", async (status) => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetched.mockResolvedValueOnce(new Response(null, { status }));
    await expect(renewAccess()).rejects.toThrow(String(status));
    expect(lost).not.toHaveBeenCalled();
  });

  it("loses the session when it is refused", async () => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetched.mockResolvedValueOnce(new Response(null, { status: 401 }));
    expect(await renewAccess()).toBeNull();
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
