/**
 * Finds the first tick at which two runs use their CPUs differently, while both go on: what is kept of either is what the
 * other has not reached yet.
 *
 * Segments of one process that follow each other at once on a CPU are one, so that a process whose quantum ends and which
 * is chosen again has not been interrupted.
 *
 * @module
 */

import type { Segment } from "../engine/result.ts";

/** Segments that are dropped together, at the least. */
const FORGOTTEN_AT_ONCE = 1024;

/**
 * Which of the two runs.
 *
 * @example
 * ```ts
 * import { diverge, type Side } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { runs } = await diverge({ processes: [{ bursts: 4 }, { bursts: 1 }] }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "sjf", options: { policy: "sjf" } },
 * ]);
 * const shorter: Side = runs[0].result.metrics.waiting.mean < runs[1].result.metrics.waiting.mean ? 0 : 1;
 * assertEquals(runs[shorter].label, "sjf");
 * ```
 * @category Explanations
 */
export type Side = 0 | 1;

/** What one run did on one CPU and the other has not been held against yet. */
interface Lane {
  segments: Segment[];
  /** The first segment that has not been held against the other run; those before it are of no use any more. */
  first: number;
  /** Whether the last segment may still grow. */
  isOpen: boolean;
}

/** A CPU in both runs. */
interface CpuTrack {
  readonly lanes: readonly [Lane, Lane];
  /** The first tick that differs; `null` as long as none is known. */
  difference: number | null;
}

/**
 * The CPUs on which two runs part at the same tick, before all others.
 *
 * @example
 * ```ts
 * import { type Difference, diverge } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * const { difference } = await diverge({ processes: [{ bursts: 4 }, { arrival: 1, bursts: 1 }] }, [
 *   { label: "fcfs", options: { policy: "fcfs" } },
 *   { label: "srtf", options: { policy: "srtf" } },
 * ]);
 * const expected: Difference = { tick: 1, cpus: [0] }; // the second process takes the CPU, or does not
 * assertEquals(difference, expected);
 * ```
 * @category Explanations
 */
export interface Difference {
  /** The first tick at which the CPUs do different things. */
  readonly tick: number;
  /** The CPUs that differ then, in ascending order. */
  readonly cpus: readonly number[];
}

/** Two runs, segment by segment. */
export class FirstDifference {
  readonly #tracks: readonly CpuTrack[];
  readonly #hasEnded: [boolean, boolean] = [false, false];

  /** `cpus`: the greater number of both machines. */
  constructor(cpus: number) {
    const lane = (): Lane => ({ segments: [], first: 0, isOpen: false });
    this.#tracks = Array.from({ length: cpus }, () => ({ lanes: [lane(), lane()], difference: null }));
  }

  /** Takes segments of a run, on each CPU in the order of time. */
  add(side: Side, segments: readonly Segment[]): void {
    for (const segment of segments) {
      const track = this.#tracks[segment.cpu];
      if (track.difference !== null) continue;
      const lane = track.lanes[side];
      const last = lane.segments.at(-1);
      if (lane.isOpen && last !== undefined && continues(last, segment)) last.end = segment.end;
      else lane.segments.push({ ...segment });
      lane.isOpen = true;
      this.#match(track);
    }
  }

  /** Says that a run is over. */
  end(side: Side): void {
    this.#hasEnded[side] = true;
    for (const track of this.#tracks) {
      track.lanes[side].isOpen = false;
      this.#match(track);
    }
  }

  /** The first difference; final when both runs are over, `null` where there is none. */
  get difference(): Difference | null {
    const found = this.#tracks.flatMap(({ difference }, cpu) => difference === null ? [] : [{ cpu, difference }]);
    if (found.length === 0) return null;
    const tick = found.reduce((least, { difference }) => Math.min(least, difference), Infinity);
    return { tick, cpus: found.filter(({ difference }) => difference === tick).map(({ cpu }) => cpu) };
  }

  #match(track: CpuTrack): void {
    const [one, other] = track.lanes;
    while (track.difference === null) {
      const first = closedFront(one);
      const second = closedFront(other);
      if (first !== undefined && second !== undefined) {
        track.difference = differenceOf(first, second);
        one.first++;
        other.first++;
      } else if (first !== undefined && this.#isOver(other, 1)) track.difference = first.start;
      else if (second !== undefined && this.#isOver(one, 0)) track.difference = second.start;
      else break;
    }
    if (track.difference === null) return [one, other].forEach(forget);
    one.segments = other.segments = [];
  }

  #isOver(lane: Lane, side: Side): boolean {
    return this.#hasEnded[side] && lane.segments.length === lane.first;
  }
}

function continues(before: Segment, segment: Segment): boolean {
  return before.end === segment.start && before.pid === segment.pid && before.kind === segment.kind;
}

/** The first segment, if it cannot grow any more. */
function closedFront({ segments, first, isOpen }: Lane): Segment | undefined {
  return isOpen && first === segments.length - 1 ? undefined : segments[first];
}

/** Drops what has been held against the other run, now and then. */
function forget(lane: Lane): void {
  if (lane.first < FORGOTTEN_AT_ONCE || lane.first * 2 < lane.segments.length) return;
  lane.segments = lane.segments.slice(lane.first);
  lane.first = 0;
}

function differenceOf(one: Segment, other: Segment): number | null {
  if (one.start !== other.start) return Math.min(one.start, other.start);
  if (one.pid !== other.pid || one.kind !== other.kind) return one.start;
  return one.end === other.end ? null : Math.min(one.end, other.end);
}
