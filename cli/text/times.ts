/**
 * Times in reports: as ticks, or in the unit that the workload's times were written in.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { Style, TimesFormat } from "../io.ts";

const IN_TICKS: TimesFormat = {
  count: formatCount,
  decimal: (ticks) => formatDecimal(ticks),
  perUnit: 1,
  unit: "tick",
};

/** How a style writes times. */
export function timesOf(style: Pick<Style, "times">): TimesFormat {
  return style.times ?? IN_TICKS;
}
