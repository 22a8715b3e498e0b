import { currentLanguage } from "../i18n/language";
import type { components } from "./schema";

export type Tokens = components["schemas"]["Session"];

/** Says nothing of the session: it is asked for again later. */
const TOO_MANY = 429;

let token: string | null = null;
let owner: string | null = null;
let renewal: Promise<Tokens | null> | null = null;
let onLost: () => void = () => undefined;
let onOther: () => void = () => undefined;

/** The access token lives in memory only; the refresh token is a cookie that scripts cannot read. */
export function accessToken(): string | null {
  return token;
}

export function keepAccess(tokens: Tokens | null): void {
  token = tokens?.access_token ?? null;
  owner = tokens?.user.id ?? null;
}

/** Whose access token it is. */
export function accessOwner(): string | null {
  return owner;
}

/** What to do when the session can no longer be renewed. */
export function whenSessionIsLost(callback: () => void): void {
  onLost = callback;
}

/** What to do when the refresh cookie has become somebody else's: another tab signed out and in again. */
export function whenSessionIsAnothers(callback: () => void): void {
  onOther = callback;
}

/** A new access token from the refresh cookie; however many ask at once, the API is asked once. */
export function renewAccess(): Promise<Tokens | null> {
  renewal ??= requestRenewal().finally(() => {
    renewal = null;
  });
  return renewal;
}

declare global {
  interface Window {
    /** The renewal that `boot.js` asked for before the app was there. */
    recolocaRenewal?: Promise<Response> | undefined;
  }
}

/** The answer to the renewal that is under way since the page began, or to a new one. */
async function askForRenewal(): Promise<Response> {
  const early = window.recolocaRenewal;
  window.recolocaRenewal = undefined;
  const headers = { "Accept-Language": currentLanguage(), "X-Client": "browser" };
  const ask = () => fetch("/api/auth/refresh", { method: "POST", headers });
  return early ? early.catch(ask) : ask();
}

async function requestRenewal(): Promise<Tokens | null> {
  const response = await askForRenewal();
  if (response.status >= 500 || response.status === TOO_MANY) {
    throw new Error(`refresh answered ${response.status}`);
  }
  const tokens = response.ok ? ((await response.json()) as Tokens) : null;
  const before = owner;
  keepAccess(tokens);
  if (tokens === null) onLost();
  else if (before !== null && tokens.user.id !== before) onOther();
  return tokens;
}
