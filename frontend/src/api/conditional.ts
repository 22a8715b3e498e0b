const MOST_KEPT = 20;

interface Kept {
  etag: string;
  response: Response;
}

const kept = new Map<string, Kept>();

/**
 * `fetch` with a cache: a repeated GET sends `If-None-Match`, and a 304 response is answered from the copy in memory.
 * The browser itself keeps no copy, because the API sends `no-store`.
 */
export async function conditionalFetch(request: Request): Promise<Response> {
  if (request.method !== "GET") return fetch(request);
  const key = `${request.headers.get("Accept-Language") ?? ""} ${request.url}`;
  const before = kept.get(key);
  if (before) request.headers.set("If-None-Match", before.etag);
  const response = await fetch(request);
  if (response.status === 304 && before) return before.response.clone();
  keep(key, response);
  return response;
}

/** Deletes all copies when the session ends, because another person may use this page next. */
export function forgetResponses(): void {
  kept.clear();
}

function keep(key: string, response: Response): void {
  kept.delete(key);
  const etag = response.headers.get("ETag");
  if (!response.ok || etag === null) return;
  kept.set(key, { etag, response: response.clone() });
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}
