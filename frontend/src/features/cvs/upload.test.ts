import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Problem } from "../../api/problem";
import { MAXIMUM_BYTES, refusal, uploadCv } from "./upload";

describe("files that can be sent", () => {
  it.each([
    ["cv.pdf", 10, null],
    ["CV.DOCX", MAXIMUM_BYTES, null],
    ["cv.pdf", 0, "empty"],
    ["cv.txt", MAXIMUM_BYTES + 1, "tooLarge"],
    ["cv.exe", 10, "wrongType"],
    ["cv", 10, "wrongType"],
  ] as const)("%s of %s bytes: %s", (name, size, expected) => {
    expect(refusal({ name, size })).toBe(expected);
  });
});

/** A fake XMLHttpRequest. The test decides what the network does. */
class Post {
  static last: Post | null = null;
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  status = 0;
  url = "";
  body: FormData | null = null;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;

  constructor() {
    Post.last = this;
  }

  open(_method: string, url: string) {
    this.url = url;
  }

  send(body: FormData) {
    this.body = body;
  }

  abort() {
    this.onabort?.();
  }

  answer(status: number) {
    this.status = status;
    this.onload?.();
  }
}

const onWithdrawn = vi.fn();
const withdrawn = () => requests.filter(({ method }) => method === "DELETE").map(({ url }) => new URL(url).pathname);

const FILE = new File(["texto"], "cv.pdf");
const created = { analysis_id: "a1", status: "awaiting_upload", upload: { url: "/_uploads/b", fields: { key: "k" } } };
let requests: Request[] = [];
let answers: (request: Request) => Promise<Response>;

beforeEach(() => {
  requests = [];
  Post.last = null;
  vi.stubGlobal("XMLHttpRequest", Post);
  answers = () => Promise.resolve(Response.json(created));
  onWithdrawn.mockClear();
  vi.stubGlobal("fetch", (request: Request) => {
    requests.push(request);
    return answers(request);
  });
});

afterEach(() => vi.unstubAllGlobals());

async function started(signal = new AbortController().signal) {
  const fractions: number[] = [];
  const sending = uploadCv({
    file: FILE,
    jobDescription: "  ",
    language: "en",
    signal,
    onProgress: (fraction) => fractions.push(fraction),
    onWithdrawn,
  });
  const post = await vi.waitFor(() => {
    if (!Post.last?.body) throw new Error("not posted yet");
    return Post.last;
  });
  return { sending, fractions, post };
}

describe("sending a CV", () => {
  it("registers the file, posts it and reports the progress", async () => {
    const { sending, fractions, post } = await started();
    post.upload.onprogress?.({ loaded: 1, total: 4 });
    post.answer(204);
    await expect(sending).resolves.toBe("a1");
    expect(fractions).toEqual([0.25]);
    expect(post.url).toBe("/_uploads/b");
    expect([...(post.body?.keys() ?? [])]).toEqual(["key", "file"]);
    const [announcement] = requests;
    expect(announcement?.headers.get("Idempotency-Key")).toBeTruthy();
    await expect(announcement?.json()).resolves.toEqual({
      file_name: "cv.pdf",
      content_type: "application/pdf",
      size: 5,
      language: "en",
    });
  });

  it("stops when cancelled", async () => {
    const controller = new AbortController();
    const { sending } = await started(controller.signal);
    controller.abort();
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
    await vi.waitFor(() => expect(onWithdrawn).toHaveBeenCalledTimes(1));
    expect(withdrawn()).toEqual(["/api/cv/analysis/a1"]);
  });

  it("posts nothing when cancelled during the registration", async () => {
    const controller = new AbortController();
    let answer: (response: Response) => void = () => undefined;
    answers = () => new Promise((resolve) => (answer = resolve));
    const sending = uploadCv({
      file: FILE,
      jobDescription: "",
      language: "en",
      signal: controller.signal,
      onProgress: () => undefined,
      onWithdrawn,
    });
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    controller.abort();
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
    expect(Post.last).toBeNull();
    answers = () => Promise.resolve(Response.json({}));
    answer(Response.json(created));
    await vi.waitFor(() => expect(onWithdrawn).toHaveBeenCalledTimes(1));
    expect(withdrawn()).toEqual(["/api/cv/analysis/a1"]);
  });

  it("reports a refusal of the storage and a missing network", async () => {
    const refused = await started();
    refused.post.answer(403);
    await expect(refused.sending).rejects.toMatchObject({ code: "UPLOAD_REFUSED", status: 403 });
    Post.last = null;
    const lost = await started();
    lost.post.onerror?.();
    await expect(lost.sending).rejects.toBeInstanceOf(Problem);
  });

  it("withdraws the analysis when the file did not arrive", async () => {
    const lost = await started();
    answers = () => Promise.reject(new TypeError("no network"));
    lost.post.onerror?.();
    await expect(lost.sending).rejects.toBeInstanceOf(Problem);
    await vi.waitFor(() => expect(withdrawn()).toHaveLength(1));
    expect(onWithdrawn).not.toHaveBeenCalled();
    answers = () => Promise.resolve(Response.json(created));
    Post.last = null;
    const again = await started();
    expect(requests.slice(-2).map(({ method }) => method)).toEqual(["DELETE", "POST"]);
    again.post.answer(204);
    await expect(again.sending).resolves.toBe("a1");
    expect(withdrawn()).toHaveLength(2);
  });
});
