import createClient from "openapi-fetch";

import { currentLanguage } from "../i18n/language";
import { conditionalFetch } from "./conditional";
import { problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";
import { accessOwner, accessToken, renewAccess } from "./tokens";

/** Sends with the access token; when it has run out, renews it once and sends again, unless it is somebody else's now. */
async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const owner = accessOwner();
  const response = await send(request);
  if (response.status !== 401 || accessToken() === null || (await isWrongPassword(response))) return response;
  const renewed = await renewAccess();
  return renewed?.user.id === owner ? send(again) : response;
}

/** A 401 that speaks of the password typed in, not of the session: a new token would not help. */
async function isWrongPassword(response: Response): Promise<boolean> {
  const body: unknown = await response.clone().json().catch(() => null);
  return problemFrom(body, response.status).code === "AUTH_INVALID_CREDENTIALS";
}

async function send(request: Request): Promise<Response> {
  const token = accessToken();
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  request.headers.set("Accept-Language", currentLanguage());
  request.headers.set("X-Client", "browser"); // the refresh token then comes as a cookie that scripts cannot read
  try {
    return await conditionalFetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

/** The API, typed by `docs/openapi.json`. */
export const api = createClient<paths>({
  baseUrl: new URL("/api", typeof window === "undefined" ? "http://localhost" : window.location.origin).href,
  fetch: authorizedFetch,
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The data of a successful answer.
 *
 * @throws {Problem} for every other answer.
 */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, response } = await settle(call);
  if (data === undefined || data === null) throw problemFrom(null, response.status);
  return data;
}

/** As `unwrap`, for answers without a body (204). */
export async function done(call: Promise<Answer<unknown>>): Promise<void> {
  await settle(call);
}

async function settle<Data>(call: Promise<Answer<Data>>): Promise<Answer<Data>> {
  const answer = await call;
  if (!answer.response.ok) throw problemFrom(answer.error, answer.response.status);
  return answer;
}
