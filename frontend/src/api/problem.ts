/** An error response of the API: RFC 9457 with the API's stable `code`. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly code: string,
    /** A sentence for the person, in their language; null when the API could not be reached. */
    readonly detail: string | null,
    readonly status: number,
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? code);
  }
}

interface ProblemBody {
  code?: unknown;
  detail?: unknown;
  errors?: unknown;
}

export function problemFrom(body: unknown, status: number): Problem {
  const { code, detail, errors } = (typeof body === "object" && body !== null ? body : {}) as ProblemBody;
  return new Problem(
    typeof code === "string" ? code : status === 404 ? "NOT_FOUND" : "SERVICE_UNAVAILABLE",
    typeof detail === "string" ? detail : null,
    status,
    fieldMessages(errors),
  );
}

function fieldMessages(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  const items = errors as { field?: unknown; message?: unknown }[];
  return Object.fromEntries(
    items.flatMap(({ field, message }) =>
      typeof field === "string" && typeof message === "string" ? [[field, message]] : [],
    ),
  );
}

/** The request got no response: there is no network, or the server does not answer. */
export function unreachable(): Problem {
  return new Problem(navigator.onLine ? "SERVICE_UNAVAILABLE" : "OFFLINE", null, 0);
}
