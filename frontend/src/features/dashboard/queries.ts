import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";

export type Dashboard = components["schemas"]["Dashboard"];

export const dashboardQuery = queryOptions({
  queryKey: ["dashboard"],
  queryFn: ({ signal }) => unwrap(api.GET("/dashboard", { signal })),
});
