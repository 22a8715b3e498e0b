import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { bootScript } from "./plugins/boot-script.ts";
import { preloadFont } from "./plugins/preload-font.ts";

/** Libraries whose code changes only with their version stay in files of their own, cached across releases. */
const vendor = /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|@tanstack\/(react-query|query-core)|openapi-fetch)\//;

/** What nearly every page uses: one file instead of a handful of crumbs, each a request of its own. */
const common = /\/src\/(api|components|i18n)\/(?!.*\.test\.)/;

export default defineConfig({
  plugins: [react(), bootScript(), preloadFont()],
  build: {
    target: "es2022",
    cssMinify: "lightningcss",
    cssCodeSplit: false, // all of it is small, and what `boot.js` draws needs its styles before any script of the page
    assetsInlineLimit: 0, // an inlined asset is a data: URL, which the Content-Security-Policy refuses
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "vendor", test: vendor },
            { name: "common", test: common },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": "http://localhost:8080", "/_uploads": "http://localhost:8080" } },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    css: false,
    restoreMocks: true,
  },
});
