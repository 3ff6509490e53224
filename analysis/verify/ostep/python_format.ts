/**
 * Numbers as Python prints them.
 *
 * @module
 */

/** `%.2f`: to the nearest hundredth, and from the middle to the even one. */
export function fixed2(value: number): string {
  // Only an odd number of eighths lies exactly between two hundredths.
  const eighths = value * 8;
  if (!Number.isInteger(eighths) || eighths % 2 === 0) return value.toFixed(2);
  const below = Math.floor(value * 100);
  return ((below % 2 === 0 ? below : below + 1) / 100).toFixed(2);
}

/** `str` of a float: the shortest digits that give it back, with a point or an exponent. */
export function floatText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
  }
  const text = String(value);
  return text.includes(".") ? text : `${text}.0`;
}
