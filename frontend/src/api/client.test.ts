import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { api, done, unwrap } from "./client";
import { keepAccess, whenSessionIsAnothers } from "./tokens";
import type { Tokens } from "./tokens";

let calls: { path: string; authorization: string | null }[] = [];
let refreshAnswers: () => Response;

const tokens = (access_token: string, id = "ana") => ({ access_token, user: { id } }) as Tokens;
const unauthorized = () => Response.json({ code: "AUTH_TOKEN_EXPIRED", detail: "Entre de novo." }, { status: 401 });

beforeEach(() => {
  calls = [];
  keepAccess(tokens("old"));
  refreshAnswers = () => Response.json(tokens("new"));
  vi.stubGlobal("fetch", (input: Request | string) => {
    if (typeof input === "string") {
      calls.push({ path: input, authorization: null });
      return Promise.resolve(refreshAnswers());
    }
    const authorization = input.headers.get("Authorization");
    calls.push({ path: new URL(input.url).pathname, authorization });
    return Promise.resolve(authorization === "Bearer new" ? Response.json({ total_analyses: 1 }) : unauthorized());
  });
});

afterEach(() => {
  keepAccess(null);
  vi.unstubAllGlobals();
});

describe("an expired access token", () => {
  it("is renewed, and the call is sent again", async () => {
    await expect(unwrap(api.GET("/cv/statistics"))).resolves.toMatchObject({ total_analyses: 1 });
    expect(calls.map(({ path }) => path)).toEqual(["/api/cv/statistics", "/api/auth/refresh", "/api/cv/statistics"]);
  });

  it("is renewed once, however many calls wait for it", async () => {
    await Promise.all([unwrap(api.GET("/cv/statistics")), unwrap(api.GET("/cv/statistics"))]);
    expect(calls.filter(({ path }) => path === "/api/auth/refresh")).toHaveLength(1);
  });

  it("is not replaced by the token of another person in another tab", async () => {
    refreshAnswers = () => Response.json(tokens("new", "bia"));
    const other = vi.fn();
    whenSessionIsAnothers(other);
    await expect(unwrap(api.GET("/cv/statistics"))).rejects.toMatchObject({ code: "AUTH_TOKEN_EXPIRED" });
    expect(calls.map(({ path }) => path)).toEqual(["/api/cv/statistics", "/api/auth/refresh"]);
    expect(other).toHaveBeenCalledTimes(1);
  });

  it("that cannot be renewed leaves the API's response", async () => {
    refreshAnswers = () => new Response(null, { status: 401 });
    await expect(unwrap(api.GET("/cv/statistics"))).rejects.toMatchObject({
      code: "AUTH_TOKEN_EXPIRED",
      detail: "Entre de novo.",
    });
  });
});

describe("errors", () => {
  it("become a problem with the errors of the fields", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.resolve(
        Response.json(
          { code: "VALIDATION_ERROR", detail: "Confira os campos.", errors: [{ field: "email", message: "Inválido." }] },
          { status: 422 },
        ),
      ),
    );
    await expect(done(api.POST("/auth/logout"))).rejects.toMatchObject({ status: 422, fields: { email: "Inválido." } });
  });

  it("differ between no network and no server", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
    await expect(done(api.POST("/auth/logout"))).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE", detail: null });
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    await expect(done(api.POST("/auth/logout"))).rejects.toMatchObject({ code: "OFFLINE" });
  });
});
