import { readFileSync } from "node:fs";

import type { Plugin } from "vite";

const SOURCE = new URL("../src/boot.js", import.meta.url);

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
      handler(_html, context) {
        const file = Object.values(context.bundle ?? {}).find((item) => item.fileName.includes("boot-"));
        const src = serving ? "/src/boot.js" : `/${file?.fileName ?? ""}`;
        return [{ tag: "script", attrs: { src }, injectTo: "head-prepend" }];
      },
    },
    generateBundle() {
      this.emitFile({ type: "asset", name: "boot.js", source: readFileSync(SOURCE, "utf8") });
    },
  };
}
