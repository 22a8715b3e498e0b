import createClient from "openapi-fetch";

import { currentLanguage } from "../i18n/language";
import { conditionalFetch } from "./conditional";
import { problemFrom, unreachable } from "./problem";
import type { paths } from "./schema";
import { accessOwner, accessToken, renewAccess } from "./tokens";

/**
 * Sends with the access token. After a 401 it renews the token and sends once more, unless the new session belongs to
 * another person.
 */
async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const owner = accessOwner();
  const response = await send(request);
  if (response.status !== 401 || accessToken() === null || (await isWrongPassword(response))) return response;
  const renewed = await renewAccess();
  return renewed?.user.id === owner ? send(again) : response;
}

/** Whether a 401 is about the password in the request. A new token would not help then. */
async function isWrongPassword(response: Response): Promise<boolean> {
  const body: unknown = await response.clone().json().catch(() => null);
  return problemFrom(body, response.status).code === "AUTH_INVALID_CREDENTIALS";
}

async function send(request: Request): Promise<Response> {
  const token = accessToken();
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  request.headers.set("Accept-Language", currentLanguage());
  // With this header the API sets the refresh token as a cookie that scripts cannot read.
  request.headers.set("X-Client", "browser");
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

interface ApiResult<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The data of a successful response.
 *
 * @throws {Problem} for every other response.
 */
export async function unwrap<Data>(call: Promise<ApiResult<Data>>): Promise<NonNullable<Data>> {
  const { data, response } = await settle(call);
  if (data === undefined || data === null) throw problemFrom(null, response.status);
  return data;
}

/** Like `unwrap`, for responses without a body (204). */
export async function done(call: Promise<ApiResult<unknown>>): Promise<void> {
  await settle(call);
}

async function settle<Data>(call: Promise<ApiResult<Data>>): Promise<ApiResult<Data>> {
  const result = await call;
  if (!result.response.ok) throw problemFrom(result.error, result.response.status);
  return result;
}
