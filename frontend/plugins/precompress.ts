import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import type { Plugin } from "vite";

const TEXT = /\.(?:js|css|html|svg|txt|webmanifest)$/;
/** Smaller files do not fit into fewer packets. */
const SMALLEST_BYTES = 512;

/** Lays a Brotli and a gzip copy beside every text file, for servers that do not compress by themselves. */
export function precompress(): Plugin {
  let folder = "";
  return {
    name: "recoloca:precompress",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        if (TEXT.test(entry)) compress(join(folder, entry));
      }
    },
  };
}

function compress(path: string): void {
  const body = readFileSync(path);
  if (body.length < SMALLEST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${path}.br`, brotliCompressSync(body, { params }));
  writeFileSync(`${path}.gz`, gzipSync(body, { level: constants.Z_BEST_COMPRESSION }));
}
