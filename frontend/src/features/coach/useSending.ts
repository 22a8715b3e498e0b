import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../../api/client";
import type { components } from "../../api/schema";
import { profileKey } from "../profile/queries";
import { sessionQuery, sessionsQuery } from "./queries";
import type { Session } from "./queries";

type Reply = components["schemas"]["Reply"];

/** A message that is being sent. A repeated message keeps its key, so that the API accepts it only once. */
export interface Outgoing {
  readonly key: string;
  readonly text: string;
}

/** A message that could not be sent, and the reason. */
export interface Unsent extends Outgoing {
  readonly error: Error;
}

export function withReply(session: Session, sent: Outgoing, reply: Reply, at: string): Session {
  return {
    ...session,
    updated_at: at,
    messages: [
      ...session.messages,
      { message_id: sent.key, role: "user", content: sent.text, suggestions: [], created_at: at },
      {
        message_id: reply.message_id,
        role: "coach",
        content: reply.reply,
        suggestions: reply.suggestions,
        created_at: at,
      },
    ],
  };
}

/** Sends the messages of a session, one at a time. A failed message stays: the person can send it again or edit it. */
export function useSending(id: string) {
  const [unsent, setUnsent] = useState<readonly Unsent[]>([]);
  const mutation = useSend(id, (message) => setUnsent((before) => [...before, message]));
  const discard = ({ key }: Outgoing) => setUnsent((before) => before.filter((message) => message.key !== key));
  return {
    outgoing: mutation.isPending ? mutation.variables : null,
    unsent,
    send: (text: string) => mutation.mutate({ key: crypto.randomUUID(), text: text.trim() }),
    again: ({ key, text }: Outgoing) => {
      if (mutation.isPending) return;
      discard({ key, text });
      mutation.mutate({ key, text });
    },
    discard,
  };
}

function useSend(id: string, onUnsent: (message: Unsent) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, text }: Outgoing) =>
      unwrap(
        api.POST("/ai-coach/session/{id}/message", {
          params: { path: { id } },
          body: { message: text },
          headers: { "Idempotency-Key": key },
        }),
      ),
    onSuccess: (reply, sent) => {
      const at = new Date().toISOString();
      client.setQueryData(sessionQuery(id).queryKey, (session) => session && withReply(session, sent, reply, at));
    },
    onError: (error, sent) => onUnsent({ ...sent, error }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: profileKey });
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey, refetchType: "none" });
    },
  });
}
