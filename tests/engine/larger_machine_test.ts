/**
 * The larger machine (queues per CPU, affinity, costs, speeds, groups) against its reference, which shares no code with it.
 *
 * @module
 */

import { assert } from "@std/assert";
import { POLICIES } from "../../engine/policies.ts";
import { differenceOf } from "../reference/difference.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { type LargerLimits, randomLargerCase } from "../reference/larger_workloads.ts";
import { shrinkCase } from "../reference/workloads.ts";

function testCases(count: number, limits: LargerLimits): void {
  for (const seed of seeds(count)) {
    const input = randomLargerCase(seed, limits);
    if (differenceOf(input) === null) continue;
    const smallest = shrinkCase(input, (candidate) => differenceOf(candidate) !== null);
    assert(false, describeCase(seed, smallest, differenceOf(smallest)!));
  }
}

Deno.test("simulate() agrees with the reference when run on random larger machines", () => {
  testCases(1_500, {});
});

for (const { name: policy, rigidOnly } of POLICIES) {
  if (rigidOnly) continue;
  Deno.test(`simulate() agrees with the reference when run on random larger machines under ${policy}`, () => {
    testCases(100, { policy, deadlocks: false });
  });
}

Deno.test("simulate() agrees with the reference when run with groups on random machines", () => {
  testCases(300, { groups: true, deadlocks: false });
});

Deno.test("simulate() agrees with the reference when run on larger machines of some hundred CPUs", () => {
  testCases(4, { large: true, deadlocks: false });
});
