import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";

import { useDebounced } from "../../components/useDebounced";
import type { HistoryFilter } from "./queries";
import { statuses } from "./types";

const PAUSE_MILLISECONDS = 250;

/** The history's filter; it lives in the address, so that going back and sharing keep it. */
export function useHistoryFilter() {
  const [parameters, setParameters] = useSearchParams();
  const [typed, type] = useState(parameters.get("q") ?? "");
  const q = useDebounced(typed.trim(), PAUSE_MILLISECONDS);
  const status = statuses.find((name) => name === parameters.get("status")) ?? null;
  const settled: HistoryFilter = { q, status };
  useEffect(() => {
    setParameters((now) => changed(now, "q", q), { replace: true });
  }, [q, setParameters]);
  const pick = (name: string) => setParameters((now) => changed(now, "status", name), { replace: true });
  return { typed, type, settled, pick };
}

function changed(parameters: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(parameters);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}
