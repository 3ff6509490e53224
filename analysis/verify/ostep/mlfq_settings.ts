/**
 * What `mlfq.py` was asked, and its jobs as a workload.
 *
 * @module
 */

import type { ProcessSpec, Workload } from "../../../engine/workload.ts";

/** A job as in `-l start,run,io`. */
export interface MlfqJob {
  readonly start: number;
  readonly run: number;
  /** CPU ticks after which it asks for I/O, again and again; 0 or less is never. */
  readonly ioFrequency: number;
}

/** What the program was asked. */
export interface MlfqSettings {
  readonly jobs: readonly MlfqJob[];
  /** Highest queue first. */
  readonly quanta: readonly number[];
  /** Highest queue first. */
  readonly allotments: readonly number[];
  readonly boost: number;
  readonly ioTime: number;
  readonly stay: boolean;
  readonly bump: boolean;
}

/** The jobs for the engine: job 0 is pid 1. A job that ends when an I/O is due issues none. */
export function mlfqWorkload({ jobs, ioTime }: MlfqSettings): Workload {
  return {
    processes: jobs.map(({ start, run, ioFrequency }, job): ProcessSpec => {
      const every = ioFrequency > 0 ? ioFrequency : run;
      const bursts = [];
      for (let left = run; left > 0; left -= every) {
        if (left < run) bursts.push({ io: ioTime });
        bursts.push({ cpu: Math.min(every, left) });
      }
      return { name: `Job ${job}`, arrival: start, bursts };
    }),
  };
}
