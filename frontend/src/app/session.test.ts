import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { accessToken, renewAccess } from "../api/tokens";
import type { Tokens } from "../api/tokens";
import { endSession, queries, signIn, useSession, watchOtherTabs } from "./session";
import { reloadApp } from "./reloadApp";

vi.mock(import("./reloadApp"), () => ({ reloadApp: vi.fn() }));

const tokens = (id: string, language = "pt-BR") =>
  ({ access_token: `token of ${id}`, user: { id, name: id, language } }) as unknown as Tokens;

function elsewhere(newValue: string | null): void {
  act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "recoloca.signed-in", newValue })));
}

beforeAll(watchOtherTabs);

beforeEach(() => {
  vi.mocked(reloadApp).mockClear();
  signIn(tokens("ana"));
  queries.setQueryData(["profile"], { name: "ana" });
});

afterEach(() => {
  endSession();
  vi.unstubAllGlobals();
});

describe("another tab of the same browser", () => {
  it("signs out: this tab forgets the person", () => {
    const { result } = renderHook(useSession);
    elsewhere(null);
    expect(result.current.status).toBe("anonymous");
    expect(queries.getQueryData(["profile"])).toBeUndefined();
    expect(accessToken()).toBeNull();
  });

  it("signs another person in: this tab reloads as that person", () => {
    elsewhere("ana");
    expect(reloadApp).not.toHaveBeenCalled();
    elsewhere("bia");
    expect(reloadApp).toHaveBeenCalledTimes(1);
  });

  it("detects another person when it renews the session", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json(tokens("bia"))));
    await renewAccess();
    expect(reloadApp).toHaveBeenCalledTimes(1);
  });
});

it("uses the language of the person who signs in", () => {
  signIn(tokens("joe", "en"));
  expect(document.documentElement.lang).toBe("en");
  signIn(tokens("ana"));
  expect(document.documentElement.lang).toBe("pt-BR");
});
