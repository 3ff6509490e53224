/**
 * Figures over many seeds as texts.
 *
 * @module
 */

import type { ComparedFigure } from "../../analysis/figures.ts";
import type { Estimate } from "../../analysis/statistics/estimate.ts";
import { formatDecimal, formatPercent } from "../../engine/numbers.ts";

/** How a figure is written; counts are means here, so they have digits. */
export function figureFormat({ name }: Pick<ComparedFigure, "name">): (value: number) => string {
  if (name === "utilization") return formatPercent;
  return name === "fairness" ? (value) => formatDecimal(value, 3) : (value) => formatDecimal(value);
}

/** `12.30 ± 0.45`; the mean alone where one value tells nothing of its interval. */
export function estimateText({ mean, high }: Estimate, format: (value: number) => string): string {
  return high === null ? format(mean) : `${format(mean)} ± ${format(high - mean)}`;
}

/** A value with its sign; what is written as 0 has none. */
export function signedText(value: number, format: (value: number) => string): string {
  const text = format(Math.abs(value));
  return /[1-9]/.test(text) ? `${value > 0 ? "+" : "−"}${text}` : text;
}
