/**
 * How figures are written for a reader. JSON has them as they are.
 *
 * @module
 */

import type { Unit } from "./suite.ts";

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** Three significant digits, without an exponent. */
function significant(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) >= 100) return grouped.format(value);
  return Number(value.toPrecision(3)).toString();
}

/** A count, with its thousands apart. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A quotient: `1.42×`. */
export function formatFactor(value: number): string {
  if (value >= 100) return `${grouped.format(value)}×`;
  return `${value >= 0.1 && value < 10 ? value.toFixed(2) : Number(value.toPrecision(3))}×`;
}

/** A share from 0 to 1: `2.4 %`. */
export function formatPercent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** A sample in its unit, scaled to where it reads well. */
export function formatSample(value: number, unit: Unit): string {
  switch (unit) {
    case "operations/s":
      if (value >= 1e6) return `${significant(value / 1e6)} M/s`;
      return value >= 1e3 ? `${significant(value / 1e3)} k/s` : `${significant(value)} /s`;
    case "bytes":
      if (value >= 2 ** 20) return `${significant(value / 2 ** 20)} MiB`;
      return value >= 2 ** 10 ? `${significant(value / 2 ** 10)} KiB` : `${significant(value)} B`;
    case "ms":
      return value >= 10_000 ? `${significant(value / 1_000)} s` : `${significant(value)} ms`;
    default:
      return `${significant(value)} ${unit}`;
  }
}
