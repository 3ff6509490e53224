/**
 * Who waits at which level of a policy with several queues. A process that becomes ready stands at a level, and runs from one; where they
 * differ, a boost has taken it up in between, at a multiple of the boost's period.
 *
 * @module
 */

import type { SpanList } from "./chart_data.ts";

const LEVELS_MAX = 256;

const NONE = -1;

/** The levels of a wait as a span's value: where it began and where it ended; `null` for what is not known. */
export function waitValue(from: number | null, to: number | null): number {
  const last = to ?? from;
  return last === null ? NONE : (from ?? last) + LEVELS_MAX * last;
}

/** The first boost after a time. */
function boostAfter(time: number, boostTicks: number): number {
  return (Math.floor(time / boostTicks) + 1) * boostTicks;
}

/** The level at which a process waits at a tick of a span that began at `start`; `null` where it is not known. */
export function waitingLevel(value: number, { start, tick, boostTicks }: {
  readonly start: number;
  readonly tick: number;
  readonly boostTicks: number;
}): number | null {
  if (value < 0) return null;
  const [from, to] = [value % LEVELS_MAX, Math.floor(value / LEVELS_MAX)];
  return from === to || boostTicks === 0 || tick >= boostAfter(start, boostTicks) ? to : from;
}

/** Waits at one level: when each began and ended. */
interface Waits {
  readonly starts: number[];
  readonly ends: number[];
}

/**
 * Adds to `rows`, from row 1 on, how many wait at each level over time, and gives the levels, the highest first. `spans`: those of
 * processes; those of kind `ready` are waits. O(waits x log waits).
 */
export function addWaiting(
  rows: SpanList,
  spans: SpanList,
  { ready, boostTicks }: { readonly ready: number; readonly boostTicks: number },
): number[] {
  const byLevel = new Map<number, Waits>();
  const add = (level: number, start: number, end: number) => {
    if (end <= start) return;
    let waits = byLevel.get(level);
    if (waits === undefined) byLevel.set(level, waits = { starts: [], ends: [] });
    waits.starts.push(start);
    waits.ends.push(end);
  };
  for (let index = 0; index < spans.count; index++) {
    const [start, end, value] = [spans.start[index], spans.end[index], spans.value[index]];
    if (spans.kind[index] !== ready || value < 0) continue;
    const [from, to] = [value % LEVELS_MAX, Math.floor(value / LEVELS_MAX)];
    const change = from === to || boostTicks === 0 ? start : Math.min(end, boostAfter(start, boostTicks));
    add(from, start, change);
    add(to, change, end);
  }
  const levels = [...byLevel.keys()].sort((a, b) => a - b);
  for (const [place, level] of levels.entries()) addCounts(rows, place + 1, byLevel.get(level)!);
  return levels;
}

/** How many of some waits there are, as spans of a row. */
function addCounts(rows: SpanList, row: number, { starts, ends }: Waits): void {
  const [begun, ended] = [Float64Array.from(starts).sort(), Float64Array.from(ends).sort()];
  let count = 0;
  let since = 0;
  let began = 0;
  for (let end = 0; end < ended.length;) {
    const time = Math.min(begun[began] ?? Infinity, ended[end]);
    const before = count;
    for (; begun[began] === time; began++) count += 1;
    for (; ended[end] === time; end++) count -= 1;
    if (count === before) continue;
    if (before > 0) rows.add(row, since, time, before, 0);
    since = time;
  }
}
