/**
 * Student's t distribution, as far as confidence intervals need it.
 *
 * @module
 */

/** Coefficients of Lanczos' approximation to the gamma function, g = 7, good to 15 digits. */
const LANCZOS = [
  0.99999999999980993,
  676.5203681218851,
  -1259.1392167224028,
  771.32342877765313,
  -176.61502916214059,
  12.507343278686905,
  -0.13857109526572012,
  9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/**
 * The value below which a t-distributed variable stays with this probability.
 *
 * @param probability From 0.5 to less than 1.
 * @param freedom Degrees of freedom, from 1.
 * @example
 * ```ts
 * import { studentQuantile } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(studentQuantile(0.975, 10).toFixed(3), "2.228"); // as tables have it
 * ```
 *
 * @category Statistics
 */
export function studentQuantile(probability: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (studentDistribution(high, freedom) < probability) high *= 2;
  // Each step halves the interval; after 60 it is narrower than the spacing of numbers.
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentDistribution(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability that a t-distributed variable stays below `value`, which is from 0. */
export function studentDistribution(value: number, freedom: number): number {
  const x = freedom / (freedom + value * value);
  return 1 - incompleteBeta(x, freedom / 2, 0.5) / 2;
}

/** The regularised incomplete beta function. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges quickly below the mean of the distribution; above it, by symmetry, from the other end.
  return x < (a + 1) / (a + b + 2) ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b;
}

/** The continued fraction of the incomplete beta function, by Lentz' method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const bounded = (value: number) => Math.abs(value) < tiny ? tiny : value;
  let c = 1;
  let d = 1 / bounded(1 - (a + b) * x / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 500; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / bounded(1 + even * d);
    c = bounded(1 + even / c);
    fraction *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / bounded(1 + odd * d);
    c = bounded(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

function logGamma(value: number): number {
  const x = value - 1;
  const base = x + 7.5;
  const series = LANCZOS.reduce((sum, coefficient, index) =>
    index === 0 ? coefficient : sum + coefficient / (x + index)
  );
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(base) - base + Math.log(series);
}
