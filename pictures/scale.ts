/**
 * How simulated time maps to the columns of a picture.
 *
 * @module
 */

import type { SimulationResult } from "../engine/result.ts";
import type { WorkloadColumns } from "../engine/workload.ts";

/**
 * Simulated time from `start` to `end` in columns: either some columns per tick, or some ticks per column.
 *
 * @example
 * ```ts
 * import { createScale, type TimeScale } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const scale: TimeScale = createScale(0, 100, 80);
 * assertEquals([scale.columns, scale.ticksPerColumn, scale.columnsPerTick], [50, 2, 1]);
 * ```
 * @category Model
 */
export interface TimeScale {
  /** The tick at which the picture begins. */
  readonly start: number;
  /** The tick at which it ends. */
  readonly end: number;
  /** Columns in all. */
  readonly columns: number;
  /** Columns of one tick, or 1 where a column stands for several ticks. */
  readonly columnsPerTick: number;
  /** Ticks of one column, or 1 where a tick has a column or more. */
  readonly ticksPerColumn: number;
}

/** More columns than this for one tick make short charts harder to read, not easier. */
const COLUMNS_PER_TICK_MAX = 6;

/**
 * The largest scale that fits `columnsMax` columns; boundaries always fall between columns.
 *
 * @example
 * ```ts
 * import { createScale } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const scale = createScale(0, 100, 80);
 * assertEquals([scale.columns, scale.ticksPerColumn], [50, 2]);
 * ```
 *
 * @category Model
 */
export function createScale(start: number, end: number, columnsMax: number): TimeScale {
  const ticks = Math.max(1, end - start);
  if (ticks <= columnsMax) {
    const columnsPerTick = Math.min(COLUMNS_PER_TICK_MAX, Math.floor(columnsMax / ticks));
    return { start, end, columns: ticks * columnsPerTick, columnsPerTick, ticksPerColumn: 1 };
  }
  const ticksPerColumn = Math.ceil(ticks / columnsMax);
  return { start, end, columns: Math.ceil(ticks / ticksPerColumn), columnsPerTick: 1, ticksPerColumn };
}

/**
 * The scales of a chart that goes on from line to line: one column per tick, each line up to `columnsMax` columns. One scale
 * where it fits one line; `null` where it would take more than `linesMax` lines.
 *
 * @example
 * ```ts
 * import { wrappedScales } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * const scales = wrappedScales(0, 100, 80, 3)!;
 * assertEquals(scales.map(({ start, end }) => [start, end]), [[0, 80], [80, 100]]);
 * ```
 *
 * @category Model
 */
export function wrappedScales(start: number, end: number, columnsMax: number, linesMax: number): TimeScale[] | null {
  const ticks = Math.max(1, end - start);
  if (ticks <= columnsMax) return [createScale(start, end, columnsMax)];
  if (columnsMax < 1 || ticks > columnsMax * linesMax) return null;
  return Array.from({ length: Math.ceil(ticks / columnsMax) }, (_, line) => {
    const from = start + line * columnsMax;
    const to = Math.min(end, from + columnsMax);
    return { start: from, end: to, columns: to - from, columnsPerTick: 1, ticksPerColumn: 1 };
  });
}

/**
 * The column in which `time` begins; whole in a scale of one or more columns per tick.
 *
 * @example
 * ```ts
 * import { columnOf, createScale } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(columnOf(createScale(0, 100, 80), 30), 15);
 * ```
 *
 * @category Model
 */
export function columnOf(scale: TimeScale, time: number): number {
  return (time - scale.start) * scale.columnsPerTick / scale.ticksPerColumn;
}

/** The first arrival of a workload. Who comes after another process is never the first. O(processes). */
export function firstArrivalOf({ arrival, after }: Pick<WorkloadColumns, "arrival" | "after">): number {
  return arrival.reduce(
    (least, each, row) => after !== undefined && after[row] >= 0 ? least : Math.min(least, each),
    Infinity,
  );
}

/** The time of the first chart: 0, unless the first arrival is so late that the chart would be mostly empty. */
export function chartStart(firstArrival: number, lastFinish: number): number {
  return firstArrival > lastFinish - firstArrival ? firstArrival : 0;
}

/**
 * The smallest of 1, 2, 5, 10, 20, 50, ... that is at least `value`.
 *
 * @example
 * ```ts
 * import { niceStep } from "@quanta/quanta/pictures";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([3, 12, 40].map(niceStep), [5, 20, 50]);
 * ```
 *
 * @category Model
 */
export function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  for (const factor of [1, 2, 5]) {
    if (power * factor >= value) return power * factor;
  }
  return power * 10;
}

/**
 * The times between which a run's charts are drawn.
 *
 * @example
 * ```ts
 * import { chartSpan } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const result = simulate({ processes: [{ arrival: 2, bursts: 8 }] }, { policy: "fcfs" });
 * assertEquals(chartSpan(result).end, 10);
 * ```
 *
 * @category Model
 */
export function chartSpan(result: Pick<SimulationResult, "columns">): { start: number; end: number } {
  const { arrival, finish } = result.columns;
  let firstArrival = Infinity;
  let lastFinish = 0;
  for (let row = 0; row < arrival.length; row++) {
    firstArrival = Math.min(firstArrival, arrival[row]);
    lastFinish = Math.max(lastFinish, finish[row]);
  }
  return { start: chartStart(firstArrival, lastFinish), end: lastFinish };
}
