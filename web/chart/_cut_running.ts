/**
 * Cuts what lies over running time out of it, so that no two spans of a process overlap.
 *
 * @module
 */

import { SpanList, type SpanTable } from "./chart_data.ts";

/** The spans of `base`, those of kind `running` cut where one of `over` lies, and the spans of `over`, in order of time. */
export function cutRunning(base: SpanTable, over: SpanTable, running: number): SpanTable {
  if (over.start.length === 0) return base;
  const rows = base.offsets.length - 1;
  const list = new SpanList();
  for (let row = 0; row < rows; row++) {
    let next = over.offsets[row];
    const past = over.offsets[row + 1];
    for (let index = base.offsets[row]; index < base.offsets[row + 1]; index++) {
      const [start, end, value, kind] = [base.start[index], base.end[index], base.value[index], base.kind[index]];
      let from = start;
      for (; kind === running && next < past && over.start[next] < end; next++) {
        list.add(row, from, over.start[next], value, kind);
        list.add(row, over.start[next], over.end[next], over.value[next], over.kind[next]);
        from = over.end[next];
      }
      list.add(row, from, end, value, kind);
    }
  }
  return list.toTable(rows);
}
