/**
 * The results of `imap`, one by one.
 *
 * @module
 */

import { Limit, signalOf, timeoutOf } from "../core/_limit.ts";
import { Mode } from "./_board.ts";
import type { PoolEngine } from "./_engine.ts";
import type { Feeder, Leavable } from "./_feeders.ts";
import { type ChunkSink, ChunkTask, withIndex } from "./_map.ts";
import type { TaskDescription } from "./_task.ts";
import { TimeoutError } from "../errors.ts";
import type { ImapOptions, PoolTarget } from "./options.ts";
import type { Wait } from "../wait_options.ts";

/** What an iterator is made of. */
interface Request {
  // deno-lint-ignore no-explicit-any
  target: PoolTarget<any, unknown>;
  items: Iterable<unknown> | AsyncIterable<unknown>;
  /** In the order of the items, not of completion. */
  ordered: boolean;
  options: ImapOptions;
}

/** An item's result, or why there is none. */
interface Entry {
  succeeded: boolean;
  value: unknown;
}

/**
 * The results of `imap` or `imapUnordered`: for `for await`, for a blocking `for`, or one at a time. An item that fails throws where its
 * result would have come; the results after it can be had then.
 *
 * The input is taken as the results are: no more than `ahead` items are under way or wait to be taken.
 *
 * @example
 * ```ts
 * import { Pool } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * const squares = pool.imap(square, [1, 2, 3]);
 * assertEquals((await squares.next(10_000)).value, 1);
 * assertEquals(squares.nextSync().value, 4);
 * assertEquals(await Array.fromAsync(squares), [9]);
 * ```
 * @category Pools
 */
export class PoolIterator<R> implements AsyncIterableIterator<R>, Iterable<R> {
  readonly #inner: Feed;

  /** For this library: iterators are made by a pool. */
  constructor(engine: unknown, pool: object, request: unknown) {
    this.#inner = new Feed(engine as PoolEngine, pool, request as Request);
  }

  /**
   * Waits for the next result; the event loop goes on.
   *
   * @throws {TimeoutError} when it did not come in time; it can still be had later.
   * @throws what the task threw.
   */
  async next(wait?: Wait): Promise<IteratorResult<R, undefined>> {
    const entry = await this.#inner.next(timeoutOf(wait), signalOf(wait));
    return answer(entry);
  }

  /** Blocks until there is the next result; as {@linkcode PoolIterator.next}. */
  nextSync(wait?: Wait): IteratorResult<R, undefined> {
    return answer(this.#inner.nextSync(timeoutOf(wait)));
  }

  /**
   * Takes no more input, and no more results. What runs may end unseen. The input is told by its own `return`.
   *
   * @throws what that throws.
   */
  async return(): Promise<IteratorResult<R, undefined>> {
    await this.#inner.cancel();
    return { done: true, value: undefined };
  }

  /** For `for await`. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** For a `for` that blocks. */
  [Symbol.iterator](): Iterator<R, undefined> {
    return {
      next: () => this.nextSync(),
      return: () => {
        void this.#inner.cancel(); // an input that needs the event loop cannot be here
        return { done: true, value: undefined };
      },
    };
  }
}

function answer<R>(entry: Entry | null): IteratorResult<R, undefined> {
  if (entry === null) return { done: true, value: undefined };
  if (!entry.succeeded) throw entry.value;
  return { done: false, value: entry.value as R };
}

/** Takes input, submits chunks, keeps results until they are taken. */
class Feed implements ChunkSink, Feeder, Leavable {
  readonly #engine: PoolEngine;
  /** Keeps the pool from being collected. */
  #pool: object | null;
  readonly #request: Request;
  readonly #chunkSize: number;
  readonly #ahead: number;
  readonly #sync: Iterator<unknown> | null;
  readonly #async: AsyncIterator<unknown> | null;
  readonly #tasks = new Set<ChunkTask>();
  /** Results that were not taken: by index of the item, or in the order of completion. */
  readonly #entries = new Map<number, Entry>();
  /** Index of the next entry to be taken; and, unordered, of the next that comes. */
  #taken = 0;
  #come = 0;
  /** The input is asked for an item. */
  #asks = false;
  /** Items that were submitted, or stand for an error of the input. */
  #submitted = 0;
  #ended = false;
  #pulls = false;
  /** Those who await results, in the order of the calls. */
  readonly #waiters = new Set<(entry: Entry | null) => void>();
  /** An entry was handed out, and `#goOn` not called since. */
  #owesTurn = false;

