/**
 * Calls of the user's own functions that are due: callbacks, and what is told of progress. They are made by the event loop, or where the thread
 * waits, by the wait, so that they are done when it returns.
 *
 * @module
 */

import { ProcessEnded, ProcessInterrupted } from "../core/_tree.ts";

/** The calls of one pool. */
export class Calls {
  #due: (() => void)[] = [];
  /** The first of them that was not made. */
  #next = 0;
  #isScheduled = false;
  /** How many more may become due. */
  #expected = 0;

  /** Whether any is due, or may become due without more code of the user's. */
  get mayCome(): boolean {
    return this.#expected > 0 || this.isDue;
  }

  /** Whether any is due. */
  get isDue(): boolean {
    return this.#next < this.#due.length;
  }

  /** So many calls may become due, or with a negative number will not. */
  expect(count: number): void {
    this.#expected += count;
  }

  /** A call is due. What it throws is an error of the program's own, uncaught. */
  add(call: () => void): void {
    this.#due.push(call);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.make();
    });
  }

  /** Makes those that are due; whether there were any. One of them may come here again. */
  make(): boolean {
    if (this.#due.length === 0) return false;
    while (this.#next < this.#due.length) { // each turn makes one call
      const call = this.#due[this.#next++];
      try {
        call();
      } catch (error) {
        if (error instanceof ProcessEnded || error instanceof ProcessInterrupted) throw error;
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    this.#due = [];
    this.#next = 0;
    return true;
  }
}
