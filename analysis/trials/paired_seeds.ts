/**
 * The same seeds for everybody: each seed gives one workload, on which all contenders run, so that differences between
 * them are not differences between workloads.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { OwnPolicyOptions } from "../../engine/own_policy.ts";
import { findPolicy } from "../../engine/policies.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";
import { TrialError } from "../errors.ts";
import { type Recipe, workloadOf } from "./recipe.ts";
import type { Trial, TrialOutcome } from "./trial.ts";

/**
 * Where the workloads of the seeds come from.
 *
 * @example
 * ```ts
 * import { compareSeeds, type WorkloadSource } from "@quanta/quanta/analysis";
 * import { toColumns } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const given: WorkloadSource = { columns: toColumns({ processes: [{ bursts: 5 }, { bursts: 5 }] }) };
 * const contenders = [{ label: "lottery", options: { policy: "lottery" as const } }];
 * const { runs } = await compareSeeds(given, contenders, { seeds: [1, 2] });
 * assertEquals(runs[0].metrics.map(({ processes }) => processes), [2, 2]); // the seeds draw other tickets
 * ```
 * @category Trials
 */
export type WorkloadSource =
  /** Another workload for each seed. */
  | { readonly recipe: Recipe }
  /** One workload; the seeds are those of policies that draw. */
  | { readonly columns: WorkloadColumns };

/** Whether a policy draws random numbers. */
function isRandom({ policy }: SimulationOptions | OwnPolicyOptions): boolean {
  return findPolicy(policy).options.some((option) => option.name === "seed");
}

/**
 * Refuses seeds that change nothing.
 *
 * @throws {RangeError} When every seed would give the same run.
 */
export function refuseIdleSeeds(
  command: string,
  source: WorkloadSource,
  options: readonly (SimulationOptions | OwnPolicyOptions)[],
  seeds: readonly number[],
): void {
  if (areIdleSeeds(source, options, seeds)) {
    throw new RangeError(
      `Cannot ${command}: seeds must come with a recipe or a policy that draws, got neither: every seed would give the ` +
        "same run",
    );
  }
}

/** Whether every seed would give the same run. */
export function areIdleSeeds(
  source: WorkloadSource,
  options: readonly (SimulationOptions | OwnPolicyOptions)[],
  seeds: readonly number[],
): boolean {
  return seeds.length > 1 && !("recipe" in source) && !options.some(isRandom);
}

/** The options with the seed, where the policy draws and none is named. */
function seeded(
  options: SimulationOptions | OwnPolicyOptions,
  seed: number,
): SimulationOptions | OwnPolicyOptions {
  return isRandom(options) && !("seed" in options) ? { ...options, seed } as SimulationOptions : options;
}

/** Pieces of work that all cores together are given, about. */
const TRIALS_WANTED = 64;

/** The trials of some seeds; the outcomes, put together seed by seed, are in the order of `options`. */
export function trialsOf(
  source: WorkloadSource,
  options: readonly (SimulationOptions | OwnPolicyOptions)[],
  seeds: readonly number[],
): Trial[] {
  // Made once here, so that what is wrong with the recipe is said before any work is done.
  if ("recipe" in source) workloadOf({ ...source.recipe, processes: 1 });
  const size = Math.max(1, Math.ceil(options.length * seeds.length / TRIALS_WANTED));
  return seeds.flatMap((seed) => {
    const workload = "recipe" in source ? { recipe: { ...source.recipe, seed } } : source;
    const trials: Trial[] = [];
    for (let from = 0; from < options.length; from += size) {
      const part = options.slice(from, from + size);
      trials.push({ workload, options: part.map((each) => seeded(each, seed)) });
    }
    return trials;
  });
}

/** An outcome that is no refusal. */
export type TrialResult = Extract<TrialOutcome, { metrics: unknown }>;

/**
 * Outcomes by contender, each in the order of the seeds.
 *
 * @throws {TrialError} When one of the simulations could not be.
 */
export function byContender(
  outcomes: readonly (readonly TrialOutcome[])[],
  labels: readonly string[],
  seeds: readonly number[],
): TrialResult[][] {
  const flat = outcomes.flat();
  return labels.map((label, index) =>
    seeds.map((seed, run) => {
      const outcome = flat[run * labels.length + index];
      if ("metrics" in outcome) return outcome;
      throw new TrialError(`${label}, seed ${seed}: ${outcome.refusal}`);
    })
  );
}

/** Notes that every result has. */
export function commonNotes(results: readonly TrialResult[]): string[] {
  const [{ notes }] = results;
  return notes.filter((note) => results.every((result) => result.notes.includes(note)));
}
