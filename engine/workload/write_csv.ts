/**
 * Writes workloads as comma-separated values (RFC 4180, lines ended by LF); see `csv.ts` for the format.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { affinityText } from "./_membership.ts";
import { writeProgram } from "./_notation.ts";
import { needsOf, needsText } from "./_resources.ts";
import { TRAIT_NAMES, TRAITS } from "./_rules.ts";

/**
 * Writes a workload as CSV.
 *
 * @param workload Checked columns.
 * @param note Takes what is lost: the workload's name, and what is said of devices.
 * @returns The text in pieces.
 */
export function writeCsv(workload: WorkloadColumns, note: (text: string) => void): Iterable<string> {
  if (workload.name !== undefined) note("CSV has no place for the workload's name: left out");
  const isSaid = workload.bursts?.devices?.some(({ servers, order }) => servers !== undefined || order !== undefined);
  if (isSaid) note("CSV has no place for servers and orders of devices: left out");
  return rowsOf(workload);
}

function* rowsOf(workload: WorkloadColumns): Generator<string, void, void> {
  const { arrival, cpu, bursts, pid, names } = workload;
  const columns: [string, (row: number) => string][] = [];
  const add = (header: string, cell: (row: number) => string) => columns.push([header, cell]);
  if (pid !== undefined) add("pid", (row) => String(pid[row]));
  if (names !== undefined) add("name", (row) => quoted(names[row] ?? ""));
  add("arrival", (row) => String(arrival[row]));
  add("bursts", cpu === undefined ? (row) => quoted(writeProgram(bursts!, row)) : (row) => String(cpu[row]));
  for (const trait of TRAIT_NAMES) {
    const column = workload[trait];
    // Below its least value, 0 stands for none: an empty cell.
    if (column !== undefined) add(trait, (row) => column[row] < TRAITS[trait].least ? "" : String(column[row]));
  }
  const { affinity, group } = workload;
  if (workload.resources !== undefined) add("resources", (row) => needsText(needsOf(workload, row)));
  if (affinity !== undefined) add("affinity", (row) => affinityText(affinity.sets[affinity.of[row] - 1] ?? []));
  if (group !== undefined) add("group", (row) => quoted(group.names[group.of[row] - 1] ?? ""));

  yield columns.map(([header]) => header).join(",") + "\n";
  for (let row = 0; row < arrival.length; row++) {
    let line = columns[0][1](row);
    for (let column = 1; column < columns.length; column++) line += "," + columns[column][1](row);
    yield line + "\n";
  }
}

/** A cell, in quotes where it must be: spaces at its ends would not be read as part of it, and `#1` as a comment. */
function quoted(cell: string): string {
  return /[",;\t]|^\s|\s$|^#|^\/\//.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
