/**
 * `--times`: figures in ticks, or in the unit of the workload's times.
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
  "Show the figures of the tables in ticks, or in the unit of the workload's times",
  "what",
  ["ticks", "unit"],
  { defaultText: "ticks" },
);

/**
 * How the report writes times, as the flag says; `undefined` for ticks.
 *
 * @throws {UsageError} When times have no other unit than ticks, or the report has no tables.
 */
export function timesFormat(
  command: string,
  { times, format = "text" }: { readonly times?: "ticks" | "unit"; readonly format?: string },
  tick: TickLength | undefined,
): TimesFormat | undefined {
  if (times !== "unit") return undefined;
  if (format === "json" || format === "csv") {
    throw new UsageError(`Cannot ${command}: --times must be left out with --format ${format}, which has ticks`);
  }
  if (tick === undefined) {
    const rule = "--times unit must come with a workload whose times have decimals or units";
    throw new UsageError(`Cannot ${command}: ${rule}, got whole ticks`);
  }
  return timesInUnit(tick);
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
