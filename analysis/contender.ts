/**
 * What a comparison is of.
 *
 * @module
 */

import type { SimulationOptions } from "../engine/options.ts";

/**
 * A policy with its options, on a machine.
 *
 * @category Comparisons
 */
export interface Contender {
  /** As results call it, such as `rr:quantum=4`. */
  readonly label: string;
  /** The policy, its options and the machine's. */
  readonly options: SimulationOptions;
}
