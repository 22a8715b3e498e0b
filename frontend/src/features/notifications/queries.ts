import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";
import { currentLanguage } from "../../i18n/language";

export type Notification = components["schemas"]["Notification"];
export type NotificationPage = components["schemas"]["NotificationPage"];
export type Preference = components["schemas"]["Preference"];
export type Pages = InfiniteData<NotificationPage>;

/** The list of notifications. The API writes them in the person's language, so the language is part of the key. */
export const notificationsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["notifications", "list", currentLanguage()],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET("/notifications", { params: { query: pageParam ? { cursor: pageParam } : {} }, signal })),
    getNextPageParam: (page) => page.next_cursor,
  });

export const preferencesQuery = queryOptions({
  queryKey: ["notification-preferences"],
  queryFn: ({ signal }) => unwrap(api.GET("/notifications/preferences", { signal })),
});

/** The list and the count after one notification was marked as read or unread. */
export function withRead(pages: Pages, id: string, readAt: string | null): Pages {
  const before = pages.pages.flatMap((page) => page.items).find((item) => item.id === id);
  const change = before ? Number(before.read_at !== null) - Number(readAt !== null) : 0;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      unread: page.unread + change,
      items: page.items.map((item) => (item.id === id ? { ...item, read_at: readAt } : item)),
    })),
  };
}

/** Marks one notification as read or unread. The list changes at once; the response of the API replaces it. */
export function useMark() {
  const client = useQueryClient();
  const { queryKey } = notificationsQuery();
  return useMutation({
    mutationFn: ({ id, read }: { id: string; read: boolean }) =>
      unwrap(api.PATCH("/notifications/{id}", { params: { path: { id } }, body: { read } })),
    onMutate: ({ id, read }) => {
      const at = read ? new Date().toISOString() : null;
      client.setQueryData(queryKey, (pages) => pages && withRead(pages, id, at));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["notifications"] }),
  });
}

/** Marks these notifications as read, one after another, because of the API's rate limit. */
export function useMarkAll() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await unwrap(api.PATCH("/notifications/{id}", { params: { path: { id } }, body: { read: true } }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["notifications"] }),
  });
}
