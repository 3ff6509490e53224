/**
 * Processes that longest remaining time first wears down together: two with the most left take the CPU from each other
 * every two ticks at the latest, so that great bursts come to more dispatches than can be counted. Least laxity first does the same
 * with two of equal laxity.
 *
 * @module
 */

import type { ResolvedOptions } from "../result.ts";
import type { WorkloadColumns } from "../workload.ts";
import { traitOf } from "./_traits.ts";
import { totalCpu } from "../workload/_total_cpu.ts";

/** Whether one CPU of speed 1 is given to whoever is ready, by nothing but the time that is left. */
export function isPlain({ cpus, speeds, groups, admit, rigid }: ResolvedOptions): boolean {
  return cpus === 1 && speeds.length === 0 && !groups && admit === Infinity && !rigid;
}

/**
 * Finds a process that must be dispatched more often than `most` times, beside another one that has as much left when the
 * later of the two arrives. Only processes of one burst are looked at: of others nothing is sure. O(processes), and
 * sorting those with so much work.
 *
 * @param options The machine.
 * @param workload What it runs.
 * @param most Dispatches.
 * @returns The row of the process, or -1 where none is known.
 */
export function wornDownRow(options: ResolvedOptions, workload: WorkloadColumns, most: number): number {
  if (!isPlain(options)) return -1;
  const { arrival } = workload;
  const work = totalCpu(workload);
  // Two ticks each dispatch, but for the first one of the longer process.
  const least = 2 * most + 4;
  const rows = longRows(workload, work, least);
  // Whoever is there earlier has run all the time until the other arrives, at the most.
  let endMax = -Infinity;
  for (const row of rows) {
    if (endMax - arrival[row] > least) return row;
    endMax = Math.max(endMax, arrival[row] + work[row]);
  }
  return -1;
}

/** The rows of more work than `least` in one burst, in order of arrival. */
export function longRows({ arrival, bursts }: WorkloadColumns, work: ArrayLike<number>, least: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < work.length; row += 1) {
    const isOneBurst = bursts === undefined || bursts.offset[row + 1] - bursts.offset[row] === 1;
    if (work[row] > least && isOneBurst) rows.push(row);
  }
  return rows.sort((one, other) => arrival[one] - arrival[other]);
}

/** How many processes with so much work are looked at, each beside each. */
export const PAIRED_MAX = 1000;

/**
 * The same under least laxity first, of jobs that do not come again. The latest start of a job (deadline less what it still takes) grows by
 * a tick for each that it runs, up to its deadline, and whoever has the earlier one takes the CPU: so from the later latest start of two
 * to the earlier deadline they take turns. With `preemptAt: zero` not before the latest start of both has come; until then one runs so much longer
 * at the most.
 */
export function levelledRow(options: ResolvedOptions, workload: WorkloadColumns, most: number): number {
  if (!isPlain(options)) return -1;
  const { arrival } = workload;
  const [deadline, period] = [traitOf(workload, "deadline"), traitOf(workload, "period")];
  const work = totalCpu(workload);
  const least = 2 * most + 8;
  const waits = options.policy === "llf" && options.preemptAt === "zero";
  const rows = longRows(workload, work, least).filter((row) => period[row] === 0).slice(0, PAIRED_MAX);
  const latestStart = (row: number) => arrival[row] + deadline[row] - work[row];
  for (const [index, later] of rows.entries()) {
    for (const earlier of rows.slice(0, index)) {
      // Whoever is there earlier has run all the time until the other arrives, at the most.
      const levelled = Math.max(latestStart(later), latestStart(earlier) + arrival[later] - arrival[earlier]);
      const from = levelled + (waits ? Math.max(0, levelled - arrival[later]) + 2 : 0);
      const until = Math.min(arrival[later] + deadline[later], arrival[earlier] + deadline[earlier]);
      if (until - from > least) return later;
    }
  }
  return -1;
}
