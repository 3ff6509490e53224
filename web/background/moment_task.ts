/**
 * One tick of a run, of a policy of one's own.
 *
 * @module
 */

import { type StepMoment, stepMoment, type StepRequest } from "../step/step_moment.ts";

/** Simulates up to it. */
export async function momentTask(
  request: Omit<StepRequest, "signal">,
  _tell: (progress: never) => void,
): Promise<StepMoment> {
  return await stepMoment(request);
}
