import type { QueryClient } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";

/** The newest notifications are enough, because the page shows something that has just happened. */
const NEWEST = 20;

/**
 * Marks as read the unread notifications of `kinds` that lead to `link`, among the newest ones.
 *
 * @throws {Problem} when the API refuses or cannot be reached.
 */
export async function markRead(client: QueryClient, kinds: readonly string[], link: string): Promise<void> {
  const { items, unread } = await unwrap(api.GET("/notifications", { params: { query: { limit: NEWEST } } }));
  if (unread === 0) return;
  const shown = items.filter((item) => item.read_at === null && item.link === link && kinds.includes(item.kind));
  for (const { id } of shown) {
    await unwrap(api.PATCH("/notifications/{id}", { params: { path: { id } }, body: { read: true } }));
  }
  if (shown.length > 0) await client.invalidateQueries({ queryKey: ["notifications"] });
}
