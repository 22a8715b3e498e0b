import { currentLanguage } from "../i18n/language";
import type { components } from "./schema";

export type Tokens = components["schemas"]["Session"];

/** A 429 does not tell whether the session is valid: the page asks again later. */
const TOO_MANY = 429;

let token: string | null = null;
let owner: string | null = null;
let renewal: Promise<Tokens | null> | null = null;
let onLost: () => void = () => undefined;
let onOther: () => void = () => undefined;

/** The access token is in memory only. The refresh token is a cookie that scripts cannot read. */
export function accessToken(): string | null {
  return token;
}

export function keepAccess(tokens: Tokens | null): void {
  token = tokens?.access_token ?? null;
  owner = tokens?.user.id ?? null;
}

/** The id of the access token's user. */
export function accessOwner(): string | null {
  return owner;
}

/** Sets the function to call when the session cannot be renewed any more. */
export function whenSessionIsLost(callback: () => void): void {
  onLost = callback;
}

/** Sets the function to call when the refresh cookie belongs to another user: another tab signed out and in again. */
export function whenSessionIsAnothers(callback: () => void): void {
  onOther = callback;
}

/** Gets a new access token with the refresh cookie. Calls at the same time share one request. */
export function renewAccess(): Promise<Tokens | null> {
  renewal ??= requestRenewal().finally(() => {
    renewal = null;
  });
  return renewal;
}

declare global {
  interface Window {
    /** The response to the renewal that `boot.js` requested before the app had loaded. */
    recolocaRenewal?: Promise<Response> | undefined;
  }
}

/** The response to the renewal that `boot.js` requested, or to a new one. */
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
