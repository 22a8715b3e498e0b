// Lines of code of each file and each named function of frontend/src, as JSON, for `make lengths` (infra/checks/lengths.py).
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const ts = createRequire(join(process.cwd(), "package.json"))("typescript");

const GENERATED = new Set([join("src", "api", "schema.ts")]);

/** The numbers of the lines that have a token; comments and blank lines have none. */
function codeLines(source) {
  const lines = new Set();
  const visit = (node) => {
    const children = node.getChildren(source);
    if (children.length > 0) {
      children.forEach(visit);
    } else if (node.getWidth(source) > 0) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      for (let line = first; line <= last; line += 1) lines.add(line);
    }
  };
  source.statements.forEach(visit);
  return lines;
}

/** A function's own name, or that of the constant it is assigned to; undefined for a callback. */
function nameOf(node) {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.name?.getText();
  const assigned = ts.isArrowFunction(node) || ts.isFunctionExpression(node);
  return assigned && ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}

/** Adds the lines of each named function of a file to `found`. */
function functionsOf(source, lines, path, found) {
  const visit = (node) => {
    const name = nameOf(node);
    if (name) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
      found[`frontend/${path}:${first + 1} ${name}`] = [...lines].filter((n) => n >= first && n <= last).length;
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const files = {};
const functions = {};
for (const entry of readdirSync("src", { recursive: true }).sort()) {
  const path = join("src", entry);
  if (!/\.tsx?$/.test(path) || /\.(test|d)\.tsx?$/.test(path) || GENERATED.has(path)) continue;
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const lines = codeLines(source);
  files[`frontend/${path}`] = lines.size;
  functionsOf(source, lines, path, functions);
}
process.stdout.write(JSON.stringify({ files, functions }));
