// Puts a Brotli and a gzip form beside each text file of a built site, as CloudFront makes them on its way out.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|html|svg|json|txt|webmanifest|xml)$/;
const SMALLEST = 1000; // bytes: CloudFront leaves smaller files alone

for (const name of readdirSync(process.argv[2], { recursive: true })) {
  const path = join(process.argv[2], name);
  if (!TEXT.test(path) || statSync(path).size < SMALLEST) continue;
  const body = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }));
}
