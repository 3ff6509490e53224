/**
 * Where two runs of one workload part, and why.
 *
 * @module
 */

import type { Contender } from "../../analysis/contender.ts";
import { diverge, type Divergence } from "../../analysis/diverge.ts";
import type { Explanation } from "../../analysis/explain.ts";
import type { WorkloadColumns } from "../../engine/workload.ts";

/** What is held against each other. */
export interface DivergeInput {
  readonly columns: WorkloadColumns;
  readonly contenders: readonly [Contender, Contender];
}

/** The first difference; `null` where there is none. */
export type Parting =
  | NonNullable<Divergence["difference"]> & {
    /** What each of the two decides there. */
    readonly explanations: readonly [Explanation, Explanation];
  }
  | null;

/** Finds it. */
export async function divergeTask(
  { columns, contenders }: DivergeInput,
  tell: (share: number) => void,
): Promise<Parting> {
  const shares = [0, 0];
  const { difference, runs } = await diverge(columns, contenders, {
    onProgress: ({ run, finished, processes }) => {
      shares[run.index] = finished / processes;
      tell((shares[0] + shares[1]) / 2);
    },
  });
  if (difference === null) return null;
  return { ...difference, explanations: [runs[0].explanation!, runs[1].explanation!] };
}
