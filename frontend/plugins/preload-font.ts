import type { Plugin } from "vite";

/** Makes the browser load the text font at once, and not after it has read the style sheet. */
export function preloadFont(): Plugin {
  return {
    name: "recoloca:preload-font",
    transformIndexHtml: {
      order: "post",
      handler(_html, context) {
        const font = Object.keys(context.bundle ?? {}).find((name) => name.endsWith(".woff2"));
        if (!font) return [];
        const attrs = { rel: "preload", as: "font", type: "font/woff2", href: `/${font}`, crossorigin: "" };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}
