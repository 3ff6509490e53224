import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { estimate, geometricMean, median, spread } from "../../bench/statistics.ts";
import { uniform } from "../../bench/engine/workload.ts";

Deno.test("median() is the middle value, or the mean of the two middle ones, whatever the order", () => {
  assertEquals(median([5, 1, 9]), 5);
  assertEquals(median([4, 1, 9, 2]), 3);
  assertEquals(median([7]), 7);
  assertEquals(median([]), NaN);
});

Deno.test("median() and estimate() leave their argument as it is", () => {
  const values = [3, 1, 2];
  median(values);
  estimate(values);
  assertEquals(values, [3, 1, 2]);
});

Deno.test("spread() is the median distance from the median, as a share of it", () => {
  assertEquals(spread([10, 10, 10]), 0);
  assertEquals(spread([8, 10, 12]), 0.2);
  assertEquals(spread([10, 10, 10, 10, 1_000]), 0);
});

Deno.test("estimate() takes the whole range of few values, and leaves out the outer ones of many", () => {
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  assertEquals(estimate(upTo(1)), { median: 1, interval: [1, 1] });
  assertEquals(estimate(upTo(5)).interval, [1, 5]);
  assertEquals(estimate(upTo(8)).interval, [1, 8]);
  assertEquals(estimate(upTo(9)).interval, [2, 8]);
  assertEquals(estimate(upTo(15)).interval, [4, 12]);
  assertEquals(estimate(upTo(100)).interval, [40, 61]);
});

Deno.test("estimate() holds the true median about as often as it says when the distribution is lopsided", () => {
  const seed = 20;
  const random = uniform(seed);
  const trials = 4_000;
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const values = Array.from({ length: 9 }, () => -Math.log(1 - random()));
    const [low, high] = estimate(values).interval;
    if (low <= Math.LN2 && Math.LN2 <= high) held += 1;
  }
  // Nine values: 1 - 2 (1 + 9) / 512 = 0.961.
  assertAlmostEquals(held / trials, 0.961, 0.015, `seed ${seed}`);
});

Deno.test("geometricMean() of quotients and of their inverses are inverse", () => {
  assertAlmostEquals(geometricMean([2, 8]), 4);
  assertAlmostEquals(geometricMean([1 / 2, 1 / 8]), 1 / 4);
  assert(geometricMean([5]) > 4.999);
});
