/**
 * One workload under several policies, one after another.
 *
 * @module
 */

import { refuseUnknownOptions } from "../engine/known_options.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
import type { Segment, SimulationResult, Transition } from "../engine/result.ts";
import { Simulation } from "../engine/simulation.ts";
import type { Workload, WorkloadColumns } from "../engine/workload.ts";
import { toColumns } from "../engine/workload/columns.ts";
import { runOneOf } from "./_run_one_of.ts";
import type { Contender } from "./contender.ts";
import type { AnalysisOptions, RunProgress } from "./options.ts";

/**
 * A run of a comparison.
 *
 * @example
 * ```ts
 * import { compare, type ComparedRun } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 3 }, { bursts: 2 }] };
 * const [run]: readonly ComparedRun[] = await compare(workload, [{ label: "fcfs", options: { policy: "fcfs" } }]);
 * assertEquals([run.label, run.result.metrics.makespan], ["fcfs", 5]);
 * ```
 * @category Comparisons
 */
export interface ComparedRun {
  /** The contender's label. */
  readonly label: string;
  /** What came of it. */
  readonly result: SimulationResult;
}

/**
 * How a comparison is made.
 *
 * @example
 * ```ts
 * import { compare, type CompareOptions } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * let busy = 0;
 * const options: CompareOptions = {
 *   onRecorded: (_index, segments) => segments.forEach(({ start, end }) => busy += end - start),
 * };
 * await compare({ processes: [{ bursts: 3 }, { bursts: 2 }] }, [{ label: "fcfs", options: { policy: "fcfs" } }], options);
 * assertEquals(busy, 5);
 * ```
 * @category Comparisons
 */
export interface CompareOptions extends AnalysisOptions<RunProgress> {
  /**
   * Takes what the run at `index` recorded since the last call: the segments of its timeline, and its transitions where its
   * options record them. Where it is given the timelines are recorded, in bounded memory.
   */
  readonly onRecorded?: (index: number, segments: readonly Segment[], transitions: readonly Transition[]) => void;
}

/**
 * Runs every contender on the workload; the runs are in their order.
 *
 * What is wrong with the options of any of them is said before the first one runs.
 *
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range.
 * @throws {RunDeadlockError} If the processes of a run wait for each other's locks.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { compare } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * const runs = await compare(workload, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "sjf", options: { policy: "sjf" } },
 * ]);
 * assertEquals(runs.map(({ result }) => result.metrics.waiting.mean), [17, 3]);
 * ```
 *
 * @category Comparisons
 */
export async function compare(
  workload: Workload | WorkloadColumns,
  contenders: readonly Contender[],
  options: CompareOptions = {},
): Promise<ComparedRun[]> {
  refuseUnknownOptions(
    "compare",
    options,
    ["signal", "onProgress", "onRecorded"] satisfies (keyof CompareOptions)[],
  );
  for (const contender of contenders) resolveOptions(contender.options);
  const columns = toColumns(workload);
  const { onRecorded } = options;
  const runs: ComparedRun[] = [];
  for (const [index, { label, options: asked }] of contenders.entries()) {
    const simulation = new Simulation(columns, onRecorded === undefined ? asked : { ...asked, timeline: "full" });
    const take = onRecorded &&
      ((segments: Segment[], transitions: Transition[]) => onRecorded(index, segments, transitions));
    const result = await runOneOf(simulation, { label, index, runs: contenders.length }, options, take);
    runs.push({ label, result });
  }
  return runs;
}
