/**
 * The figures of each quantum of a sweep, the best of each column marked, and what FCFS makes of the same jobs.
 *
 * @module
 */

import type { Sweep, SweepPoint } from "../../analysis/sweep.ts";
import { formatCount, formatDecimal, formatPercent } from "../../engine/numbers.ts";
import { fill, type Texts } from "../languages/language.ts";

/** Rows of the table, at the most. */
const ROWS_MAX = 60;

/** A figure of a point. */
interface Column {
  readonly title: (texts: Texts) => string;
  readonly value: (point: Pick<SweepPoint, "metrics" | "switchingShare">) => number;
  readonly format: (value: number) => string;
}

const decimal = (value: number) => formatDecimal(value);

const COLUMNS: readonly Column[] = [
  { title: ({ figures }) => figures.Turnaround, value: ({ metrics }) => metrics.turnaround.mean, format: decimal },
  { title: ({ figures }) => figures.Waiting, value: ({ metrics }) => metrics.waiting.mean, format: decimal },
  { title: ({ figures }) => figures.Response, value: ({ metrics }) => metrics.response.mean, format: decimal },
  {
    title: ({ figures }) => figures["Longest wait"],
    value: ({ metrics }) => metrics.longestWait.ticks,
    format: formatCount,
  },
  { title: ({ figures }) => figures.Switches, value: ({ metrics }) => metrics.switches, format: formatCount },
  { title: ({ figures }) => figures.Switching, value: ({ switchingShare }) => switchingShare, format: formatPercent },
];

/** At most so many points, evenly chosen, first and last among them. */
function thinned(points: readonly SweepPoint[]): readonly SweepPoint[] {
  if (points.length <= ROWS_MAX) return points;
  return Array.from({ length: ROWS_MAX }, (_, row) => points[Math.round(row * (points.length - 1) / (ROWS_MAX - 1))]);
}

/** The table. */
export function SweepTable({ sweep, label, texts, onQuantum }: {
  readonly sweep: Sweep;
  readonly label: string;
  readonly texts: Texts;
  /** Takes the quantum over; `null` where there is nobody to take it. */
  readonly onQuantum: ((quantum: number) => void) | null;
}) {
  const { points, fcfs, options: { switchCost } } = sweep;
  const columns = switchCost > 0 ? COLUMNS : COLUMNS.slice(0, -1);
  const best = columns.map(({ value, format }) => {
    const values = points.map((point) => value(point));
    const least = format(Math.min(...values));
    return values.every((each) => format(each) === least) ? null : least;
  });
  const shown = thinned(points);
  return (
    <div class="scrolling" tabIndex={0} role="group" aria-label={label}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{texts.sweep.quantum}</th>
            {columns.map(({ title }) => <th scope="col" key={title(texts)}>{title(texts)}</th>)}
            <th scope="col" class="text">
              <span class="spoken">{texts.sweep.remark}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => (
            <tr key={point.quantum}>
              <th scope="row">
                {onQuantum === null ? formatCount(point.quantum) : (
                  <button
                    type="button"
                    class="plain small"
                    title={fill(texts.sweep.take, { quantum: point.quantum })}
                    onClick={() => onQuantum(point.quantum)}
                  >
                    {formatCount(point.quantum)}
                  </button>
                )}
              </th>
              {columns.map(({ title, value, format }, column) => {
                const text = format(value(point));
                return <Cell key={title(texts)} text={text} isBest={text === best[column]} texts={texts} />;
              })}
              <td class="text hint">
                {point.isFcfs ? texts.sweep.asFcfs : point.isSwitching ? texts.sweep.eaten : ""}
              </td>
            </tr>
          ))}
          <tr class="compared-with">
            <th scope="row">FCFS</th>
            {columns.map(({ title, value, format }) => <td key={title(texts)}>{format(value(fcfs))}</td>)}
            <td />
          </tr>
        </tbody>
      </table>
      {shown.length < points.length && (
        <p class="hint">{fill(texts.sweep.thinned, { count: shown.length, all: points.length })}</p>
      )}
    </div>
  );
}

function Cell({ text, isBest, texts }: { readonly text: string; readonly isBest: boolean; readonly texts: Texts }) {
  if (!isBest) return <td>{text}</td>;
  return (
    <td class="best">
      <span aria-hidden="true">★&nbsp;</span>
      {text}
      <span class="spoken">, {texts.figures.best}</span>
    </td>
  );
}
