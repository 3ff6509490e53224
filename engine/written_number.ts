/**
 * Numbers as they were written, where the number that JavaScript makes of them is another: `0.99999999999999999999` is 1
 * to it, `1e-400` is 0, and `0.30000000000000000001` is 0.3. A reader that took them so would run something else than what was asked, without a word.
 *
 * @module
 */

/** A number that was written with digits that would be lost. No reader takes it for a number; messages show it. */
export class WrittenNumber {
  /** What stands in the text. */
  readonly text: string;

  /** Keeps the text. */
  constructor(text: string) {
    this.text = text;
  }
}

/** So few characters without an exponent or a fraction are exact, whatever they are. */
const EXACT_LENGTH_MAX = 15;

/**
 * Tells whether a decimal number would become a whole one only by rounding. Fractions that stay fractions are not of
 * interest here: where whole ticks are asked for they are refused as what they are.
 *
 * @param text A number as JSON has it: sign, digits, fraction and exponent. O(length).
 * @returns Whether `Number(text)` is whole and the written number is not.
 */
export function isRoundedToWhole(text: string): boolean {
  if (text.length <= EXACT_LENGTH_MAX && !/[.eE]/.test(text)) return false;
  if (!Number.isInteger(Number(text))) return false;
  const parts = /^[-+]?(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text);
  if (parts === null) return false;
  const [, whole, fraction = "", exponent = "0"] = parts;
  const digits = whole + fraction;
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  // All digits up to the last that is no zero must stand before the point.
  return end > 0 && end > whole.length + Number(exponent);
}

/**
 * The number that a text stands for, where that is written as the text is: `0.1` is, since JavaScript writes it so again.
 *
 * @param text A number as JSON has it. O(length).
 * @returns The number; a {@linkcode WrittenNumber} where digits of it would be lost, or it is beyond 2^53 - 1, where whole
 * numbers are no longer exact.
 */
export function exactNumber(text: string): number | WrittenNumber {
  const number = Number(text);
  const isExact = Math.abs(number) <= Number.MAX_SAFE_INTEGER && !isRoundedToWhole(text) &&
    (Number.isInteger(number) || hasDigitsOf(text, String(number)));
  return isExact ? number : new WrittenNumber(text);
}

/** Whether two decimal numbers, neither of which is 0, have the same digits at the same places. */
function hasDigitsOf(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [digitsOf(one), digitsOf(other)];
  return a.digits === b.digits && a.exponent === b.exponent;
}

/** The digits of a decimal number without zeros at the ends, and the place of the last of them. */
function digitsOf(text: string): { digits: string; exponent: number } {
  const [, whole, fraction = "", exponent = "0"] = /^[-+]?(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  let [start, end] = [0, all.length];
  while (start < end && all[start] === "0") start++;
  while (end > start && all[end - 1] === "0") end--;
  return { digits: all.slice(start, end), exponent: Number(exponent) - fraction.length + all.length - end };
}
