/**
 * What stepping keeps in the state of the page, read with care: a link may bring anything.
 *
 * @module
 */

import type { StepBy } from "./step_controls.tsx";

/** How one steps, and which decision of its tick is looked at, by its number in the run. */
export interface StepValues {
  readonly by: StepBy;
  readonly decision: number | null;
}

/** Reads kept values; what makes no sense is as usual. */
export function readStepValues(value: unknown): StepValues {
  const { by, decision } = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  return {
    by: by === "tick" ? "tick" : "decision",
    decision: Number.isSafeInteger(decision) && (decision as number) >= 0 ? decision as number : null,
  };
}
