/**
 * The figures by which runs are compared.
 *
 * @module
 */

import type { Metrics, Summary } from "../engine/result.ts";

/**
 * A figure of a run.
 *
 * @example
 * ```ts
 * import { comparedFigure, type ComparedFigure } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const fairness: ComparedFigure = comparedFigure("fairness");
 * const { metrics } = simulate({ processes: [{ bursts: 3 }] }, { policy: "fcfs" });
 * assertEquals([fairness.value(metrics, "mean"), fairness.isMoreBetter], [1, true]);
 * ```
 * @category Comparisons
 */
export interface ComparedFigure {
  /** As flags, JSON and the library call it. */
  readonly name: string;
  /** As tables and charts call it. */
  readonly title: string;
  /** Whether more is better; of most figures less is. */
  readonly isMoreBetter?: boolean;
  /** Its value; figures of single processes are summed up by `statistic`. */
  readonly value: (metrics: Metrics, statistic: keyof Summary) => number;
}

/**
 * Every figure, in the order of tables.
 *
 * @example
 * ```ts
 * import { COMPARED_FIGURES } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(COMPARED_FIGURES[0].name, "turnaround");
 * ```
 *
 * @category Comparisons
 */
export const COMPARED_FIGURES: readonly ComparedFigure[] = [
  { name: "turnaround", title: "Turnaround", value: (metrics, by) => metrics.turnaround[by] },
  { name: "waiting", title: "Waiting", value: (metrics, by) => metrics.waiting[by] },
  { name: "response", title: "Response", value: (metrics, by) => metrics.response[by] },
  { name: "weightedTurnaround", title: "Weighted", value: (metrics, by) => metrics.weightedTurnaround[by] },
  { name: "longestWait", title: "Longest wait", value: (metrics) => metrics.longestWait.ticks },
  { name: "switches", title: "Switches", value: (metrics) => metrics.switches },
  { name: "fairness", title: "Fairness", isMoreBetter: true, value: (metrics) => metrics.fairness },
  { name: "utilization", title: "CPU use", isMoreBetter: true, value: (metrics) => metrics.utilization },
  { name: "makespan", title: "Makespan", value: (metrics) => metrics.makespan },
];

/**
 * The figure of this name.
 *
 * @throws {RangeError} If there is none.
 * @example
 * ```ts
 * import { comparedFigure } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(comparedFigure("fairness").isMoreBetter, true);
 * ```
 *
 * @category Comparisons
 */
export function comparedFigure(name: string): ComparedFigure {
  const figure = COMPARED_FIGURES.find((each) => each.name === name);
  if (figure !== undefined) return figure;
  const names = COMPARED_FIGURES.map((each) => each.name).join(", ");
  throw new RangeError(`Cannot compare: figure must be one of ${names}, got ${name}`);
}
