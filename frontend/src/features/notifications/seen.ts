import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import type { components } from "../../api/schema";

type Kind = components["schemas"]["Notification"]["kind"];

/**
 * Marks as read the notifications of `kinds` that lead to `link`, because this page shows their subject. Does nothing
 * while `seen` is false. The page does not wait for the code that this needs.
 */
export function useSeen(kinds: readonly Kind[], link: string, seen: boolean): void {
  const client = useQueryClient();
  const wanted = kinds.join(" ");
  useEffect(() => {
    if (!seen) return;
    const marked = import("./markRead").then(({ markRead }) => markRead(client, wanted.split(" "), link));
    marked.catch(() => undefined); // after a failure the bell still counts them
  }, [client, wanted, link, seen]);
}
