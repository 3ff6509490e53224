/**
 * How a run did by its deadlines, as text.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { DeadlineReport, TaskReport } from "../../engine/result.ts";
import { wrap } from "../../pictures/width.ts";
import type { Say } from "../../pictures/words/language.ts";
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
  const titled = columns.map((column) => ({ ...column, title: style.say(column.title) }));
  const { text, omitted } = renderTable(titled, byMisses.map(taskRow), style, width);
  const left = report.tasks.length - byMisses.length;
  const more = left === 0
    ? ""
    : wrap(style.say("{count} more tasks with no more misses than these", { count: formatCount(left) }), width) + "\n";
  const narrow = omitted.length === 0
    ? ""
    : style.dim(wrap(style.say("Too narrow for: {columns}", { columns: omitted.join(", ") }), width)) + "\n";
  return text + narrow + more + "\n" + wrap(factsOf(report, style.say).join(" · "), width) + "\n";
}

function taskRow(task: TaskReport): string[] {
  const { name, cpu, period, deadline, jobs, misses, responseMax, latenessMax } = task;
  const ticks = [deadline, jobs, misses, responseMax, latenessMax].map(formatCount);
  return [name, formatCount(cpu), period === null ? "-" : formatCount(period), ...ticks];
}

function factsOf(report: DeadlineReport, say: Say): string[] {
  const { jobs, misses, utilization, utilizationBound, hyperperiod, horizon } = report;
  const facts = [say("deadlines missed {misses} of {jobs}", { misses: formatCount(misses), jobs: formatCount(jobs) })];
  if (utilization !== null) {
    facts.push(say("utilization of the tasks {value}", { value: formatDecimal(utilization, 3) }));
  }
  if (utilizationBound !== null) {
    facts.push(say("all met up to {bound} under this policy", { bound: formatDecimal(utilizationBound, 3) }));
  }
  if (hyperperiod !== null) facts.push(say("hyperperiod {ticks}", { ticks: formatCount(hyperperiod) }));
  if (horizon !== null) facts.push(say("jobs released before {tick}", { tick: formatCount(horizon) }));
  return facts;
}
