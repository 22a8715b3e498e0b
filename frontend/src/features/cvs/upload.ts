import { api, done, unwrap } from "../../api/client";
import { Problem, unreachable } from "../../api/problem";
import type { Language } from "../../i18n/language";
import { forgetUpload, interruptedUpload, whileSending } from "./underWay";

export const MAXIMUM_BYTES = 10 * 1024 * 1024;

const contentTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  txt: "text/plain",
};

export const ACCEPTED = ".pdf,.docx,.txt";

export type Refusal = "empty" | "tooLarge" | "wrongType";

/** The reason why a file cannot be sent, known before anything is sent; null when it can be sent. */
export function refusal(file: Pick<File, "name" | "size">): Refusal | null {
  if (!contentTypeOf(file.name)) return "wrongType";
  if (file.size === 0) return "empty";
  return file.size > MAXIMUM_BYTES ? "tooLarge" : null;
}

function contentTypeOf(name: string): string | undefined {
  return contentTypes[name.split(".").at(-1)?.toLowerCase() ?? ""];
}

interface Upload {
  file: File;
  jobDescription: string;
  language: Language;
  signal: AbortSignal;
  onProgress: (fraction: number) => void;
  /** Called when the API has deleted the analysis of an upload that failed or was cancelled. */
  onWithdrawn: () => void;
}

/** Registered analyses whose file did not arrive. Each uses one analysis of the person's monthly quota. */
const unsent = new Set<string>();

/** Deletes an analysis whose file did not arrive, so that it does not use the quota. */
export async function withdraw(id: string): Promise<void> {
  unsent.add(id);
  try {
    await done(api.DELETE("/cv/analysis/{id}", { params: { path: { id } } }));
  } catch (error) {
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
  unsent.delete(id);
  forgetUpload(id);
}

/**
 * Registers the analysis, then posts the file to the storage.
 *
 * After a failure or a cancellation it withdraws the analysis. If that fails too, the next upload withdraws it first.
 *
 * @returns the analysis's identifier.
 * @throws {Problem} when the API or the storage refuses, or the network fails.
 * @throws {DOMException} `AbortError` when `signal` aborts.
 */
export async function uploadCv(upload: Upload): Promise<string> {
  const { file, signal, onProgress, onWithdrawn } = upload;
  await orAborted(withdrawLeftovers(), signal);
  const announced = announce(upload);
  try {
    const { analysis_id, upload: permission } = await orAborted(announced, signal);
    if (permission) await whileSending(analysis_id, () => post(permission, file, signal, onProgress));
    return analysis_id;
  } catch (error) {
    void announced.then(({ analysis_id }) => withdraw(analysis_id)).then(onWithdrawn, () => undefined);
    throw error;
  }
}

/**
 * Withdraws the analyses of failed uploads, also of an earlier visit. The latter only while the API waits for its
 * file.
 */
async function withdrawLeftovers(): Promise<void> {
  const interrupted = await interruptedUpload();
  if (interrupted !== null && (await isAwaited(interrupted))) unsent.add(interrupted);
  await Promise.allSettled([...unsent].map(withdraw));
}

async function isAwaited(id: string): Promise<boolean> {
  const found = await unwrap(api.GET("/cv/analysis/{id}", { params: { path: { id } } })).catch(() => null);
  return found?.status === "awaiting_upload";
}

/** Registers the analysis. This request is never aborted: only its response names the analysis to withdraw. */
function announce({ file, jobDescription, language }: Upload) {
  return unwrap(
    api.POST("/cv/upload", {
      body: {
        file_name: file.name,
        content_type: contentTypeOf(file.name) ?? file.type,
        size: file.size,
        language,
        ...(jobDescription.trim() ? { job_description: jobDescription.trim() } : {}),
      },
      headers: { "Idempotency-Key": crypto.randomUUID() },
    }),
  );
}

function aborted(): DOMException {
  return new DOMException("The upload was cancelled", "AbortError");
}

function orAborted<Value>(wanted: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(aborted());
    signal.addEventListener("abort", () => reject(aborted()), { once: true });
    wanted.then(resolve, reject);
  });
}

/** Posts the file with an XMLHttpRequest, because `fetch` does not report the progress of a body. */
function post(
  { url, fields }: { url: string; fields: Record<string, string> },
  file: File,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new Problem("UPLOAD_REFUSED", null, request.status));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(aborted());
    request.onloadend = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    request.open("POST", url);
    request.send(form);
  });
}
