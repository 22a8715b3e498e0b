import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { patience } from "../../api/patience";

/** A minute at first; a bell that stays silent is asked less and less often. Coming back to the tab asks at once. */
const listening = patience(60_000, 600_000);

/** How many notifications are unread. */
export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: ({ signal }) =>
    listening.ask(
      async () => (await unwrap(api.GET("/notifications", { params: { query: { limit: 1 } }, signal }))).unread,
      (unread) => unread,
    ),
  refetchInterval: () => listening.pause(),
});
