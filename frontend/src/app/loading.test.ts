import { expect, it } from "vitest";

import { interactiveAt } from "./loading";

const task = (startTime: number, duration: number) => ({ startTime, duration });

it("counts a page as interactive after five seconds without long tasks", () => {
  expect(interactiveAt(800, [], 6000)).toBe(800);
  expect(interactiveAt(800, [task(700, 400), task(2000, 300)], 9000)).toBe(2300);
  expect(interactiveAt(800, [task(900, 100), task(7000, 300)], 20_000)).toBe(1000);
});

it("reports nothing when the person leaves before that", () => {
  expect(interactiveAt(800, [], 3000)).toBeUndefined();
  expect(interactiveAt(800, [task(2000, 300)], 7000)).toBeUndefined();
});
