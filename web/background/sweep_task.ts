/**
 * A policy under many quanta.
 *
 * @module
 */

import { type Sweep, sweep } from "../../analysis/sweep.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";

/** What is swept. */
export interface SweepInput {
  readonly columns: WorkloadColumns;
  readonly options: SimulationOptions;
  /** In ascending order. */
  readonly quanta: readonly number[];
}

/** Sweeps, and tells the share of the runs that are done. */
export async function sweepTask(
  { columns, options, quanta }: SweepInput,
  tell: (share: number) => void,
  signal?: AbortSignal,
): Promise<Sweep> {
  return await sweep(columns, options, { quanta, signal, onProgress: ({ share }) => tell(share) });
}
