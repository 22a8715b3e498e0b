import { Problem } from "../../api/problem";

/**
 * Waits for `call`.
 *
 * @throws {Problem} with `message` as the error of `field` when the API rejects the password in the request.
 */
export async function withPasswordError<Data>(field: string, message: string, call: Promise<Data>): Promise<Data> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "AUTH_INVALID_CREDENTIALS") throw error;
    throw new Problem(error.code, error.detail, error.status, { [field]: message });
  }
}
