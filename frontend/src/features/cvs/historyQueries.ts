import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import type { Status } from "./types";

export interface HistoryFilter {
  q: string;
  status: Status | null;
}

const historyPage = ({ q, status }: HistoryFilter, cursor: string | null, signal: AbortSignal) =>
  unwrap(
    api.GET("/cv/analyses", {
      params: {
        query: {
          limit: 50,
          ...(q ? { q } : {}),
          ...(status ? { status } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );

/** The first page of the history. New and changing analyses are on it. */
export const newestQuery = (filter: HistoryFilter) =>
  queryOptions({
    queryKey: ["analyses", filter.q, filter.status],
    queryFn: ({ signal }) => historyPage(filter, null, signal),
  });

/**
 * The history's older pages, each loaded when the person scrolls to it.
 *
 * They are never refreshed: a long history has dozens of pages, more than the API's rate limit allows.
 */
export const olderQuery = (filter: HistoryFilter, cursor: string | null) =>
  infiniteQueryOptions({
    queryKey: ["analyses", filter.q, filter.status, cursor],
    initialPageParam: cursor,
    enabled: false,
    queryFn: ({ pageParam, signal }) => historyPage(filter, pageParam, signal),
    getNextPageParam: (page) => page.next_cursor,
  });
