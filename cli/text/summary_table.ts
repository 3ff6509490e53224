/**
 * The figures of a whole run as text.
 *
 * @module
 */

import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import type { FigureName, SimulationResult, Summary } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** The figures of {@linkcode Summary} in the order of reports; tables that are narrow lose those of high rank. */
export const STATISTICS: readonly { name: keyof Summary; title: string; rank?: number }[] = [
  { name: "mean", title: "Mean" },
  { name: "median", title: "Median", rank: 1 },
  { name: "p95", title: "p95", rank: 2 },
  { name: "p99", title: "p99", rank: 3 },
  { name: "max", title: "Max" },
];

const ROWS: readonly { name: FigureName; title: string; isRare?: boolean; isTime?: boolean }[] = [
  { name: "turnaround", title: "Turnaround", isTime: true },
  { name: "waiting", title: "Waiting", isTime: true },
  { name: "response", title: "Response", isTime: true },
  { name: "blocked", title: "Blocked", isTime: true, isRare: true },
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
  const { say } = style;
  const times = timesOf(style);
  const rows = ROWS.filter(({ name, isRare }) => !isRare || metrics[name].max > 0).map(({ name, title, isTime }) => [
    say(title),
    ...STATISTICS.map((statistic) => {
      const value = metrics[name][statistic.name];
      const isCount = statistic.name !== "mean" && Number.isInteger(value);
      if (isTime) return isCount ? times.count(value) : times.decimal(value);
      return statistic.name === "mean" ? formatDecimal(value) : figureText(value);
    }),
  ]);
  const columns = [
    { title: say("All processes"), align: "left" as const },
    ...STATISTICS.map(({ title, rank }) => ({ title: say(title), rank })),
  ];
  const { text, omitted } = renderTable(columns, rows, style, width);
  const columnsText = omitted.join(", ");
  const narrow = omitted.length === 0
    ? ""
    : style.dim(wrap(say("Too narrow for: {columns}", { columns: columnsText }), width)) + "\n";
  const { ticks, pid } = metrics.longestWait;
  const facts = [
    say("makespan {ticks}", { ticks: times.count(metrics.makespan) }),
    say("CPU utilization {share}", { share: formatPercent(metrics.utilization) }),
    say("throughput {rate}", { rate: throughputText(metrics.throughput, style) }),
    say("switches {count}", { count: formatCount(metrics.switches) }),
    say("fairness {value}", { value: formatDecimal(metrics.fairness, 3) }),
    say("longest wait {ticks}", { ticks: times.count(ticks) }) + (ticks > 0 ? ` (${labels.name(pid)})` : ""),
  ];
  if (metrics.migrations !== undefined) {
    facts.push(say("migrations {count}", { count: formatCount(metrics.migrations) }));
  }
  if (metrics.throttles !== undefined) {
    facts.push(say("throttled {times}", { times: say.count(metrics.throttles, "time") }));
  }
  return text + narrow + "\n" + wrap(facts.join(" · "), width) + "\n";
}

/** Processes per tick in a unit that leaves digits to read. */
function throughputText(perTick: number, style: Style): string {
  const { say } = style;
  const { perUnit, unit } = timesOf(style);
  if (style.times !== undefined) return say("{value} per {unit}", { value: formatDecimal(perTick * perUnit, 3), unit });
  if (perTick >= 0.01) return say("{value} per tick", { value: formatDecimal(perTick, 3) });
  if (perTick >= 0.00001) return say("{value} per 1,000 ticks", { value: formatDecimal(perTick * 1000, 3) });
  return say("{value} per 1,000,000 ticks", { value: formatDecimal(perTick * 1_000_000, 3) });
}
