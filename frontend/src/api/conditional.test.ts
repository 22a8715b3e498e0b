import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { api, unwrap } from "./client";
import { forgetResponses } from "./conditional";

let asked: (string | null)[] = [];
let unread = 2;

beforeEach(() => {
  asked = [];
  unread = 2;
  forgetResponses();
  vi.stubGlobal("fetch", (request: Request) => {
    const known = request.headers.get("If-None-Match");
    asked.push(known);
    const etag = `W/"${unread}"`;
    if (known === etag) return Promise.resolve(new Response(null, { status: 304, headers: { ETag: etag } }));
    const body = { items: [], next_cursor: null, unread };
    return Promise.resolve(Response.json(body, { headers: { ETag: etag } }));
  });
});

afterEach(() => vi.unstubAllGlobals());

const ask = () => unwrap(api.GET("/notifications"));

it("answers from memory when the API answers 304", async () => {
  for (let times = 0; times < 3; times += 1) expect((await ask()).unread).toBe(2);
  expect(asked).toEqual([null, 'W/"2"', 'W/"2"']);
});

it("uses a changed response", async () => {
  await ask();
  unread = 3;
  expect((await ask()).unread).toBe(3);
  expect((await ask()).unread).toBe(3);
  expect(asked).toEqual([null, 'W/"2"', 'W/"3"']);
});

it("sends no tag after the session has ended", async () => {
  await ask();
  forgetResponses();
  await ask();
  expect(asked).toEqual([null, null]);
});