  constructor(engine: PoolEngine, pool: object, request: Request) {
    const { items, options } = request;
    this.#engine = engine;
    this.#pool = pool;
    this.#request = request;
    this.#chunkSize = options.chunkSize ?? 1;
    this.#ahead = options.ahead ?? 4 * engine.processes * this.#chunkSize;
    this.#async = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : null;
    this.#sync = this.#async === null ? (items as Iterable<unknown>)[Symbol.iterator]() : null;
    engine.feeders.iterators.add(this);
    engine.feeds(this);
    this.#feed(Infinity);
  }

  /** Only where somebody waits until all is done is input taken for results that nobody takes. */
  feed(untilMs: number): boolean {
    if (!this.#engine.isJoined) return false;
    this.#feed(untilMs);
    return this.#async === null && !this.#ended && !this.#asks && this.#hasRoom;
  }

  /** Whether every result was taken. */
  get #isDone(): boolean {
    return this.#ended && this.#taken >= this.#submitted;
  }

  async next(timeoutMs: number, signal: AbortSignal | undefined): Promise<Entry | null> {
    signal?.throwIfAborted();
    const entry = this.#hasNext || timeoutMs === 0 ? this.#take() : await this.#handed(timeoutMs, signal);
    this.#goOn();
    return entry;
  }

