/**
 * Which processes come after which others: `after` names pids, here they become rows, and what cannot be is reported.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import type { ProblemList } from "./_problems.ts";
import { RULE } from "./_rules.ts";

/** Pids of a cycle that an error lists at the most. */
const LISTED_MAX = 8;

/** Stands for the row of nobody. */
export const NO_ROW = -1;

/** The row that each row comes after, {@linkcode NO_ROW} for none or a pid that nobody has. O(rows). */
export function predecessorRows({ arrival, pid, after }: WorkloadColumns): Int32Array {
  const rows = new Int32Array(arrival.length).fill(NO_ROW);
  if (after === undefined) return rows;
  const rowOfPid = pid === undefined ? undefined : new Map(Array.from(pid, (value, row) => [value, row]));
  for (let row = 0; row < rows.length; row++) {
    if (!(after[row] >= 0)) continue;
    if (rowOfPid !== undefined) rows[row] = rowOfPid.get(after[row]) ?? NO_ROW;
    else if (after[row] >= 1 && after[row] <= rows.length) rows[row] = after[row] - 1;
  }
  return rows;
}

/** Reports predecessors that nobody is, periodic tasks that have one, and processes that come after themselves. */
export function checkDependencies(columns: WorkloadColumns, problems: ProblemList): void {
  const { after, think, period, pid } = columns;
  const pidOf = (row: number) => pid?.[row] ?? row + 1;
  if (after === undefined) {
    const row = think?.findIndex((ticks) => ticks !== 0) ?? -1;
    if (row >= 0) reportThink(row, think![row], problems);
    return;
  }
  const predecessors = predecessorRows(columns);
  for (let row = 0; row < after.length; row++) {
    if (problems.isBad(row)) continue;
    const value = after[row];
    if (value < 0) {
      if (think !== undefined && think[row] !== 0) reportThink(row, think[row], problems);
    } else if (predecessors[row] === NO_ROW || predecessors[row] === row) {
      problems.add(["processes", row, "after"], { rule: RULE.after, value });
    } else if (period !== undefined && (period[row] > 0 || period[predecessors[row]] > 0)) {
      const rule = period[row] > 0 ? "left out of a periodic task" : "of a process that is no periodic task";
      problems.add(["processes", row, "after"], { rule, value });
    }
  }
  if (problems.count > 0) return;
  for (const cycle of cyclesOf(predecessors)) {
    const listed = cycle.slice(0, LISTED_MAX).map(pidOf);
    const pids = [...listed, ...(cycle.length > LISTED_MAX ? ["…"] : []), listed[0]].join(" after ");
    problems.add(["processes", cycle[0], "after"], { rule: "of a process that does not wait for it", value: pids });
  }
}

function reportThink(row: number, value: number, problems: ProblemList): void {
  if (problems.isBad(row)) return;
  problems.add(["processes", row, "think"], { rule: "left out where no process is named that it comes after", value });
}

/** The cycles, each from its first row on, against the order of time. O(rows). */
function cyclesOf(predecessors: Int32Array): number[][] {
  /** The walk in which a row was come by, from 1. */
  const walkOf = new Uint32Array(predecessors.length);
  const cycles: number[][] = [];
  for (let start = 0; start < predecessors.length; start++) {
    let row = start;
    while (row !== NO_ROW && walkOf[row] === 0) {
      walkOf[row] = start + 1;
      row = predecessors[row];
    }
    if (row === NO_ROW || walkOf[row] !== start + 1) continue;
    const cycle = [row];
    for (let next = predecessors[row]; next !== row; next = predecessors[next]) cycle.push(next);
    const first = cycle.indexOf(cycle.reduce((least, each) => Math.min(least, each)));
    cycles.push([...cycle.slice(first), ...cycle.slice(0, first)]);
  }
  return cycles;
}
