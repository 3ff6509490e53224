/**
 * How sure a comparison on one log is: confidence intervals by the method of batch means. The processes are cut, in the order
 * of their arrival, into batches of equal size; the mean of each batch is taken for an independent observation, and pairs of
 * policies are compared batch by batch.
 *
 * It holds as far as batches do not depend on each other, which is measured: the correlation of neighbouring batches.
 * Source: Law, Simulation Modeling and Analysis, section 9.5.3.
 *
 * @module
 */

import { refuseUnknownOptions } from "../engine/known_options.ts";
import { waitingOf } from "../engine/metrics.ts";
import type { ResultColumns, SimulationResult, Summary } from "../engine/result.ts";
import type { Workload, WorkloadColumns } from "../engine/workload.ts";
import { compare } from "./compare.ts";
import type { Contender } from "./contender.ts";
import type { AnalysisOptions, RunProgress } from "./options.ts";
import { type Estimate, estimate, type PairedDifference, pairedDifference } from "./statistics/estimate.ts";

/**
 * Figures of single processes, which batches can be made of.
 *
 * @example
 * ```ts
 * import { BATCHED_FIGURES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(BATCHED_FIGURES[0], "turnaround");
 * ```
 * @category Explanations
 */
export const BATCHED_FIGURES = ["turnaround", "waiting", "response", "weightedTurnaround"] as const;

/**
 * A figure of single processes.
 *
 * @example
 * ```ts
 * import { type BatchedFigure, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const figure: BatchedFigure = "waiting";
 * const log = workloadOf({ processes: 40, seed: 7 });
 * const { runs } = await compareBatches(log, [{ label: "fcfs", options: { policy: "fcfs" } }], { batches: 4 });
 * assertEquals(runs[0].series[figure].length, 4);
 * ```
 * @category Explanations
 */
export type BatchedFigure = typeof BATCHED_FIGURES[number];

/** Batches where nothing is said: enough for a t interval, few enough to be long. */
const BATCHES_DEFAULT = 20;

/** A batch of fewer processes tells nothing of a mean. */
const BATCH_SIZE_MIN = 10;

/**
 * A contender over all batches.
 *
 * @example
 * ```ts
 * import { type BatchedRun, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = workloadOf({ processes: 40, seed: 7 });
 * const { runs } = await compareBatches(log, [{ label: "fcfs", options: { policy: "fcfs" } }], { batches: 4 });
 * const { label, result, series }: BatchedRun = runs[0];
 * assertEquals([label, result.metrics.processes, series.turnaround.length], ["fcfs", 40, 4]);
 * ```
 * @category Explanations
 */
export interface BatchedRun extends Contender {
  /** The run itself. */
  readonly result: SimulationResult;
  /** The statistic of each batch, by figure, in the order of arrival. */
  readonly series: Readonly<Record<BatchedFigure, readonly number[]>>;
}

/**
 * A comparison over batches.
 *
 * @example
 * ```ts
 * import { type BatchedComparison, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = workloadOf({ processes: 45, seed: 7 });
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }];
 * const comparison: BatchedComparison = await compareBatches(log, contenders, { batches: 4 });
 * assertEquals([comparison.batches, comparison.batchSize, comparison.leftOut], [4, 11, 1]);
 * ```
 * @category Explanations
 */
export interface BatchedComparison {
  /** How many batches there are. */
  readonly batches: number;
  /** Processes of each batch. */
  readonly batchSize: number;
  /** Processes after the last whole batch, which are left out. */
  readonly leftOut: number;
  /** The statistic over the processes of a batch. */
  readonly statistic: keyof Summary;
  /** The contenders, in their order. */
  readonly runs: readonly BatchedRun[];
}

/**
 * One contender less another, batch by batch.
 *
 * @example
 * ```ts
 * import { type BatchedPair, batchedPairs, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assert } from "@std/assert";
 *
 * const log = workloadOf({ processes: 400, load: 0.9, seed: 7 });
 * const comparison = await compareBatches(log, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ]);
 * const [pair]: readonly BatchedPair[] = batchedPairs(comparison, "waiting");
 * assert(pair.difference.mean < 0); // srtf less fcfs
 * ```
 * @category Explanations
 */
export interface BatchedPair {
  /** The figure that is compared. */
  readonly figure: BatchedFigure;
  /** Label of the contender that is taken away. */
  readonly first: string;
  /** Label of the contender that it is taken away from. */
  readonly second: string;
  /** The second less the first, over the batches. */
  readonly difference: PairedDifference;
}

/**
 * How the batches are made.
 *
 * @example
 * ```ts
 * import { type BatchesOptions, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const options: BatchesOptions = { batches: 4, statistic: "p95" };
 * const log = workloadOf({ processes: 40, seed: 7 });
 * const { statistic } = await compareBatches(log, [{ label: "fcfs", options: { policy: "fcfs" } }], options);
 * assertEquals(statistic, "p95");
 * ```
 * @category Explanations
 */
export interface BatchesOptions extends AnalysisOptions<RunProgress> {
  /** How many, from 2. Default: 20. */
  readonly batches?: number;
  /** The statistic over the processes of a batch. Default: the mean. */
  readonly statistic?: keyof Summary;
}

/**
 * Runs every contender once on the workload and cuts its processes into batches.
 *
 * @throws {WorkloadError} If the workload is not valid.
 * @throws {TypeError} If an option is of the wrong type or unknown.
 * @throws {RangeError} If an option is out of its range, or a batch would have fewer than ten processes.
 * @throws {RunDeadlockError} If the processes of a run wait for each other's locks.
 * @throws {DOMException} The signal's reason, if it was aborted.
 *
 * @example Twenty batches of one log
 * ```ts
 * import { batchedPairs, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = workloadOf({ processes: 4_000, load: 0.8, seed: 7 });
 * const comparison = await compareBatches(log, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ]);
 * const [pair] = batchedPairs(comparison, "turnaround");
 * assertEquals([comparison.batchSize, pair.difference.verdict], [200, "lower"]); // srtf less fcfs
 * ```
 * @category Explanations
 */
