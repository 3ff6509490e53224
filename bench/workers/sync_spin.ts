/**
 * The spin that the library uses before it sleeps, with its bounds, for a ball that the two sides of a bare ping-pong pass.
 *
 * @module
 */

import { Spin, type Waitable } from "../../workers/core/_wait.ts";

/** Spins on the first element of an array. */
export class AdaptiveSpin {
  readonly #spin = new Spin();
  #ball!: Int32Array<SharedArrayBuffer>;
  #seen = 0;
  readonly #turns = (turns: number): boolean => {
    const ball = this.#ball;
    const seen = this.#seen;
    for (let turn = 0; turn < turns; turn++) if (Atomics.load(ball, 0) !== seen) return true;
    return false;
  };
  readonly #waitable = { spin: this.#turns } as Partial<Waitable> as Waitable;

  /** Whether the element is no longer `seen`. */
  run(ball: Int32Array<SharedArrayBuffer>, seen: number): boolean {
    this.#ball = ball;
    this.#seen = seen;
    return this.#spin.run(this.#waitable);
  }
}
