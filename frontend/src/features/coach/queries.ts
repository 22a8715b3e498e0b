import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";

export type Session = components["schemas"]["SessionDetail"];
export type SessionSummary = components["schemas"]["SessionSummary"];
export type Message = components["schemas"]["Message"];

export const sessionsQuery = infiniteQueryOptions({
  queryKey: ["coach-sessions"],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/ai-coach/sessions", {
        params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  getNextPageParam: (page) => page.next_cursor,
});

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["coach-session", id],
    queryFn: ({ signal }) => unwrap(api.GET("/ai-coach/session/{id}", { params: { path: { id } }, signal })),
  });
