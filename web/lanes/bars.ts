/**
 * The bars of a lane: what a CPU, or a process, does from when to when, as much of it as a width can show.
 *
 * @module
 */

import type { Segment } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import type { TimelinePicture } from "../../pictures/timeline_picture.ts";
import type { PyramidColumn, TimelinePyramid } from "../../pictures/timeline_pyramid.ts";
import type { TimeWindow } from "../chart/time_window.ts";

/** A bar. */
export interface Bar {
  readonly start: number;
  readonly end: number;
  /** The process's place in the workload, which is also its colour; `null` where the CPU only switches. */
  readonly process: number | null;
  /** Names that could stand in it, the longest first. */
  readonly names: readonly string[];
  /** What is said of it. */
  readonly title: string;
  /** How much of its time is filled, from 0 to 1. */
  readonly share: number;
}

/** Gives the bars of a part of time that is some columns wide. */
export type BarSource = (span: TimeWindow, columns: number) => readonly Bar[];

/** Pixels of a column of a timeline that is sampled. */
export const COLUMN_PIXELS = 2;

/** Columns that a bar has on average, at the least, where bars are drawn one by one. */
const COLUMNS_OF_BAR = 2;

/** A segment as a bar. */
export function barOf({ pid, start, end, kind }: Omit<Segment, "cpu">, labels: ProcessLabels): Bar {
  const isRun = kind === "run" || kind === "warmup";
  const name = labels.name(pid);
  return {
    start,
    end,
    process: isRun ? Math.max(0, labels.index(pid)) : null,
    names: kind === "run" ? [name, labels.symbol(pid)] : [],
    title: `${name} ${start}–${end}`,
    share: 1,
  };
}

/** A CPU's bars: segment by segment where they have room, else what columns can show. */
export function barsOfPicture(picture: TimelinePicture, cpu: number, labels: ProcessLabels): BarSource {
  const dense = barsOfPyramid(picture.pyramid!, cpu, labels);
  if (picture.isTooLong) return dense;
  const all = picture.segments.filter((segment) => segment.cpu === cpu).map((segment) => barOf(segment, labels));
  const few = barsOfList(all);
  return (span, columns) => {
    const bars = few(span, columns);
    return bars.length * COLUMNS_OF_BAR <= columns ? bars : dense(span, columns);
  };
}

/** A CPU's bars, however many segments there are: what a column cannot show apart is a bar of whatever takes most of it. */
export function barsOfPyramid(pyramid: TimelinePyramid, cpu: number, labels: ProcessLabels): BarSource {
  return (span, columns) => {
    const samples = pyramid.columns(cpu, { ...span, columns });
    const ticks = (span.to - span.from) / columns;
    const bars: Bar[] = [];
    let first = 0;
    while (first < columns) {
      const column = samples[first];
      let next = first + 1;
      while (next < columns && isAlike(column, samples[next])) next++;
      if (column.longest !== null) {
        const bar = barOf(column.longest, labels);
        const [start, end] = [span.from + first * ticks, span.from + next * ticks];
        bars.push(isDense(column) ? { ...bar, start, end, names: [], share: column.busyShare } : bar);
      }
      first = next;
    }
    return bars;
  };
}

/** Whether a column hides a segment: one is in it besides those that reach over its edges. */
function isDense({ segments }: PyramidColumn): boolean {
  return segments > 2;
}

function isAlike(one: PyramidColumn, other: PyramidColumn): boolean {
  if (one.longest === null || other.longest === null) return one.longest === other.longest;
  if (isDense(one) !== isDense(other) || one.longest.pid !== other.longest.pid) return false;
  return isDense(one) ? Math.abs(one.busyShare - other.busyShare) < 0.1 : one.longest.start === other.longest.start;
}

/** Bars that are there already. */
export function barsOfList(bars: readonly Bar[]): BarSource {
  return ({ from, to }) => bars.filter((bar) => bar.end > from && bar.start < to);
}

/** Segments of a process that follow each other at once on a CPU, as one. */
export function joined(segments: readonly Segment[]): Segment[] {
  const bars: Segment[] = [];
  for (const segment of segments) {
    const last = bars.findLast(({ cpu }) => cpu === segment.cpu);
    if (last !== undefined && last.end === segment.start && last.pid === segment.pid && last.kind === segment.kind) {
      last.end = segment.end;
    } else bars.push({ ...segment });
  }
  return bars;
}
