/**
 * What the columns of rows show, kept from frame to frame: while a chart is panned only the columns that come into sight are
 * looked at.
 *
 * @module
 */

import { type LaneSamples, laneSamples, type SpanLane } from "../../pictures/span_lane.ts";

/** Widths of columns that differ by less than this share are the same: sums of fractions do not come out alike. */
const SAME = 1e-9;

/** Columns of a lane: `samples[0]` is the one from `first * ticks` on. */
export interface KeptColumns {
  /** Ticks of a column. */
  readonly ticks: number;
  first: number;
  count: number;
  readonly samples: LaneSamples;
}

/** The columns of the rows that were in sight last. */
export class ColumnCache {
  #before = new Map<SpanLane, KeptColumns>();
  #now = new Map<SpanLane, KeptColumns>();

  /** Begins a frame: what was not asked for in the last one is forgotten. */
  begin(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }

  /** `count` columns of a lane from the `first` on, each of some ticks, from tick 0. O(new columns x log spans + columns). */
  columns(lane: SpanLane, ticks: number, first: number, count: number): KeptColumns {
    const kept = this.#before.get(lane);
    const isKept = kept !== undefined && Math.abs(kept.ticks / ticks - 1) < SAME &&
      count <= kept.samples.longest.length;
    const columns = isKept ? kept : { ticks, first: 0, count: 0, samples: laneSamples(count + 2) };
    this.#now.set(lane, columns);
    const from = Math.max(first, columns.first);
    const to = Math.min(first + count, columns.first + columns.count);
    const { longest, spans, share } = columns.samples;
    if (from < to) {
      for (const each of [longest, spans, share]) {
        each.copyWithin(from - first, from - columns.first, to - columns.first);
      }
      look(lane, columns, first, 0, from - first);
      look(lane, columns, first, to - first, count);
    } else look(lane, columns, first, 0, count);
    columns.first = first;
    columns.count = count;
    return columns;
  }
}

/** Looks at the columns from place `from` up to place `to`, the place 0 being that of column `first`. */
function look(lane: SpanLane, { ticks, samples }: KeptColumns, first: number, from: number, to: number): void {
  if (from >= to) return;
  const part = {
    longest: samples.longest.subarray(from, to),
    spans: samples.spans.subarray(from, to),
    share: samples.share.subarray(from, to),
  };
  lane.sample({ from: (first + from) * ticks, to: (first + to) * ticks, columns: to - from }, part);
}
