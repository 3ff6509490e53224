/**
 * What a chart is drawn from: the spans of every row of a run, as plain columns, which cross from a worker to its page as
 * they are.
 *
 * @module
 */

import type { Activity } from "../../pictures/state_intervals.ts";

/** Spans of many rows: those of row `r` stand from `offsets[r]` up to, not including, `offsets[r + 1]`, in order of time. */
export interface SpanTable {
  readonly offsets: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** What it means is said of each table. */
  readonly value: Int32Array;
  readonly kind: Uint8Array;
}

/** A row of a resource: processes at a queue's level, at a device, waiting for a lock. No two spans of a row overlap. */
export interface ChartResource {
  readonly group: "queues" | "devices" | "locks";
  /** The level, from 0; 0 for unnamed I/O, or a device's number in {@linkcode ChartData.devices}, from 1; the lock's place among {@linkcode ChartData.locks}. */
  readonly index: number;
  /** Of several rows of one resource, which; `null` where it has one. */
  readonly part: number | null;
}

/** Every time a CPU was given to a process, in the order in which it happened: one for each decision of the run. */
export interface Dispatches {
  readonly time: Float64Array;
  readonly cpu: Int32Array;
  readonly process: Int32Array;
}

/** A run as spans. Processes are named by their rows in the workload, from 0. */
export interface ChartData {
  /** A row per CPU. Values are processes; kinds are {@linkcode SEGMENT_KINDS}, with {@linkcode MIGRATED}. */
  readonly cpus: SpanTable;
  /**
   * A row per process. Values are CPUs while it runs, or minus the number of CPUs where they are several; else -1, or the lock that
   * it waits for, or while it is ready the levels at which it waits (`_waiting.ts`). Kinds are {@linkcode ACTIVITIES}.
   */
  readonly processes: SpanTable;
  /** How many processes are ready (values): in all, then at each of {@linkcode ChartData.waitingLevels}. Kinds are 0. */
  readonly ready: SpanTable;
  /** Levels at which processes waited, the highest first; none under policies with one queue. */
  readonly waitingLevels: readonly number[];
  /** Ticks between boosts of all processes to the highest level; 0 for none. */
  readonly boostTicks: number;
  /** The rows of {@linkcode ChartData.resourceRows}. Values are processes; kinds are 0. */
  readonly resources: SpanTable;
  readonly resourceRows: readonly ChartResource[];
  readonly dispatches: Dispatches;
  /** Names of the locks that were waited for. */
  readonly locks: readonly string[];
  /** Names of the devices that served somebody. */
  readonly devices: readonly string[];
  /** The first tick of the chart. */
  readonly start: number;
  /** The first tick after the last that is simulated. */
  readonly end: number;
}

/** Kinds of a CPU's spans, by number. */
export const SEGMENT_KINDS = ["run", "switch", "migration", "warmup"] as const;

/** Added to the kind of a CPU's span whose process ran on another CPU before. */
export const MIGRATED = 4;

/** Kinds of a process's spans, by number. */
export const ACTIVITIES = [
  "running",
  "ready",
  "device",
  "lock",
  "throttled",
  "switching",
  "migrating",
  "warming",
  "held",
] as const satisfies readonly Activity[];

/** Spans of any rows in the order in which they end, as columns that grow. */
export class SpanList {
  count = 0;
  row = new Uint32Array(64);
  start = new Float64Array(64);
  end = new Float64Array(64);
  value = new Int32Array(64);
  kind = new Uint8Array(64);

  add(row: number, start: number, end: number, value: number, kind: number): void {
    if (!(end > start)) return;
    const index = this.count++;
    if (index === this.row.length) this.#grow(index * 2);
    this.row[index] = row;
    this.start[index] = start;
    this.end[index] = end;
    this.value[index] = value;
    this.kind[index] = kind;
  }

  /** The spans by row, those of one row in the order in which they were added. O(spans + rows). */
  toTable(rows: number): SpanTable {
    const offsets = new Uint32Array(rows + 1);
    for (let index = 0; index < this.count; index++) offsets[this.row[index] + 1] += 1;
    for (let row = 0; row < rows; row++) offsets[row + 1] += offsets[row];
    const next = offsets.slice();
    const table = emptyTable(offsets, this.count);
    for (let index = 0; index < this.count; index++) {
      const place = next[this.row[index]]++;
      table.start[place] = this.start[index];
      table.end[place] = this.end[index];
      table.value[place] = this.value[index];
      table.kind[place] = this.kind[index];
    }
    return table;
  }

  #grow(length: number): void {
    const grown = <T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T, larger: T) => {
      larger.set(column);
      return larger;
    };
    this.row = grown(this.row, new Uint32Array(length));
    this.start = grown(this.start, new Float64Array(length));
    this.end = grown(this.end, new Float64Array(length));
    this.value = grown(this.value, new Int32Array(length));
    this.kind = grown(this.kind, new Uint8Array(length));
  }
}

function emptyTable(offsets: Uint32Array, spans: number): SpanTable {
  return {
    offsets,
    start: new Float64Array(spans),
    end: new Float64Array(spans),
    value: new Int32Array(spans),
    kind: new Uint8Array(spans),
  };
}
