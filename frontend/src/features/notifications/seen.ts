import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";

type Kind = components["schemas"]["Notification"]["kind"];

/** The newest ones are enough: what a page shows has just happened. */
const NEWEST = 20;

/**
 * Marks as read the notifications of a thing that this page shows: whoever sees a result needs no badge and no mail
 * that tells of it. Does nothing while `seen` is false.
 */
export function useSeen(kinds: readonly Kind[], link: string, seen: boolean): void {
  const client = useQueryClient();
  const wanted = kinds.join(" ");
  useEffect(() => {
    if (seen) void markRead(client, wanted.split(" "), link).catch(() => undefined); // the bell shows it then
  }, [client, wanted, link, seen]);
}

async function markRead(client: QueryClient, kinds: readonly string[], link: string): Promise<void> {
  const { items, unread } = await unwrap(api.GET("/notifications", { params: { query: { limit: NEWEST } } }));
  if (unread === 0) return;
  const told = items.filter((item) => item.read_at === null && item.link === link && kinds.includes(item.kind));
  for (const { id } of told) {
    await unwrap(api.PATCH("/notifications/{id}", { params: { path: { id } }, body: { read: true } }));
  }
  if (told.length > 0) await client.invalidateQueries({ queryKey: ["notifications"] });
}