  nextSync(timeoutMs: number): Entry | null {
    if (this.#async !== null) {
      throw new TypeError(
        "Cannot wait blocking: the input is an async iterable, which needs the event loop; use for await",
      );
    }
    const deadline = performance.now() + timeoutMs;
    do { // each turn ends with a result for the caller, or for one who awaits it, or the time
      if (this.#owesTurn) this.#goOn();
      const restMs = Math.max(0, deadline - performance.now());
      this.#engine.waitSync(() => this.#hasNext || this.#owesTurn, restMs);
    } while (this.#owesTurn && !this.#hasNext);
    const entry = this.#take();
    this.#goOn();
    return entry;
  }

  get #hasNext(): boolean {
    return this.#entries.has(this.#taken) || this.#isDone;
  }

  /** Waits behind the others. */
  async #handed(timeoutMs: number, signal: AbortSignal | undefined): Promise<Entry | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Entry | null>();
    const leave = (error: unknown) => {
      if (this.#waiters.delete(resolve)) reject(error);
    };
    this.#engine.retain();
    this.#waiters.add(resolve);
    const limit = new Limit(timeoutMs, signal, () => leave(notInTime()), leave);
    try {
      return await promise;
    } finally {
      limit.lift();
      this.#engine.release();
    }
  }

  /** The next entry, null at the end. `#goOn` is due then. */
  #take(): Entry | null {
    const entry = this.#entries.get(this.#taken);
    if (entry === undefined) {
      if (this.#isDone) return null;
      throw notInTime();
    }
    this.#entries.delete(this.#taken);
    this.#taken += 1;
    return entry;
  }

  /** After an entry was taken. The input is the user's, so never from within the dispatcher. */
  #goOn(): void {
    this.#owesTurn = false;
    this.#feed(Infinity);
    if (this.#isDone) this.#pool = null;
  }

  /** Takes input as far as there is room, and time. */
  #feed(untilMs: number): void {
    if (this.#async !== null) {
      if (!this.#pulls) void this.#pull(this.#async);
      return;
    }
    if (this.#asks) return; // the input itself waits for something, and what waits came here
    this.#asks = true;
    try {
      while (!this.#ended && this.#hasRoom) { // every turn submits items, or ends the input
        this.#takeChunk(this.#sync!);
        if (untilMs !== Infinity && performance.now() >= untilMs) return;
      }
    } finally {
      this.#asks = false;
    }
  }

  #takeChunk(input: Iterator<unknown>): void {
    const chunk: unknown[] = [];
    try {
      while (chunk.length < this.#chunkSize) {
        const { done, value } = input.next();
        if (this.#ended) return; // it was left meanwhile
        if (done) {
          this.#submit(chunk);
          return this.#end();
        }
        chunk.push(value);
      }
    } catch (error) {
      this.#submit(chunk);
      return this.#endWith(error);
    }
    this.#submit(chunk);
  }

  /** The same, of an async input. */
  async #pull(input: AsyncIterator<unknown>): Promise<void> {
    this.#pulls = true;
    let chunk: unknown[] = [];
    try {
      while (!this.#ended && this.#hasRoom) { // every turn submits an item, or ends the input
        const { done, value } = await input.next();
        if (this.#ended) return;
        if (!done) chunk.push(value);
        if (done || chunk.length === this.#chunkSize) {
          this.#submit(chunk);
          chunk = [];
        }
        if (done) this.#end();
      }
    } catch (error) {
      this.#submit(chunk);
      this.#endWith(error);
    } finally {
      this.#pulls = false;
    }
  }

  get #hasRoom(): boolean {
    return this.#submitted - (this.#engine.isJoined ? this.#come : this.#taken) < this.#ahead;
  }

  #submit(items: unknown[]): void {
    if (items.length === 0 || this.#ended) return;
    const start = this.#submitted;
    this.#submitted += items.length;
    const { target, options } = this.#request;
    let what: TaskDescription;
    try {
      what = this.#engine.describeChunk(target, items, Mode.map | Mode.each);
    } catch (error) {
      if (items.length === 1) return this.chunkFailed(start, 1, withIndex(error, "items", start));
      this.#submitted = start;
      for (const item of items) this.#submit([item]); // only the item that cannot cross fails
      return;
    }
    const about = { retries: this.#engine.retries, sink: this, start, count: items.length };
    const task = new ChunkTask(what, options, about);
    this.#tasks.add(task);
    this.#engine.submit(task);
    if (this.#tasks.size > 2 * this.#ahead) {
      for (const known of this.#tasks) if (known.settled) this.#tasks.delete(known);
    }
  }

  #end(): void {
    this.#ended = true;
    if (this.#come >= this.#submitted) this.#engine.feeders.iterators.delete(this);
    this.#engine.fed(this);
    this.#wake();
  }

  stop(error: unknown): void {
    if (this.#ended) return;
    this.#endWith(error);
    queueMicrotask(() => this.#leaveInput().catch(() => {})); // the results have ended with an error already
  }

  /** The input ends with an error. */
  #endWith(error: unknown): void {
    if (this.#ended) return;
    this.#submitted += 1;
    this.#put(this.#submitted - 1, { succeeded: false, value: error });
    this.#end();
  }

  leave(): void {
    const { dispatcher, feeders } = this.#engine;
    feeders.iterators.delete(this);
    const error = new Error("Cannot go on with the input: the block that the pool belongs to has ended");
    this.stop(error);
    for (const task of this.#tasks) dispatcher.withdraw(task);
    // What was not done is an error for who goes on to ask, the first of all, and nothing comes after it.
    let end = this.#taken;
    while (this.#entries.get(end)?.value !== error && this.#entries.has(end)) end += 1;
    for (const index of [...this.#entries.keys()]) if (index > end) this.#entries.delete(index);
    if (end >= this.#submitted) return;
    this.#entries.set(end, { succeeded: false, value: error });
    this.#submitted = end + 1;
    this.#wake();
  }

  /** Nobody wants results any more. @throws what the input throws, at once where it is no async one. */
  cancel(): Promise<void> | undefined {
    const hasInput = !this.#ended;
    this.#ended = true;
    this.#taken = this.#submitted;
    this.#entries.clear();
    this.#engine.fed(this);
    this.#engine.feeders.iterators.delete(this);
    for (const task of this.#tasks) this.#engine.dispatcher.withdraw(task);
    this.#tasks.clear();
    this.#pool = null;
    this.#wake();
    if (!hasInput) return;
    if (this.#async !== null) return this.#leaveInput();
    this.#sync!.return?.();
  }

  /** Tells an input that has not ended that nothing more will be taken. */
  async #leaveInput(): Promise<void> {
    this.#sync?.return?.();
    const left = this.#async?.return?.();
    if (!this.#pulls) await left;
    else left?.catch(() => {}); // comes after a `next` that may never be answered
  }

  chunkDone(start: number, results: ArrayLike<unknown>, errors: readonly (readonly [number, unknown])[]): void {
    const failed = new Map(errors);
    for (let index = 0; index < results.length; index++) {
      const succeeded = !failed.has(index);
      this.#put(start + index, { succeeded, value: succeeded ? results[index] : failed.get(index) });
    }
    this.#wake();
  }

  chunkFailed(start: number, count: number, error: unknown): void {
    for (let index = start; index < start + count; index++) this.#put(index, { succeeded: false, value: error });
    this.#wake();
  }

  #put(index: number, entry: Entry): void {
    const order = this.#come++;
    const at = this.#request.ordered ? index : order;
    if (at >= this.#taken) this.#entries.set(at, entry);
    if (this.#ended && this.#come >= this.#submitted) this.#engine.feeders.iterators.delete(this);
  }

  /** Hands out what there is. */
  #wake(): void {
    for (const hand of this.#waiters) {
      if (!this.#hasNext) return;
      this.#waiters.delete(hand);
      hand(this.#take());
      this.#owesTurn = true;
    }
  }
}

function notInTime(): TimeoutError {
  return new TimeoutError("The next result was not ready in time");
}
