import { Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearch, useSearchParams } from "wouter";

import { Skeleton } from "../components/Skeleton";
import { ErrorBoundary } from "./ErrorBoundary";
import { NotFoundPage } from "./NotFoundPage";
import { pages } from "./routes";
import type { Page } from "./routes";
import { useSession } from "./session";
import { Shell } from "./Shell";

export function App() {
  const [location] = useLocation();
  return (
    <Shell>
      <ErrorBoundary key={location}>
        <Switch>
          {pages.map((page) => (
            <Route key={page.path} path={page.path}>
              <Guarded page={page} />
            </Route>
          ))}
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </ErrorBoundary>
    </Shell>
  );
}

function Guarded({ page }: { page: Page }) {
  const session = useSession();
  const [location] = useLocation();
  const search = useSearch();
  const [parameters] = useSearchParams();
  if (page.audience !== "everyone" && session.status === "unknown") return <Skeleton kind={page.skeleton} />;
  if (page.audience === "signed-in" && session.status === "anonymous") {
    const wanted = search ? `${location}?${search}` : location;
    return <Redirect to={session.left ? "/login" : `/login?next=${encodeURIComponent(wanted)}`} replace />;
  }
  if (page.audience === "anonymous" && session.status === "signed-in") {
    const first = page.path === "/register" ? "/onboarding" : "/dashboard";
    return <Redirect to={inner(parameters.get("next")) ?? first} replace />;
  }
  return (
    <Suspense fallback={<Skeleton kind={page.skeleton} />}>
      <page.component />
    </Suspense>
  );
}

/** Only a path of this site may be the next page: an address of another site could be an attack. */
function inner(next: string | null): string | null {
  return next && /^\/(?![/\\])/.test(next) ? next : null;
}
