import { Problem } from "../../api/problem";

/** Runs `call`; when the API says that the password is wrong, says so at the field it was typed into. */
export async function blaming<Data>(field: string, message: string, call: Promise<Data>): Promise<Data> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "AUTH_INVALID_CREDENTIALS") throw error;
    throw new Problem(error.code, error.detail, error.status, { [field]: message });
  }
}
