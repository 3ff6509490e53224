/**
 * A piece of work that any core can do by itself: one workload, simulated under several options. What comes in and goes
 * out is plain data, so that it crosses to a worker.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { OwnPolicyOptions } from "../../engine/own_policy.ts";
import type { Metrics } from "../../engine/result.ts";
import { simulate } from "../../engine/simulate.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { type Recipe, workloadOf } from "./recipe.ts";

/**
 * One workload and what to do with it.
 *
 * @example
 * ```ts
 * import { runTrial, type Trial } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const trial: Trial = { workload: { recipe: { processes: 5, seed: 1 } }, options: [{ policy: "fcfs" }, { policy: "sjf" }] };
 * assertEquals(runTrial(trial).length, 2); // an outcome for each
 * ```
 * @category Trials
 */
export interface Trial {
  /** Made on the spot from a recipe with its seed, or given. */
  readonly workload: { readonly recipe: Recipe } | { readonly columns: WorkloadColumns };
  /** Each is simulated on the workload. */
  readonly options: readonly (SimulationOptions | OwnPolicyOptions)[];
}

/**
 * What one simulation of a trial came to.
 *
 * @example
 * ```ts
 * import { runTrial, type TrialOutcome } from "@quanta/quanta/analysis";
 * import { toColumns } from "@quanta/quanta/simulate";
 * import { assert } from "@std/assert";
 *
 * const crossed = (one: string, other: string) => [1, { lock: one }, 3, { lock: other }, 1, { unlock: other }, { unlock: one }];
 * const columns = toColumns({ processes: [{ bursts: crossed("a", "b") }, { bursts: crossed("b", "a") }] });
 * const [outcome]: readonly TrialOutcome[] = runTrial({ workload: { columns }, options: [{ policy: "rr", quantum: 2 }] });
 * assert("refusal" in outcome && outcome.refusal.includes("deadlock"));
 * ```
 * @category Trials
 */
export type TrialOutcome =
  | { readonly metrics: Metrics; readonly notes: readonly string[] }
  /** Why it could not be: a deadlock of the simulated processes, for one. */
  | { readonly refusal: string };

/**
 * Does the work. Nothing is thrown that a worker could not hand on as it is.
 *
 * @example
 * ```ts
 * import { runTrial } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const [outcome] = runTrial({ workload: { recipe: { processes: 5, seed: 1 } }, options: [{ policy: "fcfs" }] });
 * assertEquals("metrics" in outcome, true);
 * ```
 *
 * @category Trials
 */
export function runTrial({ workload, options }: Trial): TrialOutcome[] {
  try {
    const columns = "recipe" in workload ? workloadOf(workload.recipe) : workload.columns;
    return options.map((each) => simulateOnce(columns, each));
  } catch (error) {
    return options.map(() => ({ refusal: messageOf(error) }));
  }
}

function simulateOnce(columns: WorkloadColumns, options: SimulationOptions | OwnPolicyOptions): TrialOutcome {
  try {
    const { metrics, notes } = simulate(columns, options);
    return { metrics, notes };
  } catch (error) {
    return { refusal: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
