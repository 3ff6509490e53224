/**
 * Runs one workload twice, side by side, and finds where the two runs part and what each decided there.
 *
 * @module
 */

import { refuseUnknownOptions } from "../engine/known_options.ts";
import type { SimulationOptions } from "../engine/options.ts";
import type { OwnPolicyOptions } from "../engine/own_policy.ts";
import { resolveOptions } from "../engine/resolve_options.ts";
import type { SimulationResult } from "../engine/result.ts";
import { Simulation } from "../engine/simulation.ts";
import type { Workload, WorkloadColumns } from "../engine/workload.ts";
import { toColumns } from "../engine/workload/columns.ts";
import { runOneOf } from "./_run_one_of.ts";
import type { Contender } from "./contender.ts";
import { explainSimulation, type Explanation } from "./explain.ts";
import { type Difference, FirstDifference, type Side } from "./first_difference.ts";
import type { AnalysisOptions, RunProgress } from "./options.ts";

/**
 * One of the two runs.
 *
 * @example
 * ```ts
 * import { diverge, type DivergingRun } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }] };
 * const { runs } = await diverge(workload, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "sjf", options: { policy: "sjf" } },
 * ]);
 * const sjf: DivergingRun = runs[1];
 * assertEquals([sjf.label, sjf.explanation!.decisions[0].decision.pid], ["sjf", 2]);
 * ```
 * @category Explanations
 */
export interface DivergingRun {
  /** The contender's label. */
  readonly label: string;
  /** What came of it. */
  readonly result: SimulationResult;
  /** What it decided, and what happened in it, at the tick where the runs part; `null` where they do not. */
  readonly explanation: Explanation | null;
}

/**
 * Two runs of one workload.
 *
 * @example
 * ```ts
 * import { diverge, type Divergence } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 3 }, { arrival: 4, bursts: 3 }] };
 * const divergence: Divergence = await diverge(workload, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ]);
 * assertEquals(divergence.difference, null); // there is never more than one process
 * ```
 * @category Explanations
 */
export interface Divergence {
  /** The runs of both contenders, in their order. */
  readonly runs: readonly [DivergingRun, DivergingRun];
  /** Where their CPUs first do different things; `null` if they never do. */
  readonly difference: Difference | null;
}

/**
 * Runs both contenders to their ends, side by side, and once more up to where they part.
 *
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range.
 * @throws {RunDeadlockError} If the processes of a run wait for each other's locks.
 * @throws {DOMException} The signal's reason, if it was aborted.
 * @example
 * ```ts
 * import { diverge } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 24 }, { bursts: 3 }, { bursts: 3 }] };
 * const { runs } = await diverge(workload, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "sjf", options: { policy: "sjf" } },
 * ]);
 * // At tick 0 one takes the first process, the other the shortest.
 * assertEquals(runs.map(({ explanation }) => explanation!.decisions[0].decision.pid), [1, 2]);
 * ```
 *
 * @category Explanations
 */
export async function diverge(
  workload: Workload | WorkloadColumns,
  contenders: readonly [Contender, Contender],
  options: AnalysisOptions<RunProgress> = {},
): Promise<Divergence> {
  refuseUnknownOptions("diverge", options, ["signal", "onProgress"] satisfies (keyof typeof options)[]);
  const cpus = contenders.map((contender) => resolveOptions(contender.options).cpus);
  const columns = toColumns(workload);
  const finder = new FirstDifference(Math.max(...cpus));
  const failure = new AbortController();
  const signals = options.signal === undefined ? [failure.signal] : [options.signal, failure.signal];
  const each = { ...options, signal: AbortSignal.any(signals) };
  const run = async ({ label, options: asked }: Contender, side: Side) => {
    const simulation = new Simulation(columns, { ...asked, timeline: "full" });
    const result = await runOneOf(simulation, { label, index: side, runs: 2 }, each, (segments) => {
      finder.add(side, segments);
    });
    finder.end(side);
    return result;
  };
  // Each gives way to the other after a slice of some milliseconds, so that neither gets far ahead.
  const both = contenders.map((contender, index) => run(contender, index as Side));
  const results = await Promise.all(both).catch(async (error) => {
    failure.abort();
    await Promise.allSettled(both);
    throw error;
  });
  const { difference } = finder;
  const look = async (index: Side): Promise<DivergingRun> => {
    const { label, options: asked } = contenders[index];
    const explanation = difference && await explainAt(columns, asked, difference.tick, options.signal);
    return { label, result: results[index], explanation };
  };
  return { runs: [await look(0), await look(1)], difference };
}

/** What a run decides at a tick, and what happens in it then. */
async function explainAt(
  columns: WorkloadColumns,
  options: SimulationOptions | OwnPolicyOptions,
  tick: number,
  signal: AbortSignal | undefined,
): Promise<Explanation> {
  const window = { from: tick, to: tick + 1 };
  const simulation = new Simulation(columns, { ...options, decisions: "full", transitions: window });
  return await explainSimulation(simulation, { at: tick, decisionsMax: Infinity, blocksOf: [], signal });
}
