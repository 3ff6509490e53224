/**
 * What the workload of a trial is generated from.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import { generateWorkload } from "../../engine/workload/generate.ts";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";

/**
 * Processes where nothing is said.
 *
 * @example
 * ```ts
 * import { PROCESSES_DEFAULT, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(workloadOf({ seed: 1 }).arrival.length, PROCESSES_DEFAULT);
 * ```
 * @category Trials
 */
export const PROCESSES_DEFAULT = 100;

/**
 * What to generate a workload from; the seed may be left open. Without a number of processes there are 100.
 *
 * @example
 * ```ts
 * import { type Recipe, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const recipe: Recipe = { processes: 3, arrivals: "together", service: "constant", serviceMean: 4 };
 * assertEquals([...workloadOf(recipe).cpu!], [4, 4, 4]);
 * ```
 * @category Trials
 */
export type Recipe = Partial<Omit<GenerateOptions, "name">>;

/**
 * The workload of a recipe.
 *
 * @throws {TypeError} When an option is of the wrong type or unknown.
 * @throws {RangeError} When an option is out of its range, or options contradict each other.
 * @example
 * ```ts
 * import { workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(workloadOf({ processes: 7, seed: 1 }).arrival.length, 7);
 * ```
 *
 * @category Trials
 */
export function workloadOf(recipe: Recipe): WorkloadColumns {
  return generateWorkload({ processes: PROCESSES_DEFAULT, ...recipe });
}
