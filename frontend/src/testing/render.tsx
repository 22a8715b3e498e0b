import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

/** `element` where the app would show it: at `path`, whose parameters `pattern` names. */
export function show(element: ReactElement, path = "/", pattern?: string) {
  const { hook, searchHook } = memoryLocation({ path });
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Router hook={hook} searchHook={searchHook}>
        {pattern ? <Route path={pattern}>{element}</Route> : element}
      </Router>
    </QueryClientProvider>,
  );
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}
