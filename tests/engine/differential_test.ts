/**
 * The engine against the reference simulator, which shares no code with it: every figure, segment and transition.
 *
 * @module
 */

import { assert } from "@std/assert";
import { differenceOf } from "../reference/difference.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { RANDOM_POLICIES, randomCase, type RandomCaseLimits, shrinkCase } from "../reference/workloads.ts";

function testCases(count: number, limits: RandomCaseLimits): void {
  for (const seed of seeds(count)) {
    const input = randomCase(seed, limits);
    if (differenceOf(input) === null) continue;
    const smallest = shrinkCase(input, (candidate) => differenceOf(candidate) !== null);
    assert(false, describeCase(seed, smallest, differenceOf(smallest)!));
  }
}

Deno.test("simulate() agrees with the reference when run on random workloads, machines and policies", () => {
  testCases(3_000, {});
});

for (const policy of RANDOM_POLICIES) {
  Deno.test(`simulate() agrees with the reference when run on random workloads under ${policy}`, () => {
    testCases(100, { policy, deadlocks: false });
  });
}

Deno.test("simulate() agrees with the reference on deadlocks when locks are taken in any order", () => {
  testCases(1_000, { deadlocks: true });
});

Deno.test("simulate() agrees with the reference when run on some hundred CPUs", () => {
  testCases(8, { large: true, deadlocks: false });
});
