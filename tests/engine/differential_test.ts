/**
 * The engine against the reference simulator, which shares no code with it: every figure, segment and transition.
 *
 * @module
 */

import { assert } from "@std/assert";
import { SimulationDeadlockError } from "../../engine/errors.ts";
import type { PolicyName } from "../../engine/options.ts";
import { simulate } from "../../engine/simulate.ts";
import { firstDifference } from "../reference/compare.ts";
import { ReferenceDeadlock, simulateReference } from "../reference/simulator.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { type RandomCase, randomCase, type RandomCaseLimits, shrinkCase } from "../reference/workloads.ts";

/** Where the two differ, or `null`. */
function differenceOf({ workload, options }: RandomCase): string | null {
  const expected = outcomeOf(() => simulateReference(workload, options), ReferenceDeadlock);
  const actual = outcomeOf(() => simulate(workload, options), SimulationDeadlockError);
  if (expected instanceof ReferenceDeadlock) {
    if (!(actual instanceof SimulationDeadlockError)) return `The run must end with: ${expected.message}`;
    const waits = actual.processes.map(({ pid, waitsFor, heldBy }) => ({ pid, lock: waitsFor, holder: heldBy }));
    const difference = JSON.stringify([actual.time, waits]) !== JSON.stringify([expected.time, expected.waits]);
    return difference ? `The deadlock must be\n  ${expected.message}, is\n  ${actual.message}` : null;
  }
  if (actual instanceof SimulationDeadlockError) return `Nothing must be thrown, got ${actual.message}`;
  return firstDifference(expected, actual);
}

/** What a run returns, or the deadlock that it throws. */
function outcomeOf<Result, Deadlock extends Error>(
  run: () => Result,
  deadlock: abstract new (...args: never[]) => Deadlock,
): Result | Deadlock {
  try {
    return run();
  } catch (error) {
    if (error instanceof deadlock) return error;
    throw error;
  }
}

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

for (const policy of ["fcfs", "sjf", "srtf", "rr", "causes", "mlfq"] satisfies PolicyName[]) {
  Deno.test(`simulate() agrees with the reference when run on random workloads under ${policy}`, () => {
    testCases(1_000, { policy, deadlocks: false });
  });
}

Deno.test("simulate() agrees with the reference on deadlocks when locks are taken in any order", () => {
  testCases(1_000, { deadlocks: true });
});

Deno.test("simulate() agrees with the reference when run on some hundred CPUs", () => {
  testCases(30, { large: true, deadlocks: false });
});
