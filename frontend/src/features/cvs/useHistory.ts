import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { newestQuery, olderQuery } from "./historyQueries";
import type { HistoryFilter } from "./historyQueries";

/** The loaded part of the history. The newest page is kept fresh; the older pages stay as they were loaded. */
export function useHistory(filter: HistoryFilter) {
  const newest = useQuery({ ...newestQuery(filter), placeholderData: keepPreviousData });
  const cursor = newest.data?.next_cursor ?? null;
  const older = useInfiniteQuery(olderQuery(filter, cursor));
  useForgetting(filter, cursor);
  const items = useMemo(
    () => [newest.data, ...(older.data?.pages ?? [])].flatMap((page) => page?.items ?? []),
    [newest.data, older.data],
  );
  const goesOn = older.data ? older.hasNextPage : cursor !== null;
  const more = () => void older.fetchNextPage();
  return {
    items,
    isPending: newest.isPending,
    isSuccess: newest.isSuccess,
    error: newest.error ?? older.error,
    hasMore: goesOn && !newest.isPlaceholderData && !older.isFetching && !older.isError,
    more,
    retry: newest.error ? () => void newest.refetch() : more,
  };
}

/** Loads older pages again when the person scrolls to them after a deletion or an upload has changed them. */
function useForgetting(filter: HistoryFilter, cursor: string | null): void {
  const client = useQueryClient();
  const { queryKey } = olderQuery(filter, cursor);
  useEffect(() => {
    if (client.getQueryState(queryKey)?.isInvalidated) void client.resetQueries({ queryKey, exact: true });
  });
}
