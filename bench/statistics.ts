/**
 * The few statistics that reports and verdicts are made of. All are medians and order statistics: they assume nothing
 * about the distribution, and a sample that another program's burst has spoilt moves them little.
 *
 * @module
 */

/** A median, and how sure it is. */
export interface Estimate {
  median: number;
  /** Holds the true median with a confidence of 95 %; the whole range where there are too few values for that. */
  interval: readonly [low: number, high: number];
}

/** The middle of the values, or the mean of the two middle ones; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median distance from the median, as a share of the median: half of the values lie within it. */
export function spread(values: readonly number[]): number {
  const center = median(values);
  return median(values.map((value) => Math.abs(value - center))) / Math.abs(center);
}

/**
 * How many of the least and of the greatest of `count` values lie outside the interval of 95 % around the median. Each
 * value lies below the true median with a chance of one half, so the number below it is binomial.
 */
function valuesOutside(count: number): number {
  let chance = 0.5 ** count;
  let below = chance;
  let outside = 0;
  while (2 * below <= 0.05) {
    outside += 1;
    chance *= (count - outside + 1) / outside;
    below += chance;
  }
  return Math.max(0, outside - 1);
}

/** The median with its interval. */
export function estimate(values: readonly number[]): Estimate {
  const sorted = [...values].sort((a, b) => a - b);
  const outside = valuesOutside(sorted.length);
  return { median: median(sorted), interval: [sorted[outside], sorted[sorted.length - 1 - outside]] };
}

/** The geometric mean, of positive values. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
