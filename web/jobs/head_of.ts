/**
 * The first processes of a workload of any size, as a table.
 *
 * @module
 */

import type { WorkloadColumns } from "../../engine/workload.ts";
import type { TableJobs } from "./jobs.ts";
import { tableOf } from "./table_text.ts";

/** The table of the first `count` processes. */
export function headOf(columns: WorkloadColumns, count: number): TableJobs {
  const { bursts, affinity, group, resources, names } = columns;
  const head: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (ArrayBuffer.isView(column)) head[name] = (column as Float64Array).slice(0, count);
  }
  const rows = Math.min(count, columns.arrival.length);
  if (names !== undefined) head.names = names.slice(0, rows);
  if (affinity !== undefined) head.affinity = { ...affinity, of: affinity.of.slice(0, rows) };
  if (resources !== undefined) head.resources = { ...resources, of: resources.of.slice(0, rows) };
  if (group !== undefined) head.group = { ...group, of: group.of.slice(0, rows) };
  if (bursts !== undefined) {
    const end = bursts.offset[rows];
    head.bursts = {
      ...bursts,
      offset: bursts.offset.slice(0, rows + 1),
      kind: bursts.kind.slice(0, end),
      value: bursts.value.slice(0, end),
    };
  }
  return tableOf(head as unknown as WorkloadColumns, "");
}
