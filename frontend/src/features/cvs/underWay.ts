import { recall, remember } from "../../app/device";

/**
 * Where the file of an analysis is: on its way from a tab of this browser, sent by this tab, cut off on this device
 * before it was whole, or unknown (another device sends it, or this tab was loaded after it was sent).
 */
export type UploadState = "sending" | "sent" | "interrupted" | "unknown";

const sending = new Set<string>();
const sent = new Set<string>();

const lockOf = (id: string) => `recoloca.upload.${id}`;

/**
 * Runs `send` and lets other tabs and later visits know of it: a lock lives as long as this page, the device's memory
 * outlives it. What is remembered without a lock was interrupted.
 */
export async function whileSending(id: string, send: () => Promise<void>): Promise<void> {
  const tracked = async () => {
    try {
      await send();
      sent.add(id);
    } finally {
      sending.delete(id);
      if (recall("upload") === id) remember("upload", null);
    }
  };
  sending.add(id);
  remember("upload", id);
  if (locks()) await navigator.locks.request(lockOf(id), tracked);
  else await tracked();
}

export async function uploadState(id: string): Promise<UploadState> {
  if (sent.has(id)) return "sent";
  if (await isSending(id)) return "sending";
  return recall("upload") === id ? "interrupted" : "unknown";
}

/** The analysis whose upload was interrupted on this device; null when there is none. */
export async function interruptedUpload(): Promise<string | null> {
  const id = recall("upload");
  return id !== null && !(await isSending(id)) ? id : null;
}

/** Called once the API has forgotten the analysis. */
export function forgetUpload(id: string): void {
  if (recall("upload") === id) remember("upload", null);
}

async function isSending(id: string): Promise<boolean> {
  if (sending.has(id)) return true;
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(id));
}

/** Browsers before 2022 have none: there, only this tab knows what it sends. */
function locks(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}
