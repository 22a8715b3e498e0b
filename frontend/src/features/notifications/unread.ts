import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";

const BELL_MILLISECONDS = 60_000;

/** How many notifications are unread. */
export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: async ({ signal }) => {
    const page = await unwrap(api.GET("/notifications", { params: { query: { limit: 1 } }, signal }));
    return page.unread;
  },
  refetchInterval: BELL_MILLISECONDS,
});
