import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import type { components, paths } from "../../api/schema";

export type Subscription = paths["/payments/subscription"]["get"]["responses"][200]["content"]["application/json"];
export type Plan = components["schemas"]["Plan"];
export type Invoice = components["schemas"]["Invoice"];
export type Method = Plans["methods"][number];
type Plans = components["schemas"]["Plans"];

const PLANS_KEPT_MILLISECONDS = 300_000;

export const plansQuery = queryOptions({
  queryKey: ["plans"],
  queryFn: ({ signal }) => unwrap(api.GET("/payments/plans", { signal })),
  staleTime: PLANS_KEPT_MILLISECONDS,
});

export const subscriptionQuery = queryOptions({
  queryKey: ["subscription"],
  queryFn: ({ signal }) => unwrap(api.GET("/payments/subscription", { signal })),
});

export const invoicesQuery = infiniteQueryOptions({
  queryKey: ["invoices"],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    unwrap(api.GET("/payments/invoices", { params: { query: pageParam ? { cursor: pageParam } : {} }, signal })),
  getNextPageParam: (page) => page.next_cursor,
});
