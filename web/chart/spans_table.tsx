/**
 * What a chart shows as a table: the spans in sight, row by row, a page at a time.
 *
 * @module
 */

import { Button } from "../button.tsx";
import { useState } from "preact/hooks";
import { formatCount } from "../../engine/numbers.ts";
import { fill } from "../languages/language.ts";
import type { ChartModel } from "./chart_model.ts";
import type { ChartTexts } from "./chart_texts.ts";
import type { RowLayout } from "./layout.ts";
import { activityText } from "./moment.ts";
import { PAGE_ROWS, spansPage } from "./spans_page.ts";
import type { TimeWindow } from "./time_window.ts";

/** The table, closed until somebody opens it. */
export function SpansTable({ model, texts, layout, window }: {
  readonly model: ChartModel;
  readonly texts: ChartTexts;
  readonly layout: RowLayout;
  readonly window: TimeWindow;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.table}</summary>
      {isOpen && <Page model={model} texts={texts} layout={layout} window={window} />}
    </details>
  );
}

function Page({ model, texts, layout, window }: {
  readonly model: ChartModel;
  readonly texts: ChartTexts;
  readonly layout: RowLayout;
  readonly window: TimeWindow;
}) {
  const [page, setPage] = useState(0);
  const whole = spansPage(model, layout, window, page * PAGE_ROWS);
  // Who zooms in may stand beyond the last page.
  const last = Math.max(0, Math.ceil(whole.count / PAGE_ROWS) - 1);
  const { count, spans } = page > last ? spansPage(model, layout, window, last * PAGE_ROWS) : whole;
  const from = Math.min(page, last) * PAGE_ROWS;
  const shown = { from: formatCount(Math.floor(window.from)), to: formatCount(Math.ceil(window.to)) };
  return (
    <>
      <div class="scrolling" tabIndex={0} role="group" aria-label={texts.table}>
        <table class="figures">
          <caption>{fill(texts.caption, { ...shown, count: formatCount(count) })}</caption>
          <thead>
            <tr>
              <th scope="col" class="text">{texts.columns.row}</th>
              <th scope="col" class="text">{texts.columns.process}</th>
              <th scope="col" class="text">{texts.columns.activity}</th>
              <th scope="col">{texts.columns.from}</th>
              <th scope="col">{texts.columns.to}</th>
              <th scope="col">{texts.columns.ticks}</th>
            </tr>
          </thead>
          <tbody>
            {spans.map((span, index) => (
              <tr key={from + index}>
                <th scope="row" class="text">{model.name(span.row, texts)}</th>
                <td class="text">
                  {span.process === null ? formatCount(span.count!) : model.processName(span.process)}
                </td>
                <td class="text">
                  {activityText(model, span, texts)}
                  {span.isMigrated && texts.cameFromAnotherCpu}
                </td>
                <td>{formatCount(span.start)}</td>
                <td>{formatCount(span.end)}</td>
                <td>{formatCount(span.end - span.start)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {last > 0 && (
        <p class="pages">
          <Button isOff={from === 0} onPress={() => setPage(Math.min(page, last) - 1)}>{texts.previous}</Button>
          {fill(texts.pages, {
            from: formatCount(from + 1),
            to: formatCount(from + spans.length),
            count: formatCount(count),
          })}
          <Button isOff={page >= last} onPress={() => setPage(page + 1)}>{texts.next}</Button>
        </p>
      )}
    </>
  );
}
