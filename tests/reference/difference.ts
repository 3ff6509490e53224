/**
 * Where a run of the engine differs from the reference's.
 *
 * @module
 */

import { SimulationDeadlockError } from "../../engine/errors.ts";
import { simulate } from "../../engine/simulate.ts";
import { firstDifference } from "./compare.ts";
import { ReferenceDeadlock, simulateReference } from "./simulator.ts";
import type { RandomCase } from "./workloads.ts";

/** Where the two differ, or `null`. */
export function differenceOf({ workload, options }: RandomCase): string | null {
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
