/**
 * What the reference simulator writes down: transitions as they happen, segments and figures tick by tick.
 *
 * @module
 */

import type { ProcessState, Segment, Transition, TransitionCause } from "../../engine/result.ts";
import type { ReferenceProcess } from "./process.ts";
import type { ReferencePolicy } from "./policy.ts";

/** What a transition may say besides state and cause. */
export interface TransitionDetails {
  by?: number;
  lock?: string;
  /** With queues per CPU, the queue that it joins or is taken from. */
  queue?: number;
  /** The device that it asks, or that takes its request; where this has a name. */
  device?: string;
}

/** Collects the trace of one run. */
export class Recorder {
  readonly segments: Segment[] = [];
  readonly transitions: Transition[] = [];
  readonly #policy: ReferencePolicy;
  /** The segment being extended on each CPU, with the dispatch that it belongs to. */
  readonly #open: ({ segment: Segment; dispatch: number } | undefined)[] = [];

  constructor(policy: ReferencePolicy) {
    this.#policy = policy;
  }

  /** Puts a process into a state. Its `cpu` must be the one that it takes or leaves, or null. */
  enter(
    process: ReferenceProcess,
    state: ProcessState,
    cause: TransitionCause,
    time: number,
    { by, lock, queue, device }: TransitionDetails = {},
  ): void {
    process.state = state;
    process.stay = 0;
    this.transitions.push({
      time,
      pid: process.pid,
      state,
      cause,
      cpu: cause === "device" ? null : process.cpu,
      by: by ?? null,
      lock: lock ?? null,
      level: state === "new" || cause === "device" ? null : this.#policy.levelOf(process),
      ...(queue === undefined ? {} : { queue }),
      ...(device === undefined ? {} : { device }),
    });
  }

  /** Counts one tick of one CPU. */
  cpuTick(cpu: number, process: ReferenceProcess, kind: Segment["kind"], time: number): void {
    const open = this.#open[cpu];
    if (
      open !== undefined && open.dispatch === process.dispatch && open.segment.kind === kind &&
      open.segment.end === time
    ) {
      open.segment.end++;
      return;
    }
    const segment: Segment = { cpu, pid: process.pid, start: time, end: time + 1, kind };
    this.#open[cpu] = { segment, dispatch: process.dispatch };
    this.segments.push(segment);
  }

  /** Counts one tick of a process that does not run. */
  waitingTick(process: ReferenceProcess, time: number): void {
    if (process.state === "ready") {
      process.waiting++;
      process.stay++;
      process.longestStay = Math.max(process.longestStay, process.stay);
    } else if (process.state === "blocked") {
      process.blocked++;
    } else if (process.state === "new" && process.arrival <= time) {
      process.held++;
    }
  }
}
