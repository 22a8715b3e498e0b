import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { patienceEach } from "../../api/patience";
import { inProgress } from "./types";
import type { Status } from "./types";
import { uploadState } from "./underWay";

const waiting = patienceEach(700, 10_000);
const LOOK_AGAIN_MILLISECONDS = 2000;

/** One analysis, asked for again until it has ended; less and less often while it does not advance. */
export const analysisQuery = (id: string) =>
  queryOptions({
    queryKey: ["analysis", id],
    queryFn: ({ signal }) =>
      waiting(id).ask(
        () => unwrap(api.GET("/cv/analysis/{id}", { params: { path: { id } }, signal })),
        ({ status, progress }) => `${status} ${progress.stage}`,
      ),
    refetchInterval: ({ state }) => (state.data && inProgress(state.data.status) ? waiting(id).pause() : false),
  });

/** What became of an upload, as far as this browser knows; it asks no server. */
export const uploadStateQuery = (id: string) =>
  queryOptions({
    queryKey: ["upload-state", id],
    queryFn: () => uploadState(id),
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
    staleTime: 0,
  });

/** What changed between two analyses; the API finds out which is the older one. */
export const comparisonQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ["comparison", id, other],
    queryFn: ({ signal }) => unwrap(api.GET("/cv/analysis/{id}/compare/{other}", { params: { path: { id, other } }, signal })),
  });

/** The newest finished analyses, to choose one from. */
export const versionsQuery = queryOptions({
  queryKey: ["analyses", "versions"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/cv/analyses", { params: { query: { status: "completed", limit: 20 } }, signal })),
});

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

/** The history's first page: what is new or changes is here. */
export const newestQuery = (filter: HistoryFilter) =>
  queryOptions({
    queryKey: ["analyses", filter.q, filter.status],
    queryFn: ({ signal }) => historyPage(filter, null, signal),
  });

/**
 * What stands below the first page, as far as somebody has scrolled.
 *
 * Never asked for again by itself: a long history is dozens of pages, more than the API's rate limit lets through.
 */
export const olderQuery = (filter: HistoryFilter, cursor: string | null) =>
  infiniteQueryOptions({
    queryKey: ["analyses", filter.q, filter.status, cursor],
    initialPageParam: cursor,
    enabled: false,
    queryFn: ({ pageParam, signal }) => historyPage(filter, pageParam, signal),
    getNextPageParam: (page) => page.next_cursor,
  });
