/**
 * What a file asks for beside its processes.
 *
 * @module
 */

import type { PriorityOrder } from "../policy_options.ts";

/**
 * How a file asks to be simulated, where nothing else is said.
 *
 * @example
 * ```ts
 * import { readWorkload, type WorkloadSettings } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const settings: WorkloadSettings = { quantum: 2, policy: "rr" };
 * const text = JSON.stringify({ ...settings, processes: [{ bursts: 3 }] });
 * assertEquals((await readWorkload(text)).settings, settings); // they ask; whoever simulates decides
 * ```
 * @category Workloads
 */
export interface WorkloadSettings {
  /** Ticks. */
  readonly quantum?: number;
  /** The policy as the file names it. */
  readonly policy?: string;
  /** Which priorities are the more urgent, as a header or a field says. */
  readonly priorityOrder?: PriorityOrder;
  /** Number of CPUs. */
  readonly cpus?: number;
  /** Ticks of a context switch. */
  readonly switchCost?: number;
  /** Size of memory, in the unit of the processes' own. */
  readonly memory?: number;
  /** How many of each counted resource there are, by name. */
  readonly resources?: Readonly<Record<string, number>>;
}
