import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";

import { forgetResponses } from "../../api/conditional";
import { json, show } from "../../testing/render";
import { Bell } from "./Bell";
import { useSeen } from "./seen";

const item = (id: string, kind: string, link: string) => ({
  id,
  kind,
  link,
  title: "Sua análise está pronta",
  body: "",
  action: "Ver",
  created_at: "2026-11-24T12:00:00Z",
  read_at: null as string | null,
});

let items = [item("n1", "analysis_completed", "/cv-analysis/a1"), item("n2", "welcome", "/cv-analysis/new")];

beforeAll(() => import("./markRead")); // loads the code before the tests, so that no test waits for it

beforeEach(() => {
  forgetResponses();
  items = items.map((one) => ({ ...one, read_at: null }));
  vi.stubGlobal("fetch", (request: Request) => {
    const id = /notifications\/(\w+)$/.exec(new URL(request.url).pathname)?.[1];
    if (id) items = items.map((one) => (one.id === id ? { ...one, read_at: "2026-11-24T12:01:00Z" } : one));
    const unread = items.filter(({ read_at }) => read_at === null).length;
    return Promise.resolve(json(id ? items.find((one) => one.id === id) : { items, next_cursor: null, unread }));
  });
});

afterEach(() => vi.unstubAllGlobals());

function Result({ seen }: { seen: boolean }) {
  useSeen(["analysis_completed"], "/cv-analysis/a1", seen);
  return <Bell />;
}

it("marks the notification of an open result as read, and no other", async () => {
  show(<Result seen />);
  expect(await screen.findByRole("link", { name: "Notificações: 1 não lida" })).toBeDefined();
  expect(items.map(({ read_at }) => read_at !== null)).toEqual([true, false]);
});

it("marks nothing as read before the result is there", async () => {
  show(<Result seen={false} />);
  await waitFor(() => expect(screen.getByRole("link", { name: "Notificações: 2 não lidas" })).toBeDefined());
});
