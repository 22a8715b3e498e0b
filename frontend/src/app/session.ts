import { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { api, done } from "../api/client";
import { Problem } from "../api/problem";
import { keepAccess, renewAccess, whenSessionIsAnothers, whenSessionIsLost } from "../api/tokens";
import type { Tokens } from "../api/tokens";
import { setLanguage } from "../i18n/language";
import { recall, remember, whenChangedElsewhere } from "./device";
import { startAgain } from "./startAgain";

export type User = Tokens["user"];

export type Session =
  | { readonly status: "unknown" }
  | { readonly status: "anonymous" }
  | { readonly status: "signed-in"; readonly user: User };

function mayHelp(failures: number, error: Error): boolean {
  const final = error instanceof Problem && (error.code === "OFFLINE" || (error.status >= 400 && error.status < 500));
  return failures < 2 && !final;
}

export const queries = new QueryClient({
  defaultOptions: {
    // Without a connection nothing waits in silence: what is asked for fails, and says why.
    queries: { networkMode: "always", refetchOnReconnect: true, staleTime: 15_000, retry: mayHelp },
    mutations: { networkMode: "always" },
  },
});

let session: Session = recall("signed-in") === null ? { status: "anonymous" } : { status: "unknown" };
const listeners = new Set<() => void>();

function become(next: Session): void {
  session = next;
  remember("signed-in", next.status === "signed-in" ? next.user.id : null);
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
  setLanguage(tokens.user.language);
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

/** Nothing of one person may stay where another has signed in, in this tab or in another one of this browser. */
export function watchOtherTabs(): void {
  whenSessionIsAnothers(startAgain);
  whenChangedElsewhere("signed-in", (user) => {
    if (session.status !== "signed-in" || user === session.user.id) return;
    if (user === null) forgetSession();
    else startAgain();
  });
}

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
