/**
 * What a tick is, where times came with decimals or units.
 *
 * @module
 */

/**
 * The length of a tick, chosen so that all times that were read are whole numbers of ticks, or as the user said.
 *
 * @example
 * ```ts
 * import { readWorkload, type TickLength } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { tick } = await readWorkload("arrival,bursts\n0ms,2.5ms\n1ms,3ms\n");
 * const expected: TickLength = { text: "0.1 ms", unit: "ms", perUnit: 10 };
 * assertEquals(tick, expected);
 * ```
 * @category Workloads
 */
export interface TickLength {
  /** With its unit: `0.1 ms`; `0.1` where times have none. */
  readonly text: string;
  /** The unit by name: ns, us, ms, s, min, h or d; empty where times have none. */
  readonly unit: string;
  /** How many ticks make a unit; a fraction where a tick is longer than the unit. */
  readonly perUnit: number;
  /** How many ticks before tick 0 the day began, where arrivals came as times of day. */
  readonly midnight?: number;
}
