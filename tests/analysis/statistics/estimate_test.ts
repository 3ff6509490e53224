import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { estimate, pairedDifference } from "../../../analysis/statistics/estimate.ts";
import { Random } from "../../reference/random.ts";
import { soakCount } from "../../reference/soak.ts";

Deno.test("estimate() gives mean, deviation and interval of a worked example", () => {
  // Five values with mean 10 and standard deviation sqrt(2.5): 10 ± 2.776 * sqrt(2.5 / 5).
  const { mean, deviation, low, high } = estimate([8, 9, 10, 11, 12]);
  assertEquals(mean, 10);
  assertAlmostEquals(deviation, Math.sqrt(2.5), 1e-12);
  assertAlmostEquals(high! - mean, 2.7764451 * Math.sqrt(0.5), 1e-6);
  assertAlmostEquals(mean - low!, high! - mean, 1e-12);
});

Deno.test("estimate() has no interval when there is one value, and an empty one when all are equal", () => {
  assertEquals(estimate([7]), { count: 1, mean: 7, deviation: 0, low: null, high: null });
  assertEquals(estimate([7, 7, 7]), { count: 3, mean: 7, deviation: 0, low: 7, high: 7 });
});

Deno.test("pairedDifference() sees through noise that both series share", () => {
  const noise = [100, 3, 57, 12, 890, 41];
  const second = noise.map((value, index) => value + 1 + index / 10);
  assertEquals(pairedDifference(noise, second).verdict, "higher");
  assertEquals(pairedDifference(second, noise).verdict, "lower");
  assertEquals(pairedDifference(noise, noise).verdict, "equal in every run");
  assertEquals(pairedDifference(noise, [...noise].reverse()).verdict, "no difference shown");
  assertEquals(pairedDifference([1], [2]).verdict, "no difference shown");
});

Deno.test("estimate() covers the true mean in 95 of 100 samples", () => {
  const random = new Random(20_240);
  const samples = soakCount(4_000);
  let covered = 0;
  for (let sample = 0; sample < samples; sample++) {
    // Sums of twelve uniform numbers are nearly normal, with mean 6.
    const normal = () => Array.from({ length: 12 }, () => random.next() / 2 ** 32).reduce((sum, each) => sum + each, 0);
    const { low, high } = estimate(Array.from({ length: 6 }, normal));
    if (low! <= 6 && 6 <= high!) covered++;
  }
  // Four standard deviations of the share.
  assert(Math.abs(covered / samples - 0.95) < 4 * Math.sqrt(0.95 * 0.05 / samples), `covered ${covered} of ${samples}`);
});
