import { readFileSync } from "node:fs";

import type { Rolldown } from "vite";

const ROUTES = new URL("../src/app/routes.ts", import.meta.url);
const ROUTE = /page\("([^"]+)",.*?import\("\.\.\/(features\/[^"]+)"\)/g;

/** Files that a page always loads a moment later. */
const ALSO: Readonly<Record<string, string>> = { "features/cvs/AnalysisPage": "features/cvs/result/FinishedAnalysis" };

export interface Ahead {
  /** The scripts that the entry loads after the first paint: the app itself. */
  app: string[];
  files: string[];
  /** For each path's pattern, the indices in `files` of the files that its page needs. In the order of the routes. */
  routes: [pattern: string, files: number[]][];
}

/**
 * The files that each page needs besides those in `index.html`, so that `boot.js` can load them at once.
 *
 * @throws when the format of `routes.ts` has changed.
 */
export function routesAhead(bundle: Rolldown.OutputBundle): Ahead {
  const chunks = Object.values(bundle).filter((item) => item.type === "chunk");
  const entry = filesOf(chunks.find((chunk) => chunk.isEntry), bundle);
  const app = [...new Set(filesOf(chunkOf(chunks, "start"), bundle))].filter((file) => !entry.includes(file));
  const named = new Set([...entry, ...app]);
  const files: string[] = [];
  const place = (file: string) => (files.includes(file) ? files.indexOf(file) : files.push(file) - 1);
  const routes = [...readFileSync(ROUTES, "utf8").matchAll(ROUTE)].map(([, path = "", module = ""]) => {
    const needed = [module, ALSO[module]].flatMap((name) => filesOf(chunkOf(chunks, name), bundle));
    const pattern = `^${path.replace(/:\w+/g, "[^/]+")}$`;
    return [pattern, [...new Set(needed)].filter((file) => !named.has(file)).map(place)] as [string, number[]];
  });
  if (routes.length === 0) throw new Error("plugins/routes-ahead.ts cannot read src/app/routes.ts");
  return { app, files, routes };
}

function chunkOf(chunks: readonly Rolldown.OutputChunk[], module: string | undefined): Rolldown.OutputChunk | undefined {
  if (!module) return undefined;
  return chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${module}.tsx`));
}

/** The file of a chunk and the files that it imports. */
function filesOf(chunk: Rolldown.OutputChunk | undefined, bundle: Rolldown.OutputBundle): string[] {
  if (!chunk) return [];
  const imported = chunk.imports.flatMap((name) => {
    const found = bundle[name];
    return found?.type === "chunk" ? filesOf(found, bundle) : [];
  });
  return [chunk.fileName, ...imported];
}
