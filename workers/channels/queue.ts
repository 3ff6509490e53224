/**
 * Queues between processes.
 *
 *   words  +0 the ring's address   (`engine/assembly/sync/ring.ts`)
 *
 * Unlike Python's, a queue has no feeder thread: one without a maximum grows in shared memory, and what was put is there for
 * everyone when `put` returns, so that it outlives its putter. What waits in the process that puts are awaited puts into a
 * queue that is full: `joinThread` waits for them, and so does the end of a process that did not create the queue.
 *
 * @module
 */

import { BUSY, Channel, createRing, freeRing, GROWING_CAPACITY, OK, UNLIMITED } from "./_channel.ts";
import { OVERFLOW, WATCHED } from "../core/_core.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { Limit, patienceOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { inspectable } from "../core/_inspect.ts";
import { adopted, bindHandle, dropShared, Shared } from "../core/_shared.ts";
import { shown } from "../core/_shown.ts";
import type { Tree } from "../core/_tree.ts";
import { lookAfterGuests, type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { makeWatchable } from "../core/_watch.ts";
import { QueueEmpty, QueueFull } from "../errors.ts";

const WORD_BYTES = 4;

/**
 * A queue that any number of processes put into and get from. Items of one process stay in order, and its awaited gets are answered
 * in the order of the calls; a call that blocks stands behind those that are awaited already.
 *
 * Items are copied: primitives, plain objects, arrays, cycles, Map, Set, Date, RegExp, BigInt, Error, ArrayBuffer and its views, and the handles of this library. Anything else is refused by `put`.
 * An item may be up to 2 GiB long; it waits while the tree's shared memory (1 GiB, see `limitSharedMemory`) has no room for it. What is
 * longer than that memory can ever be is refused at once.
 *
 * A handle is given back by `using` at once, else when nothing refers to it and the collector has come, which takes a turn of the
 * event loop. A queue that comes in a message is another handle: to close one closes no other.
 *
 * An item is committed by one atomic store: a process that is ended in the midst of a `put` or `get` leaves the queue usable, and every
 * committed item is delivered once.
 *
 * @example
 * ```ts
 * import { Queue } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const queue = new Queue<string>(3);
 * await queue.put("Hello");
 * assertEquals(queue.qsize(), 1);
 * assertEquals(await queue.get(), "Hello");
 * assertEquals(queue.empty(), true);
 * ```
 * @category Queues and pipes
 */
export class Queue<T = unknown> {
  static {
    inspectable(this, (queue) => {
      if (queue.#shared === null) return { closed: true };
      return { size: queue.qsize(), ...(queue.#maxsize > 0 ? { maxsize: queue.#maxsize } : {}), closed: queue.#closed };
    });
  }

  /** Null once this handle was given back. */
  #shared: Shared | null;
  readonly #maxsize: number;
  readonly #channel: Channel;
  /** Awaited puts that wait for room. */
  readonly #pending = new Set<Promise<void>>();
  /** Whether the end of this process waits for them. */
  #joinsAtExit: boolean;
  #closed = false;

  /**
   * Creates an empty queue.
   *
   * @param maxsize The most items that it holds; 0 or less for no limit.
   * @throws {TypeError} when maxsize is no number.
   * @throws {RangeError} when maxsize is no integer, or the shared memory is used up.
   */
  constructor(maxsize = 0) {
    const kind = this instanceof JoinableQueue ? Kind.JoinableQueue : Kind.Queue;
    const given = adopted(maxsize);
    const shared = given ?? createQueue(kind, maxsize);
    this.#joinsAtExit = given !== null;
    this.#shared = shared;
    this.#channel = queueChannel(shared);
    const { tree: { core }, ring } = this.#channel;
    this.#maxsize = core.ringMaxItems(ring) >>> 0 === UNLIMITED ? 0 : core.ringMaxItems(ring);
    bindHandle(this, shared, freeQueue, GROWING_CAPACITY * 2);
    watchRing(this, this.#channel, shared, () => this.#ring("wait for"));
    channels.set(this, { channel: this.#channel, open: () => this.#ring("use") });
  }

  /**
   * Blocks until the item is in the queue.
   *
   * @throws {QueueFull} when there was no room in time.
   * @throws {DOMException} `DataCloneError` when something inside cannot cross.
   * @throws {Error} when the queue is closed in this process.
   */
  putSync(item: T, wait?: Wait): void {
    this.#open("put");
    const timeoutMs = timeoutOf(wait);
    const channel = this.#channel;
    if (!channel.putSync(channel.codec.encoder.encode(item, "item"), timeoutMs)) throw full();
  }

  /** Waits until the item is in the queue; the event loop goes on. Throws as {@linkcode Queue.putSync} does. */
  put(item: T, wait?: Wait): Promise<void> {
    try {
      this.#open("put");
      const patience = patienceOf(wait);
      const channel = this.#channel;
      const encoded = channel.codec.encoder.encode(item, "item");
      if (channel.offer(encoded)) return done;
      return this.#keep(
        channel.put(encoded, patience).then((sent) => {
          if (!sent) throw full();
        }),
      );
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Puts the item if there is room. @throws {QueueFull} when there is none. */
  putNowait(item: T): void {
    this.putSync(item, 0);
  }

  /**
   * Blocks until there is an item, and takes it.
   *
   * @throws {QueueEmpty} when none came in time.
   * @throws {Error} when the queue is closed in this process.
   */
  getSync(wait?: Wait): T {
    this.#open("get");
    const timeoutMs = timeoutOf(wait);
    const channel = this.#channel;
    const code = channel.tryTake();
    if (code !== BUSY) return channel.decode(code) as T;
    return takeSync(channel, timeoutMs) as T;
  }

  /** Waits until there is an item, and takes it; the event loop goes on. Throws as {@linkcode Queue.getSync} does. */
  async get(wait?: Wait): Promise<T> {
    this.#open("get");
    return await take(this.#channel, wait) as T;
  }

  /** Takes an item if there is one. @throws {QueueEmpty} when there is none. */
  getNowait(): T {
    return this.getSync(0);
  }

  /** The number of items. As the next two, exact only while nobody else is at work. */
  qsize(): number {
    this.#ring("look into");
    return this.#channel.count;
  }

  /** Whether there is no item. */
  empty(): boolean {
    this.#open("look into");
    return this.#channel.count === 0;
  }

  /** Whether there is no room. */
  full(): boolean {
    this.#ring("look into");
    return this.#channel.tree.core.ringIsFull(this.#channel.ring) !== 0;
  }

  /**
   * Ends this process's use of the queue: its awaited gets are rejected, its awaited puts go on. It is no signal to others: who waits in
   * `get` elsewhere still waits.
   */
  close(): void {
    this.#closed = true;
    this.#channel.disbandTakers(() => new Error(closed("get from")));
  }

  /**
   * Closes it, and gives back what this handle keeps at once, and not when the collector comes: `using`. Awaited puts that wait for room
   * are rejected too. The queue lives on while another handle or process has it.
   */
  [Symbol.dispose](): void {
    if (this.#shared === null) return;
    this.close();
    this.#channel.disbandPutters(() => new Error(closed("put into")));
    this.#channel.retryAll();
    const shared = this.#shared;
    this.#shared = null;
    dropShared(this, shared, freeQueue);
  }

  /**
   * Waits until the awaited puts of this process are in the queue.
   *
   * @returns Whether they are, in time.
   * @throws {Error} before `close`.
   */
  async joinThread(wait?: Wait): Promise<boolean> {
    if (!this.#closed) throw new Error("Cannot join the queue: close it first");
    return await settledInTime([...this.#pending], wait);
  }

  /** The same at once. @throws {Error} before `close`, and while a put is awaited: that needs the event loop. */
  joinThreadSync(): void {
    if (!this.#closed) throw new Error("Cannot join the queue: close it first");
    if (this.#pending.size > 0) throw new Error("Cannot block on awaited puts of this process: use joinThread");
  }

  /** Lets the process end without waiting for its awaited puts, whose items may then be lost. */
  cancelJoinThread(): void {
    this.#joinsAtExit = false;
  }

  /** Remembers a put that waits for room, and has the end of the process wait for it. */
  #keep(put: Promise<void>): Promise<void> {
    const { tree } = this.#channel;
    if (this.#joinsAtExit && this.#pending.size === 0) {
      tree.farewells.add(async () => {
        if (this.#joinsAtExit) await settledInTime([...this.#pending], undefined);
      });
    }
    this.#pending.add(put);
    const forget = () => this.#pending.delete(put);
    put.then(forget, forget);
    return put;
  }

  #open(action: string): void {
    if (this.#closed) throw new Error(closed(action));
  }

  /** @throws {Error} when the ring may be gone. */
  #ring(action: string): void {
    if (this.#shared === null) throw new Error(closed(action));
  }
}

// Lets JoinableQueue reach the channel.
const channels = new WeakMap<object, { channel: Channel; open: () => void }>();
const done = Promise.resolve();

/**
 * A queue that knows how many of its items are not done yet.
 *
 * @example
 * ```ts
 * import { JoinableQueue } from "@quanta/quanta";
 *
 * const queue = new JoinableQueue<number>();
 * queue.putSync(1);
 * queue.getSync();
 * queue.taskDone();
 * await queue.join();
 * ```
 * @category Queues and pipes
 */
export class JoinableQueue<T = unknown> extends Queue<T> {
  /** Says that an item that was taken is done. @throws {RangeError} when more are done than were put. */
  taskDone(): void {
    const { channel: { tree, ring }, open } = channels.get(this)!;
    open();
    const code = tree.core.ringDone(ring, tree.self);
    if (code === OVERFLOW) throw new RangeError("Cannot call taskDone: it was called more often than items were put");
    tree.check(code === OK ? 1 : code, "call taskDone");
  }

  /** Blocks until all items are done; whether they are, in time. */
  joinSync(wait?: Wait): boolean {
    const timeoutMs = timeoutOf(wait);
    const { channel } = channels.get(this)!;
    return waitSync(channel.tree, channel.blocking(this.#waitable()), timeoutMs) === OK;
  }

  /** Waits until all items are done; whether they are, in time. */
  async join(wait?: Wait): Promise<boolean> {
    const { timeoutMs, signal } = patienceOf(wait);
    return await waitAsync(channels.get(this)!.channel.tree, this.#waitable(), timeoutMs, signal) === OK;
  }

  #waitable(): Waitable {
    const { channel: { tree: { core, self }, ring }, open } = channels.get(this)!;
    open();
    const arm = () => {
      open(); // the ring may be gone
      core.ringArmDone(ring, 1);
      return core.ringTryDone(ring, self);
    };
    return { what: "all items to be done", sequence: core.ringSequence(ring, 2), arm };
  }
}

/** Whether all of the promises are settled, in time. */
async function settledInTime(promises: Promise<void>[], wait: Wait | undefined): Promise<boolean> {
  const { timeoutMs, signal } = patienceOf(wait);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const limit = new Limit(timeoutMs, signal, () => resolve(false), reject);
  Promise.allSettled(promises).then(() => resolve(true));
  try {
    return await promise;
  } finally {
    limit.lift();
  }
}

/** The object and the ring of a new queue. */
export function createQueue(kind: number, maxsize: number): Shared {
  if (typeof maxsize !== "number") {
    throw new TypeError(`Cannot create a queue: maxsize must be a number, got ${shown(maxsize)}`);
  }
  if (!Number.isInteger(maxsize)) {
    throw new RangeError(`Cannot create a queue: maxsize must be an integer, got ${maxsize}`);
  }
  const maxItems = maxsize <= 0 ? UNLIMITED : Math.min(maxsize, 0x7fffffff);
  return Shared.create(kind, WORD_BYTES, "a queue", (shared) => {
    shared.store(0, createRing(shared.tree, { maxItems, grows: true }));
  });
}

/** This process's access to the ring of a queue. */
export function queueChannel({ tree, object, words }: Shared): Channel {
  const lonely = "Cannot wait for the queue: no other process has it";
  return new Channel(tree, tree.core.wordLoad(words), { objects: [object], lonely });
}

/** Frees a queue's ring with what is in it. */
export function freeQueue({ tree, words }: { tree: Tree; words: number }): void {
  freeRing(tree, tree.core.wordLoad(words));
}

/** Takes an item, blocking. @throws {QueueEmpty} when none came in time. */
export function takeSync(channel: Channel, timeoutMs: number): unknown {
  if (timeoutMs === 0) {
    lookAfterGuests(channel.tree);
    throw empty();
  }
  const code = channel.spinTake();
  if (code !== BUSY) return channel.decode(code);
  let item: unknown;
  const waitable = channel.data((code) => item = channel.decode(code));
  if (waitSync(channel.tree, channel.blocking(waitable, false), timeoutMs) !== OK) throw empty();
  return item;
}

/** Takes an item. @throws {QueueEmpty} when none came in time. */
export async function take(channel: Channel, wait: Wait | undefined): Promise<unknown> {
  const { timeoutMs, signal } = patienceOf(wait);
  const code = channel.takeSoon(timeoutMs);
  if (code !== BUSY) return channel.decode(code);
  let item: unknown;
  const outcome = await channel.take((code) => item = channel.decode(code), timeoutMs, signal);
  if (outcome !== OK) throw empty();
  return item;
}

/** Lets `wait()` wait for a queue. */
export function watchRing(
  queue: object,
  { tree: { core }, ring }: Channel,
  { object }: Shared,
  open: () => void,
): void {
  const watch = () => {
    open();
    core.ringArmGet(ring, WATCHED);
  };
  const ready = () => {
    open();
    return core.ringCount(ring) > 0;
  };
  makeWatchable(queue, { watch, ready, object });
}

function closed(action: string): string {
  return `Cannot ${action} the queue: it is closed in this process`;
}

function empty(): QueueEmpty {
  return new QueueEmpty("The queue had no item in time");
}

function full(): QueueFull {
  return new QueueFull("The queue had no room in time");
}
