import { expect, it } from "vitest";

import { interactiveAt } from "./loading";

const task = (startTime: number, duration: number) => ({ startTime, duration });

it("takes a page for interactive once nothing holds it up for five seconds", () => {
  expect(interactiveAt(800, [], 6000)).toBe(800);
  expect(interactiveAt(800, [task(700, 400), task(2000, 300)], 9000)).toBe(2300);
  expect(interactiveAt(800, [task(900, 100), task(7000, 300)], 20_000)).toBe(1000);
});

it("says nothing of somebody who left before that was certain", () => {
  expect(interactiveAt(800, [], 3000)).toBeUndefined();
  expect(interactiveAt(800, [task(2000, 300)], 7000)).toBeUndefined();
});
