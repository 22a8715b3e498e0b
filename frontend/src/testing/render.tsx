import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { Route, Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import { queries } from "../app/session";

/** Renders `element` at `path`, whose parameters `pattern` names. `path()` returns the current path. */
export function show(element: ReactElement, path = "/", pattern?: string) {
  const { hook, searchHook, history } = memoryLocation({ path, record: true });
  const { queries: asked, ...others } = queries.getDefaultOptions();
  const client = new QueryClient({ defaultOptions: { ...others, queries: { ...asked, retry: false, staleTime: 0 } } });
  const page = render(
    <QueryClientProvider client={client}>
      <Router hook={hook} searchHook={searchHook}>
        {pattern ? <Route path={pattern}>{element}</Route> : element}
      </Router>
    </QueryClientProvider>,
  );
  return { ...page, path: () => history.at(-1) };
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}
