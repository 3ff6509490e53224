/**
 * Estimates as reports print them.
 *
 * @module
 */

import type { Estimate } from "../../analysis/statistics/estimate.ts";
import { formatDecimal } from "../../engine/numbers.ts";
import { taskLoadText } from "./options_text.ts";

/** `12.30 ± 0.45`: the mean and half of its interval; the mean alone where one value tells nothing of it. */
export function estimateText({ mean, high }: Estimate, format: (value: number) => string): string {
  return high === null ? format(mean) : `${format(mean)} ± ${format(high - mean)}`;
}

/** `-1.20 to 0.30`. */
export function intervalText({ low, high }: Estimate, format: (value: number) => string): string {
  return low === null || high === null ? "-" : `${signed(low, format)} to ${signed(high, format)}`;
}

/** A value with its sign; what prints as 0 has none. */
export function signed(value: number, format: (value: number) => string): string {
  const text = format(Math.abs(value));
  if (!/[1-9]/.test(text)) return text;
  return value > 0 ? `+${text}` : `-${text}`;
}

/** Loads of many runs: what periodic tasks ask for, `null` where there are none; else the least and the greatest. */
export function loadRangeText(loads: readonly (number | null)[], tasks: number | null): string {
  if (tasks !== null) return taskLoadText(tasks);
  const known = loads.filter((load) => load !== null);
  if (known.length === 0) return "none: all processes arrive at once";
  const least = known.reduce((a, b) => Math.min(a, b));
  const most = known.reduce((a, b) => Math.max(a, b));
  const text = least === most ? formatDecimal(least) : `${formatDecimal(least)} to ${formatDecimal(most)}`;
  return most > 1 ? `${text}; above 1 more work comes than the CPUs can do` : text;
}

/** Seeds in a few words: `1 to 30`, or one by one where there are gaps. */
export function seedsText(seeds: readonly number[]): string {
  const [first] = seeds;
  const last = seeds[seeds.length - 1];
  const hasGaps = last - first + 1 !== seeds.length;
  if (hasGaps) return seeds.length <= 12 ? seeds.join(", ") : `${seeds.length} of ${first} to ${last}`;
  return seeds.length === 1 ? String(first) : `${first} to ${last}`;
}
