import { describe, expect, it } from "vitest";

import { withRead } from "./queries";
import type { Pages } from "./queries";

const item = (id: string, readAt: string | null) => ({
  id,
  kind: "welcome" as const,
  title: "Boas-vindas",
  body: "",
  action: "Enviar",
  link: "/cv-analysis/new",
  created_at: "2026-11-24T12:00:00Z",
  read_at: readAt,
});

const pages: Pages = {
  pageParams: [null, "next"],
  pages: [
    { items: [item("a", null), item("b", "2026-11-24T13:00:00Z")], next_cursor: "next", unread: 2 },
    { items: [item("c", null)], next_cursor: null, unread: 2 },
  ],
};

describe("marking a notification", () => {
  it.each([
    ["c", "2026-11-24T14:00:00Z", 1],
    ["b", null, 3],
    ["b", "2026-11-24T14:00:00Z", 2],
    ["unknown", "2026-11-24T14:00:00Z", 2],
  ])("%s as %s leaves %i unread", (id, readAt, unread) => {
    const changed = withRead(pages, id, readAt);
    expect(changed.pages.map((page) => page.unread)).toEqual([unread, unread]);
    const found = changed.pages.flatMap((page) => page.items).find((one) => one.id === id);
    expect(found?.read_at).toBe(found ? readAt : undefined);
  });
});
