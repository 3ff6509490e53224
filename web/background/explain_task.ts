/**
 * What is decided at a tick, by a policy of one's own.
 *
 * @module
 */

import { explain, type Explanation } from "../../analysis/explain.ts";
import type { SimulationOptions } from "../../engine/options.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";

/** What is to be explained. */
export interface ExplainInput {
  readonly columns: WorkloadColumns;
  readonly options: SimulationOptions;
  readonly tick: number;
}

/** Explains it, without control blocks. */
export async function explainTask(
  { columns, options, tick }: ExplainInput,
  _tell: (progress: never) => void,
  signal?: AbortSignal,
): Promise<Explanation> {
  return await explain(columns, options, { at: tick, blocksOf: [], signal });
}
