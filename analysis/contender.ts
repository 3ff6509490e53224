/**
 * What a comparison is of.
 *
 * @module
 */

import type { SimulationOptions } from "../engine/options.ts";
import type { OwnPolicyOptions } from "../engine/own_policy.ts";

/**
 * A policy with its options, on a machine.
 *
 * @example
 * ```ts
 * import { compare, type Contender } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const contenders: Contender[] = [1, 4].map((quantum) => ({ label: `quantum ${quantum}`, options: { policy: "rr", quantum } }));
 * const runs = await compare({ processes: [{ bursts: 4 }, { bursts: 4 }] }, contenders);
 * assertEquals(runs.map(({ label, result }) => [label, result.metrics.totalDispatches]), [["quantum 1", 8], ["quantum 4", 2]]);
 * ```
 * @category Comparisons
 */
export interface Contender {
  /** As results call it, such as `rr:quantum=4`. */
  readonly label: string;
  /** The policy, its options and the machine's. */
  readonly options: SimulationOptions | OwnPolicyOptions;
}
