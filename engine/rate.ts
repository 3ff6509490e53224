/**
 * Rates: exact fractions, given as numbers with few digits or as texts such as `1/3`.
 *
 * @module
 */

/** The greatest numerator and denominator of a rate. */
export const RATE_MAX = 1000;

/** What a rate must be; completes "must be". */
export const RATE_RULE =
  `a fraction p/q of whole numbers, p from -${RATE_MAX} to ${RATE_MAX} and q from 1 to ${RATE_MAX}, or a ` +
  "decimal number that is one";

/** A fraction in lowest terms; the denominator is positive. */
export interface Rate {
  /** Below 0 where the fraction is. */
  readonly numerator: number;
  /** From 1. */
  readonly denominator: number;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : greatestCommonDivisor(b, a % b);
}

/**
 * Reads a rate.
 *
 * @param value A number, or a text.
 * @returns The fraction; `undefined` where the value is none within the bounds.
 */
export function readRate(value: number | string): Rate | undefined {
  const text = String(value).trim();
  if (text.length > 40) return undefined;
  const parts = /^([+-]?)(\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text.replace(/^([+-]?)\./, "$10."));
  if (parts === null) return undefined;
  const [, sign, whole, decimals = "", below = "1"] = parts;
  const digits = decimals.replace(/0+$/, "");
  const above = Number(whole + digits);
  const under = Number(below) * 10 ** digits.length;
  if (!Number.isSafeInteger(above) || !Number.isSafeInteger(under) || under === 0) return undefined;
  const divisor = greatestCommonDivisor(above, under);
  const [numerator, denominator] = [above / divisor, under / divisor];
  if (numerator > RATE_MAX || denominator > RATE_MAX) return undefined;
  return { numerator: sign === "-" && numerator > 0 ? -numerator : numerator, denominator };
}

/** Two rates over their least common denominator, in lowest terms together. */
export function alignRates(one: Rate, other: Rate): { one: number; other: number; denominator: number } {
  const common = one.denominator * other.denominator /
    greatestCommonDivisor(one.denominator, other.denominator);
  return {
    one: one.numerator * (common / one.denominator),
    other: other.numerator * (common / other.denominator),
    denominator: common,
  };
}
