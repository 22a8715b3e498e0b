import { recall, remember } from "../../app/device";

/**
 * The state of an analysis's upload: a tab of this browser sends the file, this tab has sent it, this device
 * interrupted it, or unknown (another device sends it, or this tab was reloaded after it was sent).
 */
export type UploadState = "sending" | "sent" | "interrupted" | "unknown";

const sending = new Set<string>();
const sent = new Set<string>();

const lockOf = (id: string) => `recoloca.upload.${id}`;

/**
 * Runs `send` and marks the upload for other tabs and later visits. A lock lives as long as this page; the item on the
 * device lives longer. An item without a lock is an interrupted upload.
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

/** The analysis whose upload was interrupted on this device; null without one. */
export async function interruptedUpload(): Promise<string | null> {
  const id = recall("upload");
  return id !== null && !(await isSending(id)) ? id : null;
}

/** Called after the API has deleted the analysis. */
export function forgetUpload(id: string): void {
  if (recall("upload") === id) remember("upload", null);
}

async function isSending(id: string): Promise<boolean> {
  if (sending.has(id)) return true;
  const { held = [] } = (await locks()?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(id));
}

/** The browser's locks. Browsers before 2022 have none: there, only this tab knows its uploads. */
function locks(): LockManager | undefined {
  return "locks" in navigator ? navigator.locks : undefined;
}
