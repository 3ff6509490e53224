/**
 * A timeline of any length that becomes a picture of any width: a {@linkcode SpanLane} for the segments of each CPU, built
 * once while the run drains, O(1) a segment.
 *
 * @module
 */

import type { Segment } from "../engine/result.ts";
import { type LaneSamples, laneSamples, NOTHING, SpanLane } from "./span_lane.ts";

const KINDS: readonly Segment["kind"][] = ["run", "switch", "migration", "warmup"];

/**
 * What one column of a picture shows of one CPU.
 *
 * @example
 * ```ts
 * import { type PyramidColumn, TimelinePyramid } from "@quanta/quanta/pictures";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { timeline } = simulate({ processes: [{ bursts: 3 }, { arrival: 6, bursts: 1 }] }, { policy: "fcfs", timeline: "full" });
 * const pyramid = new TimelinePyramid();
 * pyramid.add(timeline);
 * const [first]: PyramidColumn[] = pyramid.columns(0, { from: 0, to: 8, columns: 2 });
 * assertEquals([first.longest?.pid, first.busyShare], [1, 0.75]);
 * ```
 * @category Model
 */
export interface PyramidColumn {
  /** The segment that takes most of the column; `null` where the CPU was idle all of it. */
  readonly longest: Segment | null;
  /** Segments that are in the column, in whole or in part. */
  readonly segments: number;
  /** Share of the column in which the CPU was busy or switching, from 0 to 1. */
  readonly busyShare: number;
}

/**
 * The timeline of a run, to be looked at from any distance. 26 bytes a segment.
 *
 * @example Ten thousand segments in four columns
 * ```ts
 * import { TimelinePyramid } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ bursts: 5_000 }, { bursts: 5_000 }] };
 * const simulation = new Simulation(workload, { policy: "rr", quantum: 1, timeline: "full" });
 * const pyramid = new TimelinePyramid();
 * await simulation.run({ onRecorded: (segments) => pyramid.add(segments) });
 *
 * const columns = pyramid.columns(0, { from: 0, to: 10_000, columns: 4 });
 * assertEquals(columns.map(({ segments, busyShare }) => [segments, busyShare]), [
 *   [2_500, 1],
 *   [2_500, 1],
 *   [2_500, 1],
 *   [2_500, 1],
 * ]);
 * ```
 * @category Model
 */
export class TimelinePyramid {
  readonly #lanes: SpanLane[] = [];

  /** Adds what was recorded next: of each CPU in order of time, as a simulation drains it. O(1) a segment. */
  add(segments: readonly Segment[]): void {
    for (const { cpu, pid, start, end, kind } of segments) {
      while (this.#lanes.length <= cpu) this.#lanes.push(new SpanLane());
      this.#lanes[cpu].add(start, end, pid, KINDS.indexOf(kind));
    }
  }

  /** Segments in all. */
  get segments(): number {
    return this.#lanes.reduce((sum, { count }) => sum + count, 0);
  }

  /**
   * What each of `columns` equal parts of the time from `from` to `to` shows of a CPU. O(columns x log segments).
   *
   * @throws {RangeError} If `to` is not after `from`, or `columns` is not a whole number from 1.
   */
  columns(cpu: number, { from, to, columns }: { from: number; to: number; columns: number }): PyramidColumn[] {
    if (!(to > from)) throw new RangeError(`Cannot draw a timeline: to must be after from (${from}), got ${to}`);
    if (!Number.isInteger(columns) || columns < 1) {
      throw new RangeError(`Cannot draw a timeline: columns must be a whole number from 1, got ${columns}`);
    }
    const lane = this.#lanes[cpu];
    if (lane === undefined) {
      return Array.from({ length: columns }, () => ({ longest: null, segments: 0, busyShare: 0 }));
    }
    const samples = laneSamples(columns);
    lane.sample({ from, to, columns }, samples);
    return Array.from({ length: columns }, (_, column) => columnOf(lane, cpu, samples, column));
  }
}

function columnOf(lane: SpanLane, cpu: number, { longest, spans, share }: LaneSamples, column: number): PyramidColumn {
  const index = longest[column];
  return {
    longest: index === NOTHING
      ? null
      : { cpu, pid: lane.value[index], start: lane.start[index], end: lane.end[index], kind: KINDS[lane.kind[index]] },
    segments: spans[column],
    busyShare: share[column],
  };
}
