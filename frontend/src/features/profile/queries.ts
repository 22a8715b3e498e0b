import { queryOptions } from "@tanstack/react-query";

import { api, unwrap } from "../../api/client";
import type { paths } from "../../api/schema";

export type Profile = paths["/users/profile"]["get"]["responses"][200]["content"]["application/json"];

export const profileKey = ["profile"] as const;

/** The person's own profile, with the rest of their quotas. */
export const profileQuery = queryOptions({
  queryKey: profileKey,
  queryFn: ({ signal }) => unwrap(api.GET("/users/profile", { signal })),
});
