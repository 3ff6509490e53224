/**
 * Takes the segments and transitions of a run as they come and keeps what a chart can show: all of them while they are
 * few, and how busy the CPUs were when they are many; for drawings also a pyramid of the segments, however many.
 *
 * @module
 */

import type { Segment, Transition } from "../engine/result.ts";
import { TimeBuckets } from "./time_buckets.ts";
import { TimelinePyramid } from "./timeline_pyramid.ts";

/** Segments or transitions beyond this number are no longer kept one by one. */
export const KEPT_MAX = 20_000;

/**
 * What was seen of a run.
 *
 * @example
 * ```ts
 * import { TimelinePicture } from "@quanta/quanta/pictures";
 * import { Simulation } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "A", bursts: 3 }, { name: "B", arrival: 1, bursts: 2 }] };
 * const simulation = new Simulation(workload, { policy: "rr", quantum: 2, timeline: "full", transitions: "full" });
 * const picture = new TimelinePicture(0);
 * const result = await simulation.run({ onRecorded: (segments, transitions) => picture.add(segments, transitions) });
 * assertEquals([picture.isTooLong, result.metrics.makespan], [false, 5]);
 * ```
 * @category Model
 */
export class TimelinePicture {
  #segments: Segment[] = [];
  #transitions: Transition[] = [];
  #isTooLong = false;
  readonly #busy: TimeBuckets;

  /** The segments to be looked at from any distance; `null` where that was not asked for. */
  readonly pyramid: TimelinePyramid | null;

  /**
   * A picture that begins at tick `start`, the first arrival. `hasPyramid`: whether it keeps 26 bytes of every segment, for
   * {@linkcode TimelinePicture.pyramid}.
   */
  constructor(readonly start: number, hasPyramid = false) {
    this.#busy = new TimeBuckets(start);
    this.pyramid = hasPyramid ? new TimelinePyramid() : null;
  }

  /** Adds what came next. */
  add(segments: readonly Segment[], transitions: readonly Transition[]): void {
    for (const { start, end } of segments) this.#busy.add(start, end);
    this.pyramid?.add(segments);
    if (this.#isTooLong) return;
    this.#isTooLong = this.#segments.length + segments.length > KEPT_MAX ||
      this.#transitions.length + transitions.length > KEPT_MAX;
    if (this.#isTooLong) {
      this.#segments = [];
      this.#transitions = [];
      return;
    }
    for (const segment of segments) this.#segments.push(segment);
    for (const transition of transitions) this.#transitions.push(transition);
  }

  /** Whether the run was too long to be kept one by one. */
  get isTooLong(): boolean {
    return this.#isTooLong;
  }

  /** Every segment in order of (start, cpu); empty for a run that was too long. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Every transition in order; empty for a run that was too long. */
  get transitions(): readonly Transition[] {
    return this.#transitions;
  }

  /** Ticks of all CPUs that ran or switched. */
  get busy(): TimeBuckets {
    return this.#busy;
  }
}
