/**
 * A time as it is written in a workload, in ticks of that workload.
 *
 * @module
 */

import { ATTOS, parseTime, type UnitName } from "./_time_units.ts";
import type { TickLength } from "./tick_length.ts";

/**
 * Ticks of a time with decimals or a unit.
 *
 * @param text The time: `1ms`, `0.5`; one without a unit is in what the workload's times are in.
 * @param tick What a tick of the workload is.
 * @returns Ticks, what the time must be where it is none of them, or `undefined` where the text is no time.
 */
export function ticksOfTime(text: string, tick: TickLength): bigint | { rule: string } | undefined {
  const time = parseTime(text);
  const own = parseTime(tick.text);
  if (typeof time === "string" || typeof own === "string") return undefined;
  const unit = time.unit ?? tick.unit as UnitName;
  if (unit !== "" && tick.unit === "") return { rule: "a number without a unit, as the workload's times are" };
  const attos = time.attos * ATTOS[unit];
  const length = own.attos * ATTOS[own.unit ?? ""];
  if (attos % length === 0n) return attos / length;
  return { rule: `a whole number of ticks, each ${tick.text} (--tick makes them shorter)` };
}
