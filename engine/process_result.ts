/**
 * One process's figures as a record, from the columns of a run.
 *
 * @module
 */

import { waitingOf } from "./metrics.ts";
import type { ProcessResult, ResultColumns } from "./result.ts";

/** Where a process's piece of memory begins; `null` where it has none. */
function addressOf({ address }: ResultColumns, row: number): number | null {
  return address![row] < 0 ? null : address![row];
}

/** The figures of the process of a row, which reports call `name`. */
export function processResult(
  columns: ResultColumns,
  row: number,
  { pid, name }: Pick<ProcessResult, "pid" | "name">,
): ProcessResult {
  const arrival = columns.arrival[row];
  const turnaround = columns.finish[row] - arrival;
  return {
    pid,
    name,
    arrival,
    cpu: columns.cpu[row],
    ...(columns.priority === undefined ? {} : { priority: columns.priority[row] }),
    firstRun: columns.firstRun[row],
    finish: columns.finish[row],
    turnaround,
    waiting: waitingOf(columns, row),
    response: columns.firstRun[row] - arrival,
    blocked: columns.blocked[row],
    ...(columns.lockWait === undefined ? {} : { lockWait: columns.lockWait[row] }),
    ...(columns.inversion === undefined ? {} : { inversion: columns.inversion[row] }),
    held: columns.held[row],
    switching: columns.switching[row],
    ...(columns.memory === undefined ? {} : { memory: columns.memory[row], address: addressOf(columns, row) }),
    weightedTurnaround: turnaround / columns.cpu[row],
    dispatches: columns.dispatches[row],
    preemptions: columns.preemptions[row],
    ...(columns.executed === undefined ? {} : { executed: columns.executed[row] }),
    ...(columns.migrations === undefined ? {} : { migrations: columns.migrations[row] }),
  };
}
