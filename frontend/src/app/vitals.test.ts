import { expect, it } from "vitest";

import { pages } from "./routes";
import { templateOf } from "./vitals";

it("reports a page by its pattern, without identifiers", () => {
  expect(templateOf("/cv-analysis/0192f0c1-0000-7000-8000-000000000001")).toBe("/cv-analysis/:id");
  expect(templateOf("/cv-analysis/new")).toBe("/cv-analysis/new");
  expect(templateOf("/")).toBe("/");
  expect(templateOf("/marina@example.com")).toBe("/not-found");
});

it("has no page whose name the API would refuse", () => {
  expect(pages.map(({ path }) => path).filter((path) => !/^\/[a-z:/-]{0,79}$/.test(path))).toEqual([]);
});
