import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";

import type { HistoryFilter } from "./historyQueries";
import { statuses } from "./types";

const PAUSE_MILLISECONDS = 250;

/** The filter of the history. It is in the address, so that "back" and shared links keep it. */
export function useHistoryFilter() {
  const [parameters, setParameters] = useSearchParams();
  const q = parameters.get("q") ?? "";
  const status = statuses.find((name) => name === parameters.get("status")) ?? null;
  const settled: HistoryFilter = { q, status };
  /**
   * The typed text, and the search word in the address when it was typed. It counts only while that word is unchanged.
   */
  const [draft, setDraft] = useState({ text: q, over: q });
  useEffect(() => {
    const word = draft.text.trim();
    if (word === draft.over) return undefined;
    const timer = setTimeout(() => {
      setDraft({ text: draft.text, over: word });
      setParameters((now) => changed(now, "q", word), { replace: true });
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [draft, setParameters]);
  return {
    typed: q === draft.over || q === draft.text.trim() ? draft.text : q,
    type: (text: string) => setDraft({ text, over: q }),
    settled,
    pick: (name: string) => setParameters((now) => changed(now, "status", name), { replace: true }),
  };
}

function changed(parameters: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(parameters);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}
