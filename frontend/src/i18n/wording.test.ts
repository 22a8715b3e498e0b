import { expect, it } from "vitest";

import type { Catalogue } from "./messages";

const modules = import.meta.glob<Record<string, Catalogue>>(
  ["../**/*essages.ts", "../features/legal/{policy,terms}.ts"],
  { eager: true },
);

const catalogues = Object.entries(modules).flatMap(([file, module]) =>
  Object.values(module).flatMap((item) => ("pt" in item ? [{ file, texts: item.pt }] : [])),
);

it("says “currículo” in Portuguese, never “CV”", () => {
  expect(catalogues.length).toBeGreaterThan(15);
  const wrong = catalogues.flatMap(({ file, texts }) =>
    Object.entries(texts).flatMap(([key, text]) => (/\bCVs?\b/i.test(text) ? [`${file} ${key}: ${text}`] : [])),
  );
  expect(wrong).toEqual([]);
});
