import { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

import { api, done } from "../api/client";
import { forgetResponses } from "../api/conditional";
import { Problem } from "../api/problem";
import { keepAccess, renewAccess, whenSessionIsAnothers, whenSessionIsLost } from "../api/tokens";
import type { Tokens } from "../api/tokens";
import { setLanguage } from "../i18n/language";
import { recall, remember, whenChangedElsewhere } from "./device";
import { reloadApp } from "./reloadApp";

export type User = Tokens["user"];

export type Session =
  | { readonly status: "unknown" }
  /** `left` when the person ended the session: after the next login they need not return to the same page. */
  | { readonly status: "anonymous"; readonly left?: boolean }
  | { readonly status: "signed-in"; readonly user: User };

function mayHelp(failures: number, error: Error): boolean {
  const final = error instanceof Problem && (error.code === "OFFLINE" || (error.status >= 400 && error.status < 500));
  return failures < 2 && !final;
}

export const queries = new QueryClient({
  defaultOptions: {
    // Without a connection a request fails at once with a reason, and does not wait silently.
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

/** Shows a changed profile everywhere in the app. */
export function keepUser(user: User): void {
  if (session.status === "signed-in") become({ status: "signed-in", user });
}

/** Called when a mailed link has confirmed the address. */
export function markVerified(): void {
  if (session.status === "signed-in") keepUser({ ...session.user, email_verified: true });
}

let leaving = false;

export async function signOut(): Promise<void> {
  leaving = true; // the person leaves even when the API finds that the session is already over
  await done(api.POST("/auth/logout")).catch(() => undefined); // the person must always be able to sign out of this device
  leaving = false;
  endSession();
}

/** Forgets the person after they ended the session: here, in another tab, or on all devices at once. */
export function endSession(): void {
  forget({ status: "anonymous", left: true });
}

/** Forgets the person when their session could not be renewed. After the next login they return to the same page. */
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

/** Forgets the person when another tab signs in another person. */
export function watchOtherTabs(): void {
  whenSessionIsAnothers(reloadApp);
  whenChangedElsewhere("signed-in", (user) => {
    if (session.status !== "signed-in" || user === session.user.id) return;
    if (user === null) endSession();
    else reloadApp();
  });
}

/** Continues the session of the refresh cookie, if this device has signed in before. */
export async function resumeSession(): Promise<void> {
  if (session.status !== "unknown") return;
  try {
    const tokens = await renewAccess();
    if (tokens) become({ status: "signed-in", user: tokens.user });
  } catch {
    // The API does not answer; the item stays on the device, so that the next visit tries again.
    session = { status: "anonymous" };
    listeners.forEach((listener) => listener());
  }
}