export async function compareBatches(
  workload: Workload | WorkloadColumns,
  contenders: readonly Contender[],
  options: BatchesOptions = {},
): Promise<BatchedComparison> {
  refuseUnknownOptions(
    "compare",
    options,
    ["batches", "statistic", "signal", "onProgress"] satisfies (keyof BatchesOptions)[],
  );
  const { batches = BATCHES_DEFAULT, statistic = "mean", signal, onProgress } = options;
  if (!Number.isSafeInteger(batches) || batches < 2) {
    throw new RangeError(`Cannot compare: batches must be a whole number from 2, got ${batches}`);
  }
  const runs = await compare(workload, contenders, { signal, onProgress });
  const { length } = runs[0].result.columns.arrival;
  const batchSize = Math.floor(length / batches);
  if (batchSize < BATCH_SIZE_MIN) {
    const least = batches * BATCH_SIZE_MIN;
    throw new RangeError(`Cannot compare: processes must be at least ${least} for ${batches} batches, got ${length}`);
  }
  const rows = rowsByArrival(runs[0].result.columns);
  return {
    batches,
    batchSize,
    leftOut: length - batches * batchSize,
    statistic,
    runs: runs.map(({ label, result }, index) => ({
      label,
      options: contenders[index].options,
      result,
      series: Object.fromEntries(BATCHED_FIGURES.map((figure) => {
        const valueOf = valuesOf(result.columns, figure);
        return [
          figure,
          Array.from({ length: batches }, (_, batch) => {
            const own = rows.subarray(batch * batchSize, (batch + 1) * batchSize);
            return statisticOf(Float64Array.from(own, valueOf), statistic);
          }),
        ];
      })) as Record<BatchedFigure, number[]>,
    })),
  };
}

/**
 * The estimate of a figure of a contender.
 *
 * @example
 * ```ts
 * import { batchedEstimate, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = workloadOf({ processes: 400, load: 0.8, seed: 7 });
 * const { runs } = await compareBatches(log, [{ label: "fcfs", options: { policy: "fcfs" } }]);
 * assertEquals(batchedEstimate(runs[0], "waiting").count, 20); // batches
 * ```
 * @category Explanations
 */
export function batchedEstimate(run: BatchedRun, figure: BatchedFigure): Estimate {
  return estimate(run.series[figure]);
}

/**
 * Every later contender less every earlier one, in one figure.
 *
 * @example
 * ```ts
 * import { batchedPairs, compareBatches, workloadOf } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const log = workloadOf({ processes: 400, load: 0.8, seed: 7 });
 * const contenders = [{ label: "fcfs", options: { policy: "fcfs" as const } }, { label: "srtf", options: { policy: "srtf" as const } }];
 * const [pair] = batchedPairs(await compareBatches(log, contenders), "waiting");
 * assertEquals([pair.first, pair.second], ["fcfs", "srtf"]);
 * ```
 * @category Explanations
 */
export function batchedPairs({ runs }: BatchedComparison, figure: BatchedFigure): BatchedPair[] {
  return runs.flatMap((run, first) =>
    runs.slice(first + 1).map((other) => ({
      figure,
      first: run.label,
      second: other.label,
      difference: pairedDifference(run.series[figure], other.series[figure]),
    }))
  );
}

/**
 * The correlation of neighbouring values of a series, from -1 to 1: about 0 where they do not depend on each other, in which
 * case it is beyond 2 / sqrt(count) by chance in one series of twenty. 0 where all are equal. O(values).
 *
 * @example A trend is no noise
 * ```ts
 * import { neighbourCorrelation } from "@quanta/quanta/analysis";
 * import { assert } from "@std/assert";
 *
 * assert(neighbourCorrelation([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) > 0.6);
 * assert(neighbourCorrelation([1, -1, 1, -1, 1, -1]) < -0.6);
 * ```
 * @category Explanations
 */
export function neighbourCorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let products = 0;
  let squares = 0;
  for (const [index, value] of values.entries()) {
    squares += (value - mean) ** 2;
    if (index > 0) products += (value - mean) * (values[index - 1] - mean);
  }
  return squares === 0 ? 0 : products / squares;
}

/** The rows in the order of (arrival, pid). */
function rowsByArrival({ arrival, pid }: ResultColumns): Uint32Array {
  const pids = pid;
  const rows = Uint32Array.from({ length: arrival.length }, (_, row) => row);
  return rows.sort((a, b) => arrival[a] - arrival[b] || pids[a] - pids[b]);
}

/** A figure of the process of a row. */
function valuesOf(columns: ResultColumns, figure: BatchedFigure): (row: number) => number {
  const { arrival, finish, firstRun, cpu } = columns;
  switch (figure) {
    case "turnaround":
      return (row) => finish[row] - arrival[row];
    case "waiting":
      return (row) => waitingOf(columns, row);
    case "response":
      return (row) => firstRun[row] - arrival[row];
    case "weightedTurnaround":
      return (row) => (finish[row] - arrival[row]) / cpu[row];
  }
}

/** As the summary of a run has it: percentiles are nearest-rank. The values' order changes. */
function statisticOf(values: Float64Array, statistic: keyof Summary): number {
  if (statistic === "mean") return values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = { median: 0.5, p95: 0.95, p99: 0.99, max: 1 }[statistic];
  return values.sort()[Math.max(0, Math.ceil(share * values.length) - 1)];
}
