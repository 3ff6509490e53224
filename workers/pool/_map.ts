/**
 * The tasks of a map: items in chunks, results in one array.
 *
 * @module
 */

import { Mode, Outcome } from "./_board.ts";
import { checkArgumentLists } from "./_checks.ts";
import type { PoolEngine, Sink } from "./_engine.ts";
import type { Feeder } from "./_feeders.ts";
import { type Answer, errorOf } from "./_answer.ts";
import { PoolTask, type TaskDescription } from "./_task.ts";
import type { MapOptions, PoolTarget, TaskOptions } from "./options.ts";

// deno-lint-ignore no-explicit-any
type AnyTarget = PoolTarget<any, unknown>;

/** A map goes on submitting while its pool has fewer bytes of arguments in shared memory than this, or workers would have nothing to do. */
const BYTES_AHEAD = 1 << 26;

/** What a map does. */
export interface MapRequest {
  target: AnyTarget;
  items: Iterable<unknown>;
  kind: number;
  options: MapOptions;
  sink: Sink;
}

/** Who gets the results of a chunk. */
export interface ChunkSink {
  /** The results of items from `start` on, and for those that failed, why. */
  chunkDone(
    start: number,
    results: ArrayLike<unknown>,
    errors: readonly (readonly [index: number, error: unknown])[],
  ): void;
  /** All `count` items from `start` on failed for one reason. */
  chunkFailed(start: number, count: number, error: unknown): void;
}

/** One chunk of items. */
export class ChunkTask extends PoolTask {
  readonly #sink: ChunkSink;
  readonly #start: number;
  readonly #count: number;

  constructor(
    what: TaskDescription,
    options: TaskOptions,
    { retries, sink, start, count }: { retries: number; sink: ChunkSink; start: number; count: number },
  ) {
    super(what, options, retries);
    this.#sink = sink;
    this.#start = start;
    this.#count = count;
  }

  succeed(answer: Answer): void {
    const { outcome, address, bytes, decoder, buffer } = answer;
    if (outcome === Outcome.numbers) {
      this.#sink.chunkDone(this.#start, new Float64Array(buffer, address, bytes >> 3), []);
    } else if (outcome === Outcome.value) {
      this.#sink.chunkDone(this.#start, decoder.decode(address, bytes) as unknown[], []);
    } else if (outcome === Outcome.mixed) {
      const [results, errors] = decoder.decode(address, bytes) as [unknown[], [number, unknown][]];
      this.#sink.chunkDone(this.#start, results, errors);
    } else this.fail(withIndex(errorOf(answer, this.what.name, this.options), "results", this.#start));
  }

  fail(error: unknown): void {
    this.#sink.chunkFailed(this.#start, this.#count, error);
  }
}

/** The refusal of an item in a chunk, with the item's index among all. */
export function withIndex(error: unknown, label: string, start: number): unknown {
  if (!(error instanceof DOMException) || error.name !== "DataCloneError") return error;
  const place = new RegExp(`(?<=Cannot send ${label}\\[)\\d+`);
  return new DOMException(error.message.replace(place, (index) => String(Number(index) + start)), "DataCloneError");
}

/** A map: submits its chunks, collects their results. It fails when its last chunk is done, with the error of the first that failed. */
export class MapJob implements ChunkSink, Feeder {
  readonly #engine: PoolEngine;
  readonly #request: MapRequest;
  readonly #items: unknown[];
  readonly #results: unknown[];
  readonly #chunkSize: number;
  /** Items that have no result yet. */
  #left: number;
  #next = 0;
  /** All tasks, until the first of them is settled. */
  #tasks: ChunkTask[] | null = [];
  #failure: { start: number; error: unknown } | null = null;

  constructor(engine: PoolEngine, request: MapRequest) {
    this.#engine = engine;
    this.#request = request;
    this.#items = [...request.items];
    if (request.kind === Mode.starmap) checkArgumentLists(this.#items);
    const { length } = this.#items;
    this.#left = length;
    this.#results = new Array(length);
    this.#chunkSize = request.options.chunkSize ?? Math.max(1, Math.ceil(length / (4 * engine.processes)));
    if (length === 0) request.sink.settle(true, []);
    else if (request.options.onProgress !== undefined) engine.calls.expect(length);
  }

  feed(untilMs: number): boolean {
    const { signal } = this.#request.options;
    if (signal?.aborted) this.stop(signal.reason);
    while (this.#hasMore && this.#hasRoom) { // one turn for each chunk
      this.#submit();
      if (performance.now() >= untilMs) break;
    }
    if (!this.#hasMore) this.#engine.fed(this);
    return this.#hasMore && this.#hasRoom;
  }

  get #hasRoom(): boolean {
    const { dispatcher, processes } = this.#engine;
    return dispatcher.argsBytes < BYTES_AHEAD || dispatcher.waitingCount < processes;
  }

  /** Takes everything back, if no worker has begun any of it; whether that was so. */
  cancel(error: unknown): boolean {
    const start = this.#next;
    const { length } = this.#items;
    if (this.#tasks === null || !this.#engine.dispatcher.cancel(this.#tasks, error)) return false;
    this.#next = length;
    this.#engine.fed(this);
    if (start < length) this.chunkFailed(start, length - start, error);
    return true;
  }

  /** What was not submitted fails. */
  stop(error: unknown): void {
    this.#engine.fed(this);
    if (!this.#hasMore) return;
    const start = this.#next;
    this.#next = this.#items.length;
    this.chunkFailed(start, this.#items.length - start, error);
  }

  get #hasMore(): boolean {
    return this.#next < this.#items.length;
  }

  #submit(): void {
    const start = this.#next;
    const { target, kind, options } = this.#request;
    const chunk = this.#items.slice(start, start + this.#chunkSize);
    let what: TaskDescription;
    try {
      what = this.#engine.describeChunk(target, chunk, kind);
    } catch (error) {
      return this.stop(withIndex(error, "items", start));
    }
    this.#next += chunk.length;
    const about = { retries: this.#engine.retries, sink: this, start, count: chunk.length };
    const task = new ChunkTask(what, options, about);
    this.#tasks?.push(task);
    this.#engine.submit(task);
  }

  chunkDone(start: number, results: ArrayLike<unknown>): void {
    const { length } = results;
    for (let index = 0; index < length; index++) this.#results[start + index] = results[index];
    this.#done(length);
  }

  chunkFailed(start: number, count: number, error: unknown): void {
    if (this.#failure === null || start < this.#failure.start) this.#failure = { start, error };
    this.#done(count);
  }

  #done(count: number): void {
    this.#left -= count;
    this.#tasks = null;
    const { options: { onProgress }, sink } = this.#request;
    const { length } = this.#items;
    if (onProgress !== undefined) {
      const done = length - this.#left;
      this.#engine.calls.expect(-count);
      this.#engine.calls.add(() => onProgress(done, length));
    }
    if (this.#left > 0) return;
    if (this.#failure !== null) sink.settle(false, this.#failure.error);
    else sink.settle(true, this.#results);
  }
}
