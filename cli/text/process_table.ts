/**
 * The figures of the processes as a table of text.
 *
 * @module
 */

import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import type { ProcessResult, SimulationResult } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import { wrap } from "../../pictures/width.ts";
import { processRecords } from "../files/json.ts";
import type { Style } from "../io.ts";
import { type Column, renderTable } from "./table.ts";
import { timesOf } from "./times.ts";

/** A figure of a process: how tables, CSV and help call it. */
interface Figure {
  readonly title: string;
  readonly rank: number;
  readonly value: (process: ProcessResult) => number;
  readonly format?: (value: number) => string;
  readonly isTime?: boolean;
  /** Whether it is when something happens, not how long it takes. */
  readonly isInstant?: boolean;
  /** Left out where every process has none of it. */
  readonly isRare?: boolean;
}

const FIGURES: readonly Figure[] = [
  { title: "Arrival", isTime: true, isInstant: true, rank: 2, value: (process) => process.arrival },
  { title: "CPU", isTime: true, rank: 2, value: (process) => process.cpu },
  { title: "Priority", rank: 2, value: (process) => process.priority ?? 0, isRare: true },
  // Other than CPU time on CPUs of other speeds, or with a cache to warm up; not there on other machines.
  { title: "Executed", isTime: true, rank: 3, value: (process) => process.executed ?? 0, isRare: true },
  { title: "First run", isTime: true, isInstant: true, rank: 4, value: (process) => process.firstRun },
  { title: "Finish", isTime: true, isInstant: true, rank: 0, value: (process) => process.finish },
  { title: "Turnaround", isTime: true, rank: 0, value: (process) => process.turnaround },
  { title: "Waiting", isTime: true, rank: 0, value: (process) => process.waiting },
  { title: "Response", isTime: true, rank: 1, value: (process) => process.response },
  { title: "Blocked", isTime: true, rank: 3, value: (process) => process.blocked, isRare: true },
  { title: "Lock wait", isTime: true, rank: 3, value: (process) => process.lockWait ?? 0, isRare: true },
  { title: "Inversion", isTime: true, rank: 3, value: (process) => process.inversion ?? 0, isRare: true },
  { title: "Held", isTime: true, rank: 3, value: (process) => process.held, isRare: true },
  { title: "Memory", rank: 4, value: (process) => process.memory ?? 0, isRare: true },
  {
    title: "Address",
    rank: 4,
    value: (process) => process.memory === undefined ? 0 : process.address ?? -1,
    format: (value) => value < 0 ? "-" : formatCount(value),
    isRare: true,
  },
  { title: "Switching", isTime: true, rank: 3, value: (process) => process.switching, isRare: true },
  {
    title: "Weighted",
    rank: 5,
    value: (process) => process.weightedTurnaround,
    format: (value) => formatDecimal(value),
  },
  { title: "Dispatches", rank: 6, value: (process) => process.dispatches },
  { title: "Migrations", rank: 7, value: (process) => process.migrations ?? 0, isRare: true },
  { title: "Preemptions", rank: 7, value: (process) => process.preemptions, isRare: true },
];

/** Draws the first `rowsMax` processes and says how many more there are. */
export function renderProcessTable(
  result: SimulationResult,
  labels: ProcessLabels,
  rowsMax: number,
  style: Style,
  width: number,
): string {
  const { say } = style;
  const times = timesOf(style);
  const count = result.metrics.processes;
  // Those that are shown, not one object for each of millions.
  const processes = Array.from({ length: Math.min(rowsMax, count) }, (_, row) => row)
    .map(processRecords(result.columns, labels));
  const figures = FIGURES.filter((figure) =>
    !figure.isRare || processes.some((process) => figure.value(process) !== 0)
  );
  const columns: Column[] = [
    { title: say("Process"), align: "left" },
    ...figures.map(({ title, rank }) => ({ title: say(title), rank })),
  ];
  const rows = processes.map((process) => [
    process.name,
    ...figures.map(({ value, isTime, isInstant, format = isTime ? times.count : formatCount }) =>
      (isInstant && times.instant || format)(value(process))
    ),
  ]);
  const { text, omitted } = renderTable(columns, rows, style, width);
  const remarks: string[] = [];
  if (count > rowsMax) {
    remarks.push(
      say("The first {shown} of {count}; --rows all shows every one", {
        shown: formatCount(rowsMax),
        count: say.count(count, "process", "processes"),
      }),
    );
  }
  if (omitted.length > 0) remarks.push(say("Too narrow for: {columns}", { columns: omitted.join(", ") }));
  return text + remarks.map((remark) => style.dim(wrap(remark, width)) + "\n").join("");
}
