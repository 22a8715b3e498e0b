import { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { api, done } from "../api/client";
import { forgetResponses } from "../api/conditional";
import { Problem } from "../api/problem";
import { keepAccess, renewAccess, whenSessionIsAnothers, whenSessionIsLost } from "../api/tokens";
import type { Tokens } from "../api/tokens";
import { setLanguage } from "../i18n/language";
import { recall, remember, whenChangedElsewhere } from "./device";
import { startAgain } from "./startAgain";

export type User = Tokens["user"];

export type Session =
  | { readonly status: "unknown" }
  /** `left` when the person ended the session: the page that they were on is not where they want to return to. */
  | { readonly status: "anonymous"; readonly left?: boolean }
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
  forgetResponses();
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

let leaving = false;

export async function signOut(): Promise<void> {
  leaving = true; // a session that turns out to be over already was ended by the person all the same
  await done(api.POST("/auth/logout")).catch(() => undefined); // signing out of this device must always work
  leaving = false;
  endSession();
}

/** Forgets the person, who ended the session: here, in another tab, or on every device at once. */
export function endSession(): void {
  forget({ status: "anonymous", left: true });
}

/** Forgets the person whose session could not be renewed: after the next login they return to the same page. */
function loseSession(): void {
  forget({ status: "anonymous", left: leaving });
}

function forget(next: Session): void {
  keepAccess(null);
  forgetResponses();
  queries.clear();
  become(next);
}

whenSessionIsLost(loseSession);

/** Nothing of one person may stay where another has signed in, in this tab or in another one of this browser. */
export function watchOtherTabs(): void {
  whenSessionIsAnothers(startAgain);
  whenChangedElsewhere("signed-in", (user) => {
    if (session.status !== "signed-in" || user === session.user.id) return;
    if (user === null) endSession();
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
