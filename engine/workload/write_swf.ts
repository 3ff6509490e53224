/**
 * Writes workloads in the Standard Workload Format, version 2.2; see `swf.ts` for the format.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { PLURAL, TRAIT_NAMES, type TraitName } from "./_rules.ts";

const SWF_TRAITS: readonly TraitName[] = ["processors", "estimate", "after", "think"];

/**
 * Writes a workload as a log of jobs.
 *
 * @param workload Checked columns.
 * @param note Takes what is lost: names, priorities and the like.
 * @returns The text in pieces.
 * @throws {RangeError} If a process has more than one CPU burst.
 */
export function writeSwf(workload: WorkloadColumns, note: (text: string) => void): Iterable<string> {
  const { cpu, bursts, name, names } = workload;
  if (cpu === undefined) {
    const { offset } = bursts!;
    const row = workload.arrival.findIndex((_, row) => offset[row + 1] - offset[row] > 1);
    throw new RangeError(
      `Cannot write SWF: bursts must be one CPU burst in each process, got ${offset[row + 1] - offset[row]} entries ` +
        `in process ${row + 1}`,
    );
  }
  if (name !== undefined || names !== undefined) note("SWF has no place for names: left out");
  for (const trait of TRAIT_NAMES) {
    if (workload[trait] === undefined || SWF_TRAITS.includes(trait)) continue;
    note(`SWF has no place for ${PLURAL[trait]}: left out`);
  }
  for (
    const [field, plural] of [["resources", "counted resources"], ["affinity", "affinities"], [
      "group",
      "groups",
    ]] as const
  ) {
    if (workload[field] !== undefined) note(`SWF has no place for ${plural}: left out`);
  }
  noteDependencies(workload, note);
  return linesOf(workload, cpu);
}

function noteDependencies({ arrival, after, think }: WorkloadColumns, note: (text: string) => void): void {
  if (after?.includes(0)) note("SWF has no place for a preceding job 0: left out");
  if (after?.some((pid, row) => pid > 0 && arrival[row] > 0 && (think?.[row] ?? 0) > 0)) {
    note("SWF has no place for an arrival beside a think time: the think time counts");
  }
}

function* linesOf(workload: WorkloadColumns, cpu: Float64Array): Generator<string, void, void> {
  const { arrival, pid, processors, estimate, after, think } = workload;
  const rows = arrival.length;
  const processorsMax = processors === undefined ? 1 : processors.reduce((most, count) => Math.max(most, count), 1);
  yield `; Version: 2.2\n; MaxJobs: ${rows}\n; MaxRecords: ${rows}\n; MaxProcs: ${processorsMax}\n`;
  for (let row = 0; row < rows; row++) {
    const count = processors?.[row] ?? 1;
    const preceding = after?.[row] ?? -1;
    // A think time takes the place of the submit time; without one both the submit time and the other's end count.
    const thinkTime = preceding > 0 && (arrival[row] === 0 || think?.[row]) ? think?.[row] ?? 0 : -1;
    yield `${pid?.[row] ?? row + 1} ${arrival[row]} -1 ${cpu[row]} ${count} -1 -1 ${count} ${
      estimate?.[row] || -1
    } -1 1 -1 -1 -1 -1 -1 ${preceding > 0 ? preceding : -1} ${thinkTime}\n`;
  }
}
