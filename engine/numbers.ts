/**
 * Numbers as reports print them: always the same text for the same value, whatever the machine's language is.
 *
 * @module
 */

/** Digits in groups of three: 1,234,567. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return value === Infinity ? "unlimited" : "-";
  const sign = value < 0 ? "-" : "";
  return sign + String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** Two decimals, the whole part in groups of three: 1,234.50. */
export function formatDecimal(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return "-";
  const [whole, fraction] = value.toFixed(digits).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A share of one as per cent: 0.125 is 12.5%. */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)}%` : "-";
}

/** A noun with its number: `1 process`, `2 processes`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
