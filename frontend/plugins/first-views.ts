import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import react from "@vitejs/plugin-react";
import { build } from "vite";
import type { Rolldown } from "vite";

/**
 * The pages that are drawn for visitors without a session. A page whose picture depends on the theme is drawn in both.
 */
const PAGES = [
  { path: "/", themes: ["light", "dark"] },
  { path: "/login", themes: ["light"] },
  { path: "/register", themes: ["light"] },
];

/**
 * For visitors with a session: only the frame and the outline of the page, until the session and the data are there.
 */
const OUTLINES = ["/dashboard", "/cv-analysis", "/cv-analysis/:id", "/ai-coach"];

export interface FirstView {
  kind: "page" | "outline";
  /** A regular expression for the path. */
  pattern: string;
  language: string;
  /** Absent when both themes have the same markup. */
  theme?: string;
  html: string;
}

interface Drawer {
  draw: (path: string) => Promise<string>;
}

/** The HTML of each view that `boot.js` draws before the app has loaded. */
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

/** Draw a page for one kind of visitor: the app reads the root element and the storage of this simulated browser. */
async function drawn(file: string, path: string, { language, theme, signedIn }: Visitor): Promise<string> {
  const storage = { getItem: (key: string) => (signedIn && key === "recoloca.signed-in" ? "yes" : null) };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  const root = { lang: language, dataset: { theme } };
  Object.defineProperty(globalThis, "document", { value: { documentElement: root }, configurable: true });
  try {
    const { draw } = (await import(`${file}?${String(signedIn)}`)) as Drawer; // the module reads the session at its import
    return await draw(path);
  } finally {
    Reflect.deleteProperty(globalThis, "localStorage");
    Reflect.deleteProperty(globalThis, "document");
  }
}

/** `src/prerender.tsx` and its imports as one module. */
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
