/**
 * How a run did by its deadlines, as text.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { DeadlineReport, TaskReport } from "../../engine/result.ts";
import { wrap } from "../../pictures/width.ts";
import type { Style } from "../io.ts";
import { renderTable } from "./table.ts";

/** Tasks that the table has at the most; those with most misses first if there are more. */
const TASKS_MAX = 30;

/** Draws a row for every task, then the figures of all. */
export function renderDeadlines(report: DeadlineReport, style: Style, width: number): string {
  const byMisses = report.tasks.length > TASKS_MAX
    ? report.tasks.toSorted((a, b) => b.misses - a.misses).slice(0, TASKS_MAX)
    : report.tasks;
  const columns = [
    { title: "Task", align: "left" as const },
    { title: "CPU", rank: 2 },
    { title: "Period", rank: 1 },
    { title: "Deadline" },
    { title: "Jobs", rank: 3 },
    { title: "Misses" },
    { title: "Worst turnaround", rank: 5 },
    { title: "Worst lateness", rank: 4 },
  ];
  const { text, omitted } = renderTable(columns, byMisses.map(taskRow), style, width);
  const left = report.tasks.length - byMisses.length;
  const more = left === 0 ? "" : wrap(`${formatCount(left)} more tasks with no more misses than these`, width) + "\n";
  const narrow = omitted.length === 0 ? "" : style.dim(wrap(`Too narrow for: ${omitted.join(", ")}`, width)) + "\n";
  return text + narrow + more + "\n" + wrap(factsOf(report).join(" · "), width) + "\n";
}

function taskRow(task: TaskReport): string[] {
  const { name, cpu, period, deadline, jobs, misses, responseMax, latenessMax } = task;
  const ticks = [deadline, jobs, misses, responseMax, latenessMax].map(formatCount);
  return [name, formatCount(cpu), period === null ? "-" : formatCount(period), ...ticks];
}

function factsOf(report: DeadlineReport): string[] {
  const { jobs, misses, utilization, utilizationBound, hyperperiod, horizon } = report;
  const facts = [`deadlines missed ${formatCount(misses)} of ${formatCount(jobs)}`];
  if (utilization !== null) facts.push(`utilization of the tasks ${formatDecimal(utilization, 3)}`);
  if (utilizationBound !== null) facts.push(`all met up to ${formatDecimal(utilizationBound, 3)} under this policy`);
  if (hyperperiod !== null) facts.push(`hyperperiod ${formatCount(hyperperiod)}`);
  if (horizon !== null) facts.push(`jobs released before ${formatCount(horizon)}`);
  return facts;
}
