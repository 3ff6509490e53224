/**
 * The spans in sight, a page at a time.
 *
 * @module
 */

import type { ChartModel, ChartSpan } from "./chart_model.ts";
import type { RowLayout } from "./layout.ts";
import type { TimeWindow } from "./time_window.ts";

/** Rows of a page. */
export const PAGE_ROWS = 50;

/** What of a window stands on a page of the table. */
export interface SpansPage {
  /** Spans in sight in all. */
  readonly count: number;
  readonly spans: readonly ChartSpan[];
}

/** The spans of the rows that are in a window, from the `skip`-th on. O(rows x log spans + page). */
export function spansPage(model: ChartModel, layout: RowLayout, window: TimeWindow, skip: number): SpansPage {
  const spans: ChartSpan[] = [];
  let count = 0;
  for (const { row } of layout.between(0, layout.height)) {
    const lane = model.lane(row);
    const first = lane.endingAfter(window.from);
    const past = lane.beginningAt(window.to, first);
    for (let index = Math.max(first, first + skip - count); index < past && spans.length < PAGE_ROWS; index++) {
      spans.push(model.spanAt(row, index));
    }
    count += past - first;
  }
  return { count, spans };
}
