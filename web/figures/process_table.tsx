/**
 * The figures of the processes of a run, a page of rows at a time.
 *
 * @module
 */

import { Button } from "../button.tsx";
import { useState } from "preact/hooks";
import { formatCount, formatDecimal } from "../../engine/numbers.ts";
import { processResult } from "../../engine/process_result.ts";
import type { ProcessResult } from "../../engine/result.ts";
import { processColor } from "../../pictures/palette.ts";
import { fill, type Texts } from "../languages/language.ts";
import type { Outcome } from "../outcome.ts";

/** Rows of a page. */
const PAGE_ROWS = 100;

/** A figure of a process. */
export interface ProcessFigure {
  readonly title: keyof Texts["figures"];
  readonly value: (process: ProcessResult) => number;
  readonly format?: (value: number) => string;
  /** Left out where every process has none of it. */
  readonly isRare?: boolean;
}

/** The figures, in the order of the table. */
export const PROCESS_FIGURES: readonly ProcessFigure[] = [
  { title: "Arrival", value: (process) => process.arrival },
  { title: "CPU", value: (process) => process.cpu },
  { title: "Executed", value: (process) => process.executed ?? 0, isRare: true },
  { title: "First run", value: (process) => process.firstRun },
  { title: "Finish", value: (process) => process.finish },
  { title: "Turnaround", value: (process) => process.turnaround },
  { title: "Waiting", value: (process) => process.waiting },
  { title: "Response", value: (process) => process.response },
  { title: "Blocked", value: (process) => process.blocked, isRare: true },
  { title: "Lock wait", value: (process) => process.lockWait ?? 0, isRare: true },
  { title: "Inversion", value: (process) => process.inversion ?? 0, isRare: true },
  { title: "Held", value: (process) => process.held, isRare: true },
  { title: "Memory", value: (process) => process.memory ?? 0, isRare: true },
  {
    title: "Address",
    value: (process) => process.memory === undefined ? 0 : process.address ?? -1,
    format: (value) => value < 0 ? "-" : formatCount(value),
    isRare: true,
  },
  { title: "Switching", value: (process) => process.switching, isRare: true },
  { title: "Weighted", value: (process) => process.weightedTurnaround, format: (value) => formatDecimal(value) },
  { title: "Dispatches", value: (process) => process.dispatches },
  { title: "Migrations", value: (process) => process.migrations ?? 0, isRare: true },
  { title: "Preemptions", value: (process) => process.preemptions, isRare: true },
];

/** The processes of some rows, and the figures that they have. */
export function processRows(
  { result: { columns }, labels }: Outcome,
  from: number,
  to: number,
): { readonly figures: readonly ProcessFigure[]; readonly processes: readonly ProcessResult[] } {
  const pids = columns.pid;
  const processes = Array.from({ length: Math.min(to, pids.length) - from }, (_, index) => {
    const pid = pids[from + index];
    return processResult(columns, from + index, { pid, name: labels.name(pid) });
  });
  const figures = PROCESS_FIGURES.filter(({ isRare, value }) => !isRare || processes.some((each) => value(each) > 0));
  return { figures, processes };
}

/** The table. */
export function ProcessTable({ outcome, texts }: { readonly outcome: Outcome; readonly texts: Texts }) {
  const [page, setPage] = useState(0);
  const count = outcome.result.metrics.processes;
  const from = Math.min(page, Math.floor((count - 1) / PAGE_ROWS)) * PAGE_ROWS;
  const { figures, processes } = processRows(outcome, from, from + PAGE_ROWS);
  const titles = texts.figures;
  return (
    <section class="processes" aria-label={titles.processes}>
      <div class="scrolling" tabIndex={0} role="group" aria-label={titles.processes}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col" class="text">{titles.Process}</th>
              {figures.map(({ title }) => <th scope="col" key={title}>{titles[title]}</th>)}
            </tr>
          </thead>
          <tbody>
            {processes.map((process, index) => (
              <tr key={process.pid}>
                <th scope="row" class="text">
                  <span class="swatch" style={{ background: processColor(from + index).web }} aria-hidden="true" />
                  {process.name}
                </th>
                {figures.map(({ title, value, format = formatCount }) => <td key={title}>{format(value(process))}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > PAGE_ROWS && (
        <p class="pages">
          <Button isOff={from === 0} onPress={() => setPage(page - 1)}>{titles.previous}</Button>
          {fill(titles.of, {
            from: formatCount(from + 1),
            to: formatCount(Math.min(count, from + PAGE_ROWS)),
            count: formatCount(count),
          })}
          <Button isOff={from + PAGE_ROWS >= count} onPress={() => setPage(page + 1)}>{titles.next}</Button>
        </p>
      )}
    </section>
  );
}
