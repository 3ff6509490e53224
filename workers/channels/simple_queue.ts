/**
 * The simplest queue.
 *
 * @module
 */

import { BUSY, type Channel, GROWING_CAPACITY } from "./_channel.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { ENDLESS, timeoutOf, type Wait } from "../core/_limit.ts";
import { inspectable } from "../core/_inspect.ts";
import { adopted, bindHandle, dropShared, type Shared } from "../core/_shared.ts";
import { createQueue, freeQueue, queueChannel, take, takeSync, watchRing } from "./queue.ts";

/**
 * A queue without a maximum: put, get, empty, close.
 *
 * @example
 * ```ts
 * import { SimpleQueue } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const queue = new SimpleQueue<number>();
 * queue.putSync(1);
 * assertEquals(await queue.get(), 1);
 * ```
 * @category Queues and pipes
 */
export class SimpleQueue<T = unknown> {
  static {
    inspectable(this, (queue) => queue.#closed ? { closed: true } : { empty: queue.empty() });
  }

  /** Null once this handle was given back. */
  #shared: Shared | null;
  readonly #channel: Channel;
  #closed = false;

  /** Creates an empty queue. @throws {RangeError} when the shared memory is used up. */
  constructor() {
    const shared = adopted(arguments[0]) ?? createQueue(Kind.SimpleQueue, 0);
    this.#shared = shared;
    this.#channel = queueChannel(shared);
    bindHandle(this, shared, freeQueue, GROWING_CAPACITY * 2);
    watchRing(this, this.#channel, shared, () => {
      if (this.#shared === null) throw closed();
    });
  }

  /** Puts an item; never waits. @throws {DOMException} `DataCloneError` when something inside cannot cross. */
  putSync(item: T): void {
    this.#open();
    this.#channel.putSync(this.#channel.codec.encoder.encode(item, "item"), Infinity);
  }

  /** Puts an item. */
  async put(item: T): Promise<void> {
    this.#open();
    const encoded = this.#channel.codec.encoder.encode(item, "item");
    if (!this.#channel.offer(encoded)) await this.#channel.put(encoded, ENDLESS);
  }

  /** Blocks until there is an item, and takes it. @throws {QueueEmpty} when a time was given and none came. */
  getSync(wait?: Wait): T {
    this.#open();
    const timeoutMs = timeoutOf(wait);
    const code = this.#channel.tryTake();
    return (code !== BUSY ? this.#channel.decode(code) : takeSync(this.#channel, timeoutMs)) as T;
  }

  /** Waits until there is an item, and takes it. @throws {QueueEmpty} when a time was given and none came. */
  async get(wait?: Wait): Promise<T> {
    this.#open();
    return await take(this.#channel, wait) as T;
  }

  /** Whether there is no item; exact only while nobody else is at work. */
  empty(): boolean {
    this.#open();
    return this.#channel.count === 0;
  }

  /** Ends this process's use of it. */
  close(): void {
    this.#closed = true;
    this.#channel.disbandTakers(closed);
  }

  /** Closes it, and gives back what this handle keeps at once, and not when the collector comes: `using`. */
  [Symbol.dispose](): void {
    if (this.#shared === null) return;
    this.close();
    this.#channel.disbandPutters(closed);
    this.#channel.retryAll();
    const shared = this.#shared;
    this.#shared = null;
    dropShared(this, shared, freeQueue);
  }

  #open(): void {
    if (this.#closed) throw closed();
  }
}

function closed(): Error {
  return new Error("Cannot use the queue: it is closed in this process");
}
