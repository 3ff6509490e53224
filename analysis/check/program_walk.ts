/**
 * Follows a process through its program along its timeline: when it must be away, and when it is certainly ready.
 *
 * @module
 */

import type { Returns } from "./device_schedule.ts";
import type { LoggedMachine, LoggedSegment } from "./log.ts";
import { isServedAtOnce, type ProcessView } from "./run_view.ts";

/** A span of ticks. */
export interface Span {
  readonly from: number;
  /** The first tick after it. */
  readonly to: number;
}

/** A run of a process at a time when it must be away. */
export interface Trespass {
  readonly segment: LoggedSegment;
  /** The first tick at which it may be back. */
  readonly back: number;
  /** When its CPU burst was done. */
  readonly away: number;
}

/** What a walk finds. */
export interface Walk {
  /** Spans in which it could have run for all that is known; only those that are certain. */
  readonly ready: readonly Span[];
  /** Whether these are all the spans in which it was ready. */
  readonly isComplete: boolean;
  readonly trespasses: readonly Trespass[];
}

/** What comes before the first tick of CPU, or after some. */
interface Stop {
  /** CPU ticks from the start of the program; 0 of what it begins with. */
  readonly at: number;
  /** Ticks that it is away at the least. */
  readonly away: number;
  /** When it is back, where devices tell. */
  readonly back?: number;
  /** Whether it is away exactly so long: no lock that it could wait for, no device that others could hold. */
  readonly isExact: boolean;
}

/** Walks along the segments of a process, which must not overlap; `returns` is when its I/O is complete. */
export function walk(process: ProcessView, machine: LoggedMachine, returns?: Returns): Walk {
  const { arrival, segments, logged } = process;
  const stops = stopsOf(process, machine, returns?.get(process));
  const ready: Span[] = [];
  const trespasses: Trespass[] = [];
  const addReady = (from: number, to: number) => {
    if (to > from) ready.push({ from, to });
  };
  const isAdmittedAtOnce = machine.admit === Infinity && machine.memory === Infinity && machine.resources.size === 0 ||
    logged?.figures.held === 0;
  // The first tick from which it is certainly ready; `null` while that cannot be said.
  const mayBeginWithIo = process.bursts === null && (logged?.figures.blocked ?? 0) > 0;
  let readyFrom = arrival !== null && isAdmittedAtOnce && !mayBeginWithIo ? arrival : null;
  let executed = 0;
  let next = 0;
  let back = 0;
  let away = 0;
  if (stops !== null && stops[0].at === 0) {
    const [stop] = stops;
    const { isExact } = stop;
    away = arrival ?? 0;
    back = stop.back ?? away + stop.away;
    readyFrom = readyFrom !== null && isExact ? back : null;
    next = 1;
  }
  for (const segment of segments) {
    if (readyFrom !== null) addReady(readyFrom, segment.start);
    readyFrom = segment.end;
    if (segment.start < back) trespasses.push({ segment, back, away });
    if (segment.kind !== "run") continue;
    const before = executed;
    executed += segment.end - segment.start;
    for (; stops !== null && next < stops.length && stops[next].at <= executed; next++) {
      const stop = stops[next];
      away = segment.start + stop.at - before;
      back = stop.back ?? away + stop.away;
      const isCut = away < segment.end && stop.away > 0;
      if (isCut) trespasses.push({ segment, back, away });
      else if (away === segment.end) readyFrom = stop.isExact ? back : null;
    }
    if (stops === null) readyFrom = null;
  }
  const isComplete = machine.isEven && arrival !== null && isAdmittedAtOnce && stops !== null &&
    stops.every(({ isExact }) => isExact);
  return { ready, isComplete, trespasses };
}

/** Where the program stops computing, before its end; `null` where that is not known. */
function stopsOf(
  { bursts, logged, cpu }: ProcessView,
  { devices }: LoggedMachine,
  returns: readonly (number | null)[] = [],
): Stop[] | null {
  if (bursts === null) {
    // Who is never blocked only computes.
    return cpu !== null && (logged?.figures.blocked ?? 0) === 0 ? [endOf(cpu)] : null;
  }
  const stops: Stop[] = [];
  let at = 0;
  let away = 0;
  let isExact = true;
  let back: number | undefined;
  let io = 0;
  for (const burst of bursts) {
    const { kind, ticks } = burst;
    if (kind === "cpu") {
      if (at > 0 || away > 0 || !isExact || back !== undefined) {
        stops.push({ at, away, isExact, ...(back === undefined ? {} : { back }) });
      }
      at += ticks;
      away = 0;
      isExact = true;
      back = undefined;
    } else if (kind === "io") {
      away += ticks;
      back = returns[io++] ?? undefined;
      isExact &&= back !== undefined || isServedAtOnce(burst, devices);
    } else if (kind === "lock") isExact = false;
  }
  return [...stops, endOf(at)];
}

/** Who has ended is not ready. */
function endOf(at: number): Stop {
  return { at, away: Infinity, isExact: true };
}
