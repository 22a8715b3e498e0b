import { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { api, done } from "../api/client";
import { Problem } from "../api/problem";
import { keepAccess, renewAccess, whenSessionIsLost } from "../api/tokens";
import type { Tokens } from "../api/tokens";
import { recall, remember } from "./device";

export type User = Tokens["user"];

export type Session =
  | { readonly status: "unknown" }
  | { readonly status: "anonymous" }
  | { readonly status: "signed-in"; readonly user: User };

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
    },
  },
});

let session: Session = recall("signed-in") === null ? { status: "anonymous" } : { status: "unknown" };
const listeners = new Set<() => void>();

function become(next: Session): void {
  session = next;
  remember("signed-in", next.status === "signed-in" ? "yes" : null);
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, () => session, () => session);
}

export function signIn(tokens: Tokens): void {
  queries.clear();
  keepAccess(tokens);
  become({ status: "signed-in", user: tokens.user });
}

/** What the person changed about themselves, for everything that shows it. */
export function keepUser(user: User): void {
  if (session.status === "signed-in") become({ status: "signed-in", user });
}

/** Called when a mailed link has confirmed the address. */
export function markVerified(): void {
  if (session.status === "signed-in") keepUser({ ...session.user, email_verified: true });
}

export async function signOut(): Promise<void> {
  await done(api.POST("/auth/logout")).catch(() => undefined); // signing out of this device must always work
  forgetSession();
}

export function forgetSession(): void {
  keepAccess(null);
  queries.clear();
  become({ status: "anonymous" });
}

whenSessionIsLost(forgetSession);

/** Takes up the session that the refresh cookie carries, if this device has signed in before. */
export async function resumeSession(): Promise<void> {
  if (session.status !== "unknown") return;
  try {
    const tokens = await renewAccess();
    if (tokens) become({ status: "signed-in", user: tokens.user });
  } catch {
    session = { status: "anonymous" }; // the API is away: the mark stays, so that the next visit tries again
    listeners.forEach((listener) => listener());
  }
}
