/**
 * The decisions of a run by number and by tick, from where its CPUs were given to processes: each decision gives one CPU to one
 * process, so nothing needs to be simulated to find them.
 *
 * @module
 */

import type { Dispatches } from "../chart/chart_data.ts";
import type { ChartSpan } from "../chart/chart_model.ts";

/** Finds decisions by number, from 0. */
export class DispatchIndex {
  readonly #dispatches: Dispatches;

  constructor(dispatches: Dispatches) {
    this.#dispatches = dispatches;
  }

  /** Decisions in all. */
  get count(): number {
    return this.#dispatches.time.length;
  }

  /** The tick of a decision. */
  tick(number: number): number {
    return this.#dispatches.time[number];
  }

  /** How many decisions of the same tick come before it. */
  within(number: number): number {
    return number - this.firstFrom(this.tick(number));
  }

  /** The first decision at a tick or after it; {@linkcode count} where there is none. O(log decisions). */
  firstFrom(tick: number): number {
    const { time } = this.#dispatches;
    let [low, high] = [0, time.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (time[middle] < tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first decision of the latest tick up to `tick` at which there is one; 0 where there is none before. */
  standingAt(tick: number): number {
    const past = this.firstFrom(tick + 1);
    return past === 0 ? 0 : this.firstFrom(this.tick(past - 1));
  }

  /**
   * The tick from which on everything must be recorded to know who decided what holds at `tick`: that of the first of the last
   * decisions about the processes that run then.
   */
  recordFrom(tick: number, running: Iterable<number>): number {
    const missing = new Set(running);
    let from = tick;
    for (let number = this.firstFrom(tick + 1) - 1; number >= 0 && missing.size > 0; number--) {
      if (missing.delete(this.#dispatches.process[number])) from = this.tick(number);
    }
    return from;
  }

  /**
   * The decision that made a span: by which its process has the CPU, or left it to be blocked; of who is ready, the one that ends
   * its wait. `null` where there is none. O(decisions between).
   */
  ofSpan({ process, activity, start, end }: ChartSpan): number | null {
    const { process: processes } = this.#dispatches;
    const isOf = (number: number) => process === null || processes[number] === process;
    if (activity === "ready" || activity === "throttled" || activity === "held") {
      for (let number = this.firstFrom(end); number < this.count; number++) if (isOf(number)) return number;
      return null;
    }
    for (let number = this.firstFrom(start + 1) - 1; number >= 0; number--) if (isOf(number)) return number;
    return null;
  }
}
