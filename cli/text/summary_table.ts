/**
 * The figures of a whole run as text.
 *
 * @module
 */

import { formatCount, formatDecimal, formatPercent, plural } from "../../engine/numbers.ts";
import type { FigureName, SimulationResult, Summary } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";

/** The figures of {@linkcode Summary} in the order of reports; tables that are narrow lose those of high rank. */
export const STATISTICS: readonly { name: keyof Summary; title: string; rank?: number }[] = [
  { name: "mean", title: "Mean" },
  { name: "median", title: "Median", rank: 1 },
  { name: "p95", title: "p95", rank: 2 },
  { name: "p99", title: "p99", rank: 3 },
  { name: "max", title: "Max" },
];

const ROWS: readonly { name: FigureName; title: string; isRare?: boolean }[] = [
  { name: "turnaround", title: "Turnaround" },
  { name: "waiting", title: "Waiting" },
  { name: "response", title: "Response" },
  { name: "blocked", title: "Blocked", isRare: true },
  { name: "weightedTurnaround", title: "Weighted (turnaround / CPU time)" },
  { name: "dispatches", title: "Dispatches" },
  { name: "preemptions", title: "Preemptions", isRare: true },
];

/** Whole numbers without decimals, others with two. */
function figureText(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : formatDecimal(value);
}

/** Draws means, percentiles and maxima, then the figures of the machine. */
export function renderSummary(result: SimulationResult, labels: ProcessLabels, style: Style, width: number): string {
  const { metrics } = result;
  const rows = ROWS.filter(({ name, isRare }) => !isRare || metrics[name].max > 0).map(({ name, title }) => [
    title,
    ...STATISTICS.map((statistic) =>
      statistic.name === "mean" ? formatDecimal(metrics[name].mean) : figureText(metrics[name][statistic.name])
    ),
  ]);
  const columns = [
    { title: "All processes", align: "left" as const },
    ...STATISTICS.map(({ title, rank }) => ({ title, rank })),
  ];
  const { text, omitted } = renderTable(columns, rows, style, width);
  const narrow = omitted.length === 0 ? "" : style.dim(wrap(`Too narrow for: ${omitted.join(", ")}`, width)) + "\n";
  const { ticks, pid } = metrics.longestWait;
  const facts = [
    `makespan ${formatCount(metrics.makespan)}`,
    `CPU utilization ${formatPercent(metrics.utilization)}`,
    `throughput ${throughputText(metrics.throughput)}`,
    `switches ${formatCount(metrics.switches)}`,
    `fairness ${formatDecimal(metrics.fairness, 3)}`,
    `longest wait ${formatCount(ticks)}${ticks > 0 ? ` (${labels.name(pid)})` : ""}`,
  ];
  if (metrics.migrations !== undefined) facts.push(`migrations ${formatCount(metrics.migrations)}`);
  if (metrics.throttles !== undefined) facts.push(`throttled ${plural(metrics.throttles, "time")}`);
  return text + narrow + "\n" + wrap(facts.join(" · "), width) + "\n";
}

/** Processes per tick in a unit that leaves digits to read. */
function throughputText(perTick: number): string {
  if (perTick >= 0.01) return `${formatDecimal(perTick, 3)} per tick`;
  if (perTick >= 0.00001) return `${formatDecimal(perTick * 1000, 3)} per 1,000 ticks`;
  return `${formatDecimal(perTick * 1_000_000, 3)} per 1,000,000 ticks`;
}
