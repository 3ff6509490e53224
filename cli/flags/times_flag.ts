/**
 * `--times`: figures in ticks, in the unit of the workload's times, or by the clock.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { TickLength } from "../../engine/workload/tick_length.ts";
import { UsageError } from "../exit_code.ts";
import type { TimesFormat } from "../io.ts";
import { choice } from "./flags.ts";

/** The flag. */
export const timesFlag = choice(
  "Show the figures of the tables in ticks, in the unit of the workload's times, or as times of day where arrivals are such",
  "what",
  ["ticks", "unit", "clock"],
  { defaultText: "ticks" },
);

/**
 * How the report writes times, as the flag says; `undefined` for ticks.
 *
 * @throws {UsageError} When times have no other unit than ticks, or the report has no tables.
 */
export function timesFormat(
  command: string,
  { times, format = "text" }: { readonly times?: "ticks" | "unit" | "clock"; readonly format?: string },
  tick: TickLength | undefined,
): TimesFormat | undefined {
  if (times === undefined || times === "ticks") return undefined;
  if (format === "json" || format === "csv") {
    throw new UsageError(`Cannot ${command}: --times must be left out with --format ${format}, which has ticks`);
  }
  if (tick === undefined) {
    const rule = `--times ${times} must come with a workload whose times have decimals or units`;
    throw new UsageError(`Cannot ${command}: ${rule}, got whole ticks`);
  }
  if (times === "unit") return timesInUnit(tick);
  if (tick.midnight === undefined) {
    const rule = "--times clock must come with a workload whose arrivals are times of day, such as 8:30";
    throw new UsageError(`Cannot ${command}: ${rule}, got times in ${tick.unit === "" ? "no unit" : tick.unit}`);
  }
  return { ...timesInUnit(tick), instant: clockOf(tick, tick.midnight) };
}

/** Times of day, to the second where a tick is no whole number of minutes; hours go on where a day is over. */
function clockOf({ perUnit, unit }: TickLength, midnight: number): (ticks: number) => string {
  const inSeconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3600, d: 86400 };
  const seconds = (inSeconds[unit] ?? 0) / perUnit;
  const two = (value: number) => String(value).padStart(2, "0");
  return (ticks) => {
    const time = Math.round((ticks + midnight) * seconds);
    const text = `${Math.floor(time / 3600)}:${two(Math.floor(time / 60) % 60)}`;
    return seconds % 60 === 0 ? text : `${text}:${two(time % 60)}`;
  };
}

/**
 * Times in the unit of a workload.
 *
 * @param tick What a tick is.
 * @returns The format: as many decimals as tell one tick from the next, and two more for means.
 */
function timesInUnit({ perUnit, unit }: TickLength): TimesFormat {
  const decimals = Math.max(0, Math.ceil(Math.log10(perUnit) - 1e-9));
  const shown = (ticks: number, digits: number) => formatDecimal(ticks / perUnit, Math.min(20, digits));
  return {
    count: (ticks) => Number.isFinite(ticks) ? shown(ticks, decimals) : formatCount(ticks),
    decimal: (ticks) => shown(ticks, decimals + 2),
    perUnit,
    unit: unit === "" ? "unit" : unit,
  };
}
