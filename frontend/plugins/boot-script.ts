import { readFileSync } from "node:fs";

import type { Plugin } from "vite";

import { firstViews } from "./first-views.ts";
import { routesAhead } from "./routes-ahead.ts";

const SOURCE = new URL("../src/boot.js", import.meta.url);

/** The places in `boot.js` that the end of the build fills: the first views, the pictures, the files to load ahead. */
const VIEWS = "const views = [];";
const PICTURES = "const pictures = {};";
const AHEAD = "const ahead = { app: [], files: [], routes: [] };";

/** The script's tag comes after this tag, because the script chooses the picture's width by the viewport. */
const VIEWPORT = /<meta\s+name="viewport"[^>]*>/;

/** The width of the picture on the page. It must equal `SIZES` in `features/landing/pictures.ts`. */
const SIZES = "(min-width: 64rem) 33rem, calc(100vw - 2rem)";

/**
 * Puts `src/boot.js` into the page's head as a blocking, hashed, external script.
 *
 * The theme and the language must be known before the first paint, and the Content-Security-Policy allows no
 * inline script.
 */
export function bootScript(): Plugin {
  let serving = false;
  return {
    name: "recoloca:boot-script",
    configResolved(config) {
      serving = config.command === "serve";
    },
    transformIndexHtml: {
      order: "post",
      handler(html, context) {
        const file = Object.values(context.bundle ?? {}).find((item) => item.fileName.includes("boot-"));
        const src = serving ? "/src/boot.js" : `/${file?.fileName ?? ""}`;
        if (!VIEWPORT.test(html)) throw new Error("index.html says nothing of the viewport");
        return html.replace(VIEWPORT, (meta) => `${meta}\n    <script src="${src}"></script>`);
      },
    },
    async generateBundle(_options, bundle) {
      const source = readFileSync(SOURCE, "utf8");
      const known: Readonly<Record<string, string>> = {
        [VIEWS]: `const views = ${JSON.stringify(await firstViews())};`,
        [PICTURES]: `const pictures = ${JSON.stringify(picturesOf(Object.keys(bundle)))};`,
        [AHEAD]: `const ahead = ${JSON.stringify(routesAhead(bundle))};`,
      };
      this.emitFile({ type: "asset", name: "boot.js", source: filled(source, known) });
    },
  };
}

function filled(source: string, known: Readonly<Record<string, string>>): string {
  return Object.entries(known).reduce((text, [place, value]) => {
    if (!text.includes(place)) throw new Error(`src/boot.js has no “${place}”`);
    return text.replace(place, () => value);
  }, source);
}

/** The files `result-pt-BR-dark-wide-880-<hash>.avif` of all widths, by language, theme and shape. */
function picturesOf(files: readonly string[]): Record<string, { imageSrcset: string; imageSizes: string }> {
  const sets = new Map<string, string[]>();
  for (const file of files) {
    const [, variant, width] = /result-([\w-]+?-(?:narrow|wide))-(\d+)-[\w-]+\.avif$/.exec(file) ?? [];
    if (variant && width) sets.set(variant, [...(sets.get(variant) ?? []), `/${file} ${width}w`]);
  }
  return Object.fromEntries(
    [...sets].map(([variant, set]) => [variant, { imageSrcset: set.join(", "), imageSizes: SIZES }]),
  );
}
