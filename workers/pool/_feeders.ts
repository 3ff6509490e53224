/**
 * What submits the tasks of a pool bit by bit: maps whose input is long, and iterators. They go on in turns of the event loop, or where
 * the thread waits, by the wait.
 *
 * @module
 */

/** Something that submits tasks bit by bit. */
export interface Feeder {
  /** Submits until a time (see `performance.now`), as far as there is room; whether there is more to submit and room for it. */
  feed(untilMs: number): boolean;
  /** The pool was terminated. */
  stop(error: unknown): void;
}

/** Something whose results are taken one by one. */
export interface Leavable {
  /** The block that the pool belongs to has ended: no more input is taken, and what is under way nobody wants. */
  leave(): void;
}

/** How long items may be encoded before others get their turn. */
const FEED_MS = 5;

/** The feeders of one pool. */
export class Feeders {
  readonly #feeders = new Set<Feeder>();
  /** Iterators with tasks, or an input, that are not done. */
  readonly iterators = new Set<Leavable>();
  #isScheduled = false;
  #stopped = false;
  /** How many wait for the end of the workers: then inputs are taken though nobody takes the results. */
  joinCount = 0;

  get size(): number {
    return this.#feeders.size;
  }

  /** A new one, which submits what there is room for. */
  add(feeder: Feeder): void {
    this.#feeders.add(feeder);
    if (feeder.feed(performance.now() + FEED_MS)) this.#feedLater();
  }

  /** It has nothing more to submit; whether it was there. */
  delete(feeder: Feeder): boolean {
    return this.#feeders.delete(feeder);
  }

  /** Submits for a while, and goes on in later turns of the event loop; whether there is more, and room for it. */
  feed(): boolean {
    if (this.#feeders.size === 0) return false;
    let hasMore = false;
    const untilMs = performance.now() + FEED_MS;
    for (const feeder of [...this.#feeders]) if (feeder.feed(untilMs)) hasMore = true;
    if (hasMore) this.#feedLater();
    return hasMore;
  }

  leave(): void {
    for (const iterator of [...this.iterators]) iterator.leave();
  }

  stop(error: unknown): void {
    this.#stopped = true;
    for (const feeder of [...this.#feeders]) feeder.stop(error);
  }

  #feedLater(): void {
    if (this.#isScheduled || this.#stopped) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.feed();
    });
  }
}
