/**
 * Processes that come after others, as the core is told of them, and the numbers that they get as they arrive
 * (`engine/assembly/scheduler/sources.ts`).
 *
 * @module
 */

import { radixSort } from "./_order_rows.ts";
import { NONE, type SchedulerCore } from "./core.ts";
import type { WorkloadColumns } from "./workload.ts";
import { predecessorRows } from "./workload/_dependencies.ts";

/** Which rows a core's numbers stand for, where processes get them as they arrive. */
export class Numbering {
  /** The row of each number, {@linkcode NONE} for those that nobody has yet. */
  readonly rowOf: Uint32Array;
  readonly #core: SchedulerCore;
  readonly #rowOfSource: Uint32Array | null;
  #known = 0;

  constructor(core: SchedulerCore, rowOfSource: Uint32Array | null, count: number) {
    this.rowOf = new Uint32Array(count).fill(NONE);
    this.#core = core;
    this.#rowOfSource = rowOfSource;
  }

  /** Learns who has arrived since the last time. */
  update(): void {
    const arrived = this.#core.arrivedCount.value;
    const { memory, sourceOfAddress } = this.#core;
    const sourceOf = new Uint32Array(memory.buffer, sourceOfAddress.value, arrived);
    for (; this.#known < arrived; this.#known += 1) {
      const source = sourceOf[this.#known];
      this.rowOf[this.#known] = this.#rowOfSource === null ? source : this.#rowOfSource[source];
    }
  }
}

/** Writes who comes after whom into a core that has been laid out. `rowOf` is the row of each source. */
export function writeSources(core: SchedulerCore, workload: WorkloadColumns, rowOf: Uint32Array | null): Numbering {
  const count = workload.arrival.length;
  const { buffer } = core.memory;
  const after = new Uint32Array(buffer, core.afterAddress.value, count);
  const think = new Float64Array(buffer, core.thinkAddress.value, count);
  const pidRank = new Uint32Array(buffer, core.pidRankAddress.value, count);
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const sourceOf = rowOf === null ? rows : new Uint32Array(count);
  if (rowOf !== null) rowOf.forEach((row, source) => sourceOf[row] = source);
  predecessorRows(workload).forEach((predecessor, row) => {
    after[sourceOf[row]] = predecessor < 0 ? NONE : sourceOf[predecessor];
    think[sourceOf[row]] = workload.think?.[row] ?? 0;
  });
  const byPid = workload.pid === undefined ? rows : radixSort(rows.slice(), workload.pid);
  byPid.forEach((row, rank) => pidRank[sourceOf[row]] = rank);
  return new Numbering(core, rowOf, count);
}
