import { expect, it } from "vitest";

import { band, lacking } from "./verdict";

it("says something else in each band, on both sides of each limit", () => {
  expect([100, 90, 89, 75, 74, 60, 59, 40, 39, 0].map(band)).toEqual([
    ...["band90", "band90", "band75", "band75", "band60"],
    ...["band60", "band40", "band40", "band0", "band0"],
  ]);
});

it("names the part that lacks most points", () => {
  const part = (label: string, points: number, max: number) => ({ id: label, label, points, max, rules: [] });
  expect(lacking([part("Contato", 8, 10), part("Experiência", 21.3, 35)])).toEqual({ part: "Experiência", count: 13.7 });
  expect(lacking([part("Contato", 10, 10)])).toBeUndefined();
});
