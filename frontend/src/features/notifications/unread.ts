import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import { patience } from "../../api/patience";

/** The pause is a minute at first, and grows while the number does not change. A return to the tab asks at once. */
const listening = patience(60_000, 600_000);

/** The number of unread notifications. */
export const unreadQuery = queryOptions({
  queryKey: ["notifications", "unread"],
  queryFn: ({ signal }) =>
    listening.ask(
      async () => (await unwrap(api.GET("/notifications", { params: { query: { limit: 1 } }, signal }))).unread,
      (unread) => unread,
    ),
  refetchInterval: () => listening.pause(),
});
