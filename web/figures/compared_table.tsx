/**
 * The runs side by side, a row each: means over all processes, the best of each column marked, and which run is shown.
 *
 * @module
 */

import { COMPARED_FIGURES, type ComparedFigure } from "../../analysis/figures.ts";
import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import { fill, type Texts } from "../languages/language.ts";
import type { Page } from "../page.ts";
import type { Run } from "../runs.ts";

const decimal = (value: number) => formatDecimal(value);

/** How figures are written. */
const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  longestWait: formatCount,
  switches: formatCount,
  makespan: formatCount,
  fairness: (value) => formatDecimal(value, 3),
  utilization: formatPercent,
};

/** A figure of the runs that are done. */
export interface ComparedColumn {
  readonly title: keyof Texts["figures"];
  /** By run; `null` for those that are not done. */
  readonly cells: readonly ({ readonly text: string; readonly isBest: boolean } | null)[];
}

/** The columns of the table. */
export function comparedColumns(runs: readonly Run[]): ComparedColumn[] {
  const columns = COMPARED_FIGURES.map((figure) =>
    columnOf(figure.title, runs, (run) => figure.value(run.outcome.result.metrics, "mean"), figure)
  );
  const hasDeadlines = runs.some((run) => run.state === "done" && run.outcome.result.deadlines !== null);
  if (!hasDeadlines) return columns;
  return [
    columnOf("Missed", runs, (run) => run.outcome.result.deadlines?.misses ?? 0, { name: "switches" }),
    ...columns,
  ];
}

function columnOf(
  title: string,
  runs: readonly Run[],
  valueOf: (run: Run & { readonly state: "done" }) => number,
  { name, isMoreBetter }: Pick<ComparedFigure, "name" | "isMoreBetter">,
): ComparedColumn {
  const format = FORMATS[name] ?? decimal;
  const values = runs.map((run) => run.state === "done" ? valueOf(run) : null);
  const there = values.filter((value) => value !== null);
  const best = isMoreBetter ? Math.max(...there) : Math.min(...there);
  // What is written alike is marked alike; where all are alike nothing is.
  const isTold = new Set(there.map(format)).size > 1;
  return {
    title: title as keyof Texts["figures"],
    cells: values.map((value) =>
      value === null ? null : { text: format(value), isBest: isTold && format(value) === format(best) }
    ),
  };
}

/** The table. */
export function ComparedTable({ page }: { readonly page: Page }) {
  const texts = page.texts.value;
  const runs = page.runs.all.value;
  const columns = comparedColumns(runs);
  const shown = page.shown.value;
  const hasMarks = columns.some(({ cells }) => cells.some((cell) => cell?.isBest));
  return (
    <div class="scrolling compared" tabIndex={0} role="group" aria-label={texts.figures.compared}>
      <table class="figures">
        <caption>
          {texts.figures.compared}
          {hasMarks && (
            <span class="legend">
              {" · "}
              <b class="best">★</b> {texts.figures.best}
            </span>
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="text">{texts.figures.Policy}</th>
            {columns.map(({ title }) => <th scope="col" key={title}>{texts.figures[title]}</th>)}
          </tr>
        </thead>
        <tbody>
          {runs.map((run, row) => (
            <tr key={row} class={run === shown ? "shown" : undefined}>
              <th scope="row" class="text">
                <button
                  type="button"
                  class="plain"
                  aria-pressed={run === shown}
                  title={fill(texts.figures.show, { policy: run.contender.label })}
                  onClick={() => page.state.shown.value = row}
                >
                  {run.contender.label}
                </button>
              </th>
              {columns.map(({ title, cells }) => (
                <FigureCell
                  key={title}
                  cell={cells[row]}
                  best={texts.figures.best}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FigureCell({ cell, best }: { readonly cell: ComparedColumn["cells"][number]; readonly best: string }) {
  if (cell === null) return <td>–</td>;
  if (!cell.isBest) return <td>{cell.text}</td>;
  return (
    <td class="best">
      <span aria-hidden="true">★&nbsp;</span>
      {cell.text}
      <span class="spoken">, {best}</span>
    </td>
  );
}
