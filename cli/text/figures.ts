/**
 * How tables print the figures by which runs are compared.
 *
 * @module
 */

import { COMPARED_FIGURES, type ComparedFigure } from "../../analysis/figures.ts";
import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";

/** A figure with its looks. */
export interface TextFigure extends ComparedFigure {
  /** Tables that are narrow lose those of high rank. */
  readonly rank: number;
  readonly format: (value: number) => string;
  /** Whether it is a time, which may be written in a unit. */
  readonly isTime?: boolean;
}

const decimal = (value: number) => formatDecimal(value);

const LOOKS: Readonly<Record<string, Pick<TextFigure, "rank" | "format" | "isTime">>> = {
  turnaround: { rank: 0, format: decimal, isTime: true },
  waiting: { rank: 0, format: decimal, isTime: true },
  response: { rank: 1, format: decimal, isTime: true },
  weightedTurnaround: { rank: 3, format: decimal },
  longestWait: { rank: 4, format: formatCount, isTime: true },
  switches: { rank: 2, format: formatCount },
  fairness: { rank: 5, format: (value) => formatDecimal(value, 3) },
  utilization: { rank: 6, format: formatPercent },
  makespan: { rank: 7, format: formatCount, isTime: true },
};

/** Every figure, in the order of tables. */
export const TEXT_FIGURES: readonly TextFigure[] = COMPARED_FIGURES.map((each) => ({ ...each, ...LOOKS[each.name] }));

/** The figure of this name, of which flags have made sure. */
export function textFigure(name: string): TextFigure {
  return TEXT_FIGURES.find((figure) => figure.name === name)!;
}
