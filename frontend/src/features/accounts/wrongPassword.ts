import { Problem } from "../../api/problem";

/** Runs `call`. When the API rejects the password, it shows `message` at the password's field. */
export async function blaming<Data>(field: string, message: string, call: Promise<Data>): Promise<Data> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "AUTH_INVALID_CREDENTIALS") throw error;
    throw new Problem(error.code, error.detail, error.status, { [field]: message });
  }
}
