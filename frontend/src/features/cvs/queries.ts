import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { patienceEach } from "../../api/patience";
import { inProgress } from "./types";

const waiting = patienceEach(700, 10_000);

/** One analysis. The query repeats until the analysis has ended, with longer pauses while nothing changes. */
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

/** The differences between two analyses. The API finds out which one is older. */
export const comparisonQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ["comparison", id, other],
    queryFn: ({ signal }) => unwrap(api.GET("/cv/analysis/{id}/compare/{other}", { params: { path: { id, other } }, signal })),
  });

/** The newest finished analyses, to choose one of them. */
export const versionsQuery = queryOptions({
  queryKey: ["analyses", "versions"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/cv/analyses", { params: { query: { status: "completed", limit: 20 } }, signal })),
});
