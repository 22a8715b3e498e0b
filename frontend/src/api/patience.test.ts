import { expect, it } from "vitest";

import { patience } from "./patience";

it("waits longer while the answer stays the same, until it changes", async () => {
  const asking = patience(1000, 3000);
  const pauses: number[] = [];
  for (const answer of ["a", "a", "a", "a", "a", "b", "b"]) {
    await asking.ask(() => Promise.resolve(answer), (told) => told);
    pauses.push(asking.pause());
  }
  expect(pauses).toEqual([1000, 1500, 2250, 3000, 3000, 1000, 1500]);
});

it("waits longer after each failure", async () => {
  const asking = patience(1000, 3000);
  for (let times = 0; times < 3; times += 1) {
    await expect(asking.ask(() => Promise.reject(new Error("away")), String)).rejects.toThrow("away");
  }
  expect(asking.pause()).toBe(2250);
});
