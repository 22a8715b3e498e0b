import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { bootScript } from "./plugins/boot-script.ts";
import { preloadFont } from "./plugins/preload-font.ts";

/** Libraries whose code changes only with their version stay in files of their own, cached across releases. */
const vendor = /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|@tanstack\/(react-query|query-core)|openapi-fetch)\//;

/** Only pages with a form or a question need these; the others do not load them. */
const forms = /\/src\/components\/(ConfirmDialog|Field|Outcome|useForm)\./;

/** Nearly every page needs these: one file instead of many small ones, each of which is a request. */
const common = /\/src\/(api|components|i18n)\/(?!ConfirmDialog|Field|Outcome|useForm|quotaMessages)(?!.*\.test\.)/;

export default defineConfig({
  plugins: [react(), bootScript(), preloadFont()],
  build: {
    target: "es2022",
    cssMinify: "lightningcss",
    cssCodeSplit: false, // all of it is small, and what `boot.js` draws needs its styles before any script of the page
    assetsInlineLimit: 0, // an inlined asset is a data: URL, which the Content-Security-Policy refuses
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Radix names its functions with `__name`; without this, its unused parts stay in the bundle.
      treeshake: { manualPureFunctions: ["__name"] },
      output: {
        codeSplitting: {
          groups: [
            // A group also takes what its files import, except what a group of a higher priority holds.
            { name: "vendor", test: vendor, priority: 3 },
            { name: "common", test: common, priority: 2 },
            { name: "forms", test: forms, priority: 1 },
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
