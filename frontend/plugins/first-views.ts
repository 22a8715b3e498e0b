import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { Rolldown } from "vite";

/** Shown to whoever has no session: the page itself. In both themes where a picture differs. */
const PAGES = [
  { path: "/", themes: ["light", "dark"] },
  { path: "/login", themes: ["light"] },
  { path: "/register", themes: ["light"] },
];

/** Shown to who has one, until it is renewed and the data is there: the frame and the page's outline. */
const OUTLINES = ["/dashboard", "/cv-analysis", "/cv-analysis/:id", "/ai-coach"];

export interface FirstView {
  kind: "page" | "outline";
  /** What the path must match. */
  pattern: string;
  language: string;
  /** Absent where both themes share the markup. */
  theme?: string;
  html: string;
}

interface Drawer {
  draw: (path: string) => Promise<string>;
}

/** The HTML of each view that `boot.js` draws before the app is there. */
export async function firstViews(): Promise<FirstView[]> {
  const folder = mkdtempSync(join(tmpdir(), "recoloca-first-views-"));
  try {
    const file = pathToFileURL(join(folder, "prerender.mjs")).href;
    writeFileSync(join(folder, "prerender.mjs"), await bundled());
    return [...(await pages(file)), ...(await outlines(file))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function pages(file: string): Promise<FirstView[]> {
  const views: FirstView[] = [];
  for (const { path, themes } of PAGES) {
    for (const language of ["pt-BR", "en"]) {
      for (const theme of themes) {
        const html = await drawn(file, path, { language, theme, signedIn: false });
        views.push({ kind: "page", pattern: `^${path}$`, language, ...(themes.length > 1 ? { theme } : {}), html });
      }
    }
  }
  return views;
}

async function outlines(file: string): Promise<FirstView[]> {
  const views: FirstView[] = [];
  for (const path of OUTLINES) {
    for (const language of ["pt-BR", "en"]) {
      const html = await drawn(file, path.replace(":id", "1"), { language, theme: "light", signedIn: true });
      views.push({ kind: "outline", pattern: `^${path.replace(":id", "(?!new$)[^/]+")}$`, language, html });
    }
  }
  return views;
}

interface Visitor {
  language: string;
  theme: string;
  signedIn: boolean;
}

/** Draws for a visitor whose browser is what the app reads of it: the root element and the storage. */
async function drawn(file: string, path: string, { language, theme, signedIn }: Visitor): Promise<string> {
  const storage = { getItem: (key: string) => (signedIn && key === "recoloca.signed-in" ? "yes" : null) };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  const root = { lang: language, dataset: { theme } };
  Object.defineProperty(globalThis, "document", { value: { documentElement: root }, configurable: true });
  try {
    const { draw } = (await import(`${file}?${String(signedIn)}`)) as Drawer; // the session is read once, on import
    return await draw(path);
  } finally {
    Reflect.deleteProperty(globalThis, "localStorage");
    Reflect.deleteProperty(globalThis, "document");
  }
}

/** `src/prerender.tsx` and all it needs, in one module. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    root: fileURLToPath(new URL("..", import.meta.url)),
    logLevel: "error",
    plugins: [react()],
    define: { "process.env.NODE_ENV": '"production"' },
    ssr: { noExternal: true },
    build: {
      ssr: "src/prerender.tsx",
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const { output } = made as Rolldown.RolldownOutput;
  const chunk = output.find((item) => item.type === "chunk");
  if (!chunk) throw new Error("src/prerender.tsx was not built");
  return chunk.code;
}
