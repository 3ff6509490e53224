import type { OptionSpec } from "../policy.ts";
import type { ResolvedOptions } from "../result.ts";
import type { WorkloadColumns } from "../workload.ts";
import { alignRates, readRate } from "../rate.ts";
import { totalCpu } from "../workload/_total_cpu.ts";
import { isPlain, longRows, PAIRED_MAX } from "./_worn_down.ts";

/** The options that make priorities change while processes wait and run. */
export const RATES: readonly OptionSpec[] = [
  {
    name: "waitingRate",
    type: "rate",
    default: 0,
    summary: "By how much a priority becomes more urgent with every tick that its process waits; less urgent below 0.",
  },
  {
    name: "runningRate",
    type: "rate",
    default: 0,
    summary:
      "By how much a priority becomes more urgent with every tick that its process executes; less urgent below 0.",
  },
];

/** The rates as options have them. */
interface RateOptions {
  readonly waitingRate: number | string;
  readonly runningRate: number | string;
}

/** Rates in whole parts: a priority is so many parts as `scale` for each of its units. */
export interface PriorityParts {
  readonly scale: number;
  /** Parts that a waiting process gains each tick. */
  readonly waiting: number;
  /** Parts that a waiting one gains on a running one each tick. */
  readonly step: number;
}

/** The greatest number of parts that a priority may come to: sums of such are exact. */
const PARTS_MAX = 2 ** 50;

/** The rates; `null` where both are 0. */
export function ratesOf({ waitingRate, runningRate }: RateOptions): PriorityParts | null {
  const [waiting, running] = [readRate(waitingRate)!, readRate(runningRate)!];
  if (waiting.numerator === 0 && running.numerator === 0) return null;
  const { one, other, denominator } = alignRates(waiting, running);
  return { scale: denominator, waiting: one, step: one - other };
}

/** All ticks that bursts, I/O and pauses of a workload may take after its last arrival, and that arrival. */
function latestTime(workload: WorkloadColumns): number {
  let time = workload.arrival.reduce((latest, arrival) => Math.max(latest, arrival), 0);
  if (workload.bursts === undefined) workload.cpu!.forEach((ticks) => time += ticks);
  else workload.bursts.kind.forEach((kind, entry) => time += kind <= 1 ? workload.bursts!.value[entry] : 0);
  workload.think?.forEach((ticks) => time += ticks);
  return time;
}

/**
 * Refuses rates with which a priority would pass what is exact.
 *
 * @throws {RangeError} If one might.
 */
export function checkParts(
  workload: WorkloadColumns,
  parts: PriorityParts,
  greatest: number,
  given: RateOptions,
): void {
  const time = latestTime(workload);
  const perTick = Math.abs(parts.waiting) + Math.abs(parts.step);
  if (perTick * time + parts.scale * greatest <= PARTS_MAX) return;
  throw new RangeError(
    "Cannot simulate: waitingRate and runningRate must be so coarse that priorities stay within 2^50 parts (here " +
      `1/${parts.scale}, ${perTick} a tick, for ${time} ticks), got ${given.waitingRate} and ${given.runningRate}`,
  );
}

/**
 * The row of a process that priorities which fall behind by running make take turns with another one, more often than `most`
 * times; -1 where none is known. Once two are level, whoever runs falls behind at the next tick, or the one after that.
 */
export function alternatingRow(
  options: ResolvedOptions,
  workload: WorkloadColumns,
  most: number,
  urgency: ArrayLike<number>,
  { scale, waiting, step }: PriorityParts,
): number {
  if (step <= 0 || !isPlain(options)) return -1;
  const { arrival } = workload;
  const least = 2 * most + 8;
  const work = totalCpu(workload);
  const rows = longRows(workload, work, least).slice(0, PAIRED_MAX);
  const partsOf = (row: number) => scale * urgency[row] + waiting * arrival[row];
  for (const [index, later] of rows.entries()) {
    for (const earlier of rows.slice(0, index)) {
      // Whoever is there earlier has run all the time until the other arrives, at the most.
      const apart = Math.abs(partsOf(later) - partsOf(earlier)) / step + arrival[later] - arrival[earlier];
      if (Math.min(work[later], work[earlier]) - apart > least) return later;
    }
  }
  return -1;
}
