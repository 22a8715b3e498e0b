import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { bootScript } from "./plugins/boot-script.ts";
import { preloadFont } from "./plugins/preload-font.ts";

/**
 * Libraries are in a file of their own: its name stays the same until a version changes, so browsers keep it cached.
 */
const vendor = /node_modules\/(react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|@tanstack\/(react-query|query-core)|openapi-fetch)\//;

/** Only pages with a form or a dialog need these. Other pages do not load them. */
const forms = /\/src\/components\/(ConfirmDialog|Outcome|useForm)\./;

/** Nearly every page needs these. One file needs fewer requests than many small ones. */
const common = /\/src\/(api|components|i18n)\/(?!ConfirmDialog|Outcome|useForm|quotaMessages)(?!.*\.test\.)/;

export default defineConfig({
  plugins: [react(), bootScript(), preloadFont()],
  build: {
    target: "es2022",
    cssMinify: "lightningcss",
    cssCodeSplit: false, // the styles are small, and the views of `boot.js` need them before any script of the page
    assetsInlineLimit: 0, // an inlined asset is a data: URL, which the Content-Security-Policy refuses
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Radix names its functions with `__name`. Without this option their unused code stays in the bundle.
      treeshake: { manualPureFunctions: ["__name"] },
      output: {
        codeSplitting: {
          groups: [
            // A group also takes the imports of its files, except those of a group with a higher priority.
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
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      exclude: ["src/**/*.test.{ts,tsx}", "src/testing/**", "src/api/schema.ts"],
      reporter: ["json-summary"],
      reportsDirectory: "../build/coverage/typescript",
    },
  },
});
