/**
 * Means with confidence intervals, and paired differences of two series.
 *
 * @module
 */

import { studentQuantile } from "./student.ts";

/**
 * The confidence of every interval.
 *
 * @example
 * ```ts
 * import { CONFIDENCE } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(CONFIDENCE, 0.95);
 * ```
 *
 * @category Statistics
 */
export const CONFIDENCE = 0.95;

/**
 * A mean of independent values and how well it is known.
 *
 * @example
 * ```ts
 * import { estimate, type Estimate } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { count, mean, low, high }: Estimate = estimate([9, 10, 11]);
 * assertEquals([count, mean, low!.toFixed(2), high!.toFixed(2)], [3, 10, "7.52", "12.48"]);
 * ```
 * @category Statistics
 */
export interface Estimate {
  /** How many values there were. */
  readonly count: number;
  /** Their mean. */
  readonly mean: number;
  /** Standard deviation of the values; 0 for a single one. */
  readonly deviation: number;
  /** Ends of the 95 % confidence interval of the mean, by Student's t; `null` where one value tells nothing of it. */
  readonly low: number | null;
  /** Upper end of the interval. */
  readonly high: number | null;
}

/**
 * What two series of paired values show of their means.
 *
 * @example
 * ```ts
 * import { pairedDifference, type Verdict } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const verdicts: Verdict[] = [[1, 2, 3], [9, 1, 2], [11, 12, 13]].map((after) => pairedDifference([1, 2, 3], after).verdict);
 * assertEquals(verdicts, ["equal in every run", "no difference shown", "higher"]);
 * ```
 * @category Statistics
 */
export type Verdict = "lower" | "higher" | "no difference shown" | "equal in every run";

/**
 * The second series less the first.
 *
 * @example
 * ```ts
 * import { pairedDifference, type PairedDifference } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const difference: PairedDifference = pairedDifference([10, 20, 30], [11, 21, 31]);
 * assertEquals([difference.mean, difference.deviation, difference.verdict], [1, 0, "higher"]);
 * ```
 * @category Statistics
 */
export interface PairedDifference extends Estimate {
  /** Of the second against the first. */
  readonly verdict: Verdict;
}

/**
 * Estimates the mean of values, of which there must be one.
 *
 * @example
 * ```ts
 * import { estimate } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, deviation } = estimate([1, 2, 3]);
 * assertEquals([mean, deviation], [2, 1]);
 * ```
 *
 * @category Statistics
 */
export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  // Measured from one of them, the mean of equal values is that value, without rounding.
  const [origin] = values;
  const mean = origin + values.reduce((sum, value) => sum + (value - origin), 0) / count;
  if (count === 1) return { count, mean, deviation: 0, low: null, high: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (count - 1));
  const half = studentQuantile((1 + CONFIDENCE) / 2, count - 1) * deviation / Math.sqrt(count);
  return { count, mean, deviation, low: mean - half, high: mean + half };
}

/**
 * Compares two series whose values at one place belong together.
 *
 * @example
 * ```ts
 * import { pairedDifference } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, verdict } = pairedDifference([10, 20, 30, 40], [9, 18, 29, 38]);
 * assertEquals([mean, verdict], [-1.5, "lower"]);
 * ```
 *
 * @category Statistics
 */
export function pairedDifference(first: readonly number[], second: readonly number[]): PairedDifference {
  const differences = second.map((value, index) => value - first[index]);
  const known = estimate(differences);
  return { ...known, verdict: verdictOf(differences, known) };
}

function verdictOf(differences: readonly number[], { low, high }: Estimate): Verdict {
  if (differences.every((difference) => difference === 0)) return "equal in every run";
  if (low !== null && low > 0) return "higher";
  return high !== null && high < 0 ? "lower" : "no difference shown";
}
