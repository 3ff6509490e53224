/**
 * The deadlines of a run's processes, as ticks of the chart.
 *
 * @module
 */

import type { SimulationResult } from "../../engine/result.ts";

/** Deadlines by row of the workload. */
export interface Deadlines {
  /** The tick; `NaN` where there is none. */
  readonly time: Float64Array;
  /** 1 where the process ended after it. */
  readonly isMissed: Uint8Array;
}

/** The deadlines of a run; `null` where no process has one. */
export function deadlinesOf({ workload, columns }: Pick<SimulationResult, "workload" | "columns">): Deadlines | null {
  const { deadline } = workload;
  if (deadline === undefined) return null;
  const time = deadline.map((ticks, row) => ticks === 0 ? NaN : columns.arrival[row] + ticks);
  return { time, isMissed: Uint8Array.from(time, (tick, row) => columns.finish[row] > tick ? 1 : 0) };
}
