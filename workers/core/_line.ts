/**
 * The awaited operations of one process on one object, served in the order in which they were called: those on one side of a
 * ring, or for one lock or semaphore. So a change costs one try, however many wait, and nobody starves.
 *
 * Each waits with a time and a signal of its own; who leaves makes room for the next. Whoever else of this process wants the same
 * serves the line first, so that nobody overtakes. With rings that includes a thread that blocks, which so still moves on what it
 * awaits; not with locks, as what a task got could not be given back while the thread blocks.
 *
 * @module
 */

import { BUSY, OK, TIMED_OUT } from "./_core.ts";
import { Limit } from "./_limit.ts";
import type { Tree } from "./_tree.ts";
import { listenerOf, type Waitable, waitAsync } from "./_wait.ts";

/** An operation that waits. */
export interface Operation {
  /** Tries; `BUSY` when its time has not come. */
  attempt(): number;
  /** Does what belongs to a try that answered something else. Called once, when the operation has left the line. */
  finish?(code: number): void;
}

interface Place {
  readonly operation: Operation;
  resolve(code: number): void;
  reject(reason: unknown): void;
}

/** Those of one process who want the same. */
export class Line {
  readonly #tree: Tree;
  readonly #waitable: Waitable;
  readonly #places = new Set<Place>();
  /** Whether something waits on behalf of all. */
  #isAwaited = false;

  /**
   * @param object What the line waits for. Its `arm` answers `BUSY`, or throws why nobody need wait any more. It need not arm where
   *   each try of an operation does.
   */
  constructor(tree: Tree, object: Waitable) {
    this.#tree = tree;
    const attempt = () => this.#serve() ? this.#rest() : BUSY;
    const arm = () => {
      if (this.isEmpty) return this.#rest(); // before the ring is touched: it may be gone
      object.arm(); // first, so that an end which comes after the question wakes
      return attempt();
    };
    this.#waitable = { ...object, arm, attempt };
  }

  /** Whether nobody waits. */
  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  /** Serves who can be served, in order; true when nobody waits any more. */
  serve(): boolean {
    const empty = this.#serve();
    if (empty) this.#look();
    return empty;
  }

  #serve(): boolean {
    for (const place of this.#places) {
      try {
        const code = place.operation.attempt();
        if (code === BUSY) return false;
        this.#places.delete(place);
        place.operation.finish?.(code);
        place.resolve(code);
      } catch (error) {
        this.#places.delete(place);
        place.reject(error);
      }
    }
    return true;
  }

  /** Waits behind the others. Answers what the try answered, or `TIMED_OUT`. @throws the signal's reason, and what the try throws. */
  join(operation: Operation, timeoutMs: number, signal: AbortSignal | undefined): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const place = { operation, resolve, reject };
    this.#places.add(place);
    if (!this.#isAwaited) void this.#await();
    if (!this.#places.has(place)) return promise;
    if (timeoutMs === Infinity && signal === undefined) return promise;
    return this.#limited(place, promise, timeoutMs, signal);
  }

  async #limited(
    place: Place,
    promise: Promise<number>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const late = () => {
      this.serve();
      this.#leave(place, () => place.resolve(TIMED_OUT));
    };
    const limit = new Limit(timeoutMs, signal, late, (reason) => this.#leave(place, () => place.reject(reason)));
    try {
      return await promise;
    } finally {
      limit.lift();
    }
  }

  /** One leaves, from within a look at the object; the next look comes after that. */
  expel(operation: Operation, reason: unknown): void {
    for (const place of this.#places) {
      if (place.operation === operation) queueMicrotask(() => this.#leave(place, () => place.reject(reason)));
    }
  }

  /** All leave. The object is not touched any more. */
  disband(reason: unknown): void {
    for (const place of this.#places) place.reject(reason);
    this.#places.clear();
    this.#look();
  }

  #leave(place: Place, settle: () => void): void {
    if (!this.#places.delete(place)) return;
    settle();
    this.#look(); // the next may need less room, and where nobody is left nothing waits
  }

  /** Has the wait on behalf of all look again. */
  #look(): void {
    if (this.#isAwaited) listenerOf(this.#tree).retry(this.#waitable.sequence);
  }

  async #await(): Promise<void> {
    this.#isAwaited = true;
    try {
      await waitAsync(this.#tree, this.#waitable, Infinity, undefined);
    } catch (error) {
      this.#isAwaited = false;
      this.disband(error);
    }
  }

  /** Nobody is left: the next to come awaits anew. */
  #rest(): number {
    this.#isAwaited = false;
    return OK;
  }
}

/** Whether nobody of a line waits any more, after who can be served was. */
export function isServed(line: Line | null): boolean {
  return line === null || line.isEmpty || line.serve();
}
