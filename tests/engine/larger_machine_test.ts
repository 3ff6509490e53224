/**
 * The larger machine (queues per CPU, affinity, costs, speeds, groups) against its reference, which shares no code with it.
 *
 * @module
 */

import { assert } from "@std/assert";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";
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

Deno.test("simulate() agrees with the reference when run with many groups on random machines", () => {
  const limits = { groups: true, manyGroups: true, deadlocks: false };
  testCases(200, limits);
  const groupsOf = (seed: number) =>
    new Set(randomLargerCase(seed, limits).workload.processes.map(({ group }) => group)).size;
  assert(Array.from({ length: 600 }, (_, seed) => groupsOf(seed)).filter((count) => count > 8).length > 20);
});

Deno.test("simulate() takes no longer for a group a process than its work takes", () => {
  const processes = Array.from({ length: 100_000 }, (_, index) => ({ bursts: 3, group: `g${index}` }));
  const startedMs = performance.now();
  const { metrics } = simulate({ processes }, { policy: "rr", quantum: 1, groups: true });
  assert(metrics.makespan === 300_000 && metrics.totalDispatches === 300_000);
  // A second by itself; going through all groups at every instant took a minute.
  assert(performance.now() - startedMs < 60_000, "it took too long");
});

Deno.test("simulate() agrees with the reference when run on larger machines of some hundred CPUs", () => {
  testCases(4, { large: true, deadlocks: false });
});
