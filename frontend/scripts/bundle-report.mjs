// Builds the app and prints the size of the files that each page loads before it shows. Fails above the budget.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "node_modules/.cache/bundle-report");
const BUDGET_BYTES = 120_000;
const ENTRY = "index.html";

const build = spawnSync(
  process.execPath,
  [join(ROOT, "node_modules/vite/bin/vite.js"), "build", "--manifest", "--emptyOutDir", "--logLevel", "warn", "--outDir", FOLDER],
  { cwd: ROOT, stdio: "inherit" },
);
if (build.status !== 0) process.exit(build.status ?? 1);

const manifest = JSON.parse(readFileSync(join(FOLDER, ".vite/manifest.json"), "utf8"));
const assets = readdirSync(join(FOLDER, "assets"));
const boot = `assets/${assets.find((name) => name.startsWith("boot-"))}`;

/** The files that `boot.js` loads ahead: those of the app, and those of each page and its later parts. */
const [, found] = /const ahead = (\{.*?\});\n/.exec(readFileSync(join(FOLDER, boot), "utf8"));
const ahead = JSON.parse(found);

const sizes = new Map();
function size(file) {
  if (!sizes.has(file)) {
    const body = readFileSync(join(FOLDER, file));
    sizes.set(file, { raw: body.length, gzip: gzipSync(body).length, brotli: brotliCompressSync(body).length });
  }
  return sizes.get(file);
}

function total(names) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const name of names) for (const kind of Object.keys(sum)) sum[kind] += size(name)[kind];
  return sum;
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
const line = (name, { raw, gzip, brotli }) => console.log(`${name.padEnd(46)}${[raw, gzip, brotli].map(kilobytes).join("")}`);

console.log(`${"Initial JavaScript of each page (kB)".padEnd(46)}${["raw", "gzip", "brotli"].map((word) => word.padStart(8)).join("")}`);
const start = [boot, manifest[ENTRY].file, ...ahead.app];
const over = [];
for (const [pattern, places] of ahead.routes) {
  const files = [...start, ...places.map((place) => ahead.files[place])];
  const loaded = total(new Set(files.filter((file) => file.endsWith(".js"))));
  const path = pattern.slice(1, -1).replaceAll("[^/]+", ":id");
  line(path, loaded);
  if (loaded.gzip > BUDGET_BYTES) over.push(path);
}

console.log(`\n${"Largest files".padEnd(46)}`);
const scripts = Object.values(manifest).flatMap(({ file }) => (file.endsWith(".js") ? [file] : []));
for (const file of [...new Set(scripts)].sort((a, b) => size(b).gzip - size(a).gzip).slice(0, 12)) line(file, size(file));

rmSync(FOLDER, { recursive: true });
if (over.length > 0) {
  console.error(`\nOver the budget of ${BUDGET_BYTES / 1000} kB (gzip): ${over.join(", ")}`);
  process.exit(1);
}
