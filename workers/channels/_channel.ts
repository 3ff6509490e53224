/**
 * Values through a ring: what queues and connections share. Encoding is done before the ring is touched and decoding after, so that
 * no code of the user's runs while an inner lock is held.
 *
 * @module
 */

import { type Codec, codecOf, type Encoded, place, unsend } from "../core/_codec.ts";
import { ARMED, BLOCK, BUSY, type Core, ENDED, NO_MEMORY, NOT_BYTES, OK, TIMED_OUT } from "../core/_core.ts";
import { bytesBegin, Tag } from "../core/_format.ts";
import type { Patience } from "../core/_limit.ts";
import { isServed, Line, type Operation } from "../core/_line.ts";
import { gather, isInParts, PART_BYTES_MAX } from "../core/_parts.ts";
import { MemoryWatch, onceMemorySync } from "../core/_scarcity.ts";
import { ProcessEnded, type Tree, usedUp } from "../core/_tree.ts";
import { type Helped, HelpWatch } from "../sync/_help_watch.ts";
import { listenerOf, lookAfterGuests, Spin, type Waitable, waitSync } from "../core/_wait.ts";

/** Bytes of a ring that does not grow. */
export const RING_CAPACITY = 65536;
/** Bytes of the first segment of one that does. */
export const GROWING_CAPACITY = 8192;
/** No limit on the number of messages. */
export const UNLIMITED = 0xffffffff;

/** A new ring; its address. @throws {RangeError} when the shared memory is used up. */
export function createRing(tree: Tree, { maxItems, grows }: { maxItems: number; grows: boolean }): number {
  const capacity = grows ? GROWING_CAPACITY : RING_CAPACITY;
  const make = () => tree.core.ringMake(tree.self, capacity, maxItems, grows ? 1 : 0, 0);
  return tree.check(tree.made(make), "create a queue");
}

/** Frees a ring that nobody uses any more. Handles in what is left arrive here first, so that they can be let go. */
export function freeRing(tree: Tree, ring: number): void {
  if (tree.core.ringCarries(ring) !== 0) {
    const channel = new Channel(tree, ring);
    for (let code = channel.tryTake(); code !== BUSY; code = channel.tryTake()) {
      try {
        channel.decode(code);
      } catch {
        // Bytes, or a handle for which there is no memory any more.
      }
    }
  }
  tree.core.ringFree(tree.self, ring);
}

type Decode<T> = (address: number, length: number) => T;

/** What watches over waits that others need not know of. */
const NEVER: Pick<Waitable, "hopeless" | "awake"> = {};

/** One process's access to one ring. */
export class Channel {
  readonly tree: Tree;
  readonly ring: number;
  readonly codec: Codec;
  readonly #core: Core;
  readonly #self: number;
  readonly #watch: HelpWatch | undefined;
  /** How long it pays to spin for a message. */
  readonly pace: Spin = new Spin();
  /** The same while a message is awaited. */
  readonly awaitedPace: Spin = new Spin({ cautious: true });
  /** The awaited puts and takes of this process, once there was one that had to wait. */
  #putters: Line | null = null;
  #memory: MemoryWatch | null = null;
  /** Whether the last try of an awaited put found no memory. */
  #isShort = false;
  /** Whether a blocking put waits for memory. Not where others wait for this process: then it fails. */
  isPatient = true;
  #takers: Line | null = null;

  /** @param helped Who could end a wait of this thread for the ring. */
  constructor(tree: Tree, ring: number, helped?: Helped) {
    this.#watch = helped && new HelpWatch(tree, helped);
    this.tree = tree;
    this.ring = ring;
    this.codec = codecOf(tree);
    this.#core = tree.core;
    this.#self = tree.self;
  }

  /** Tries to put an encoded message: `OK`, `BUSY` or `NO_MEMORY`. After anything but `OK` the message is still the caller's. */
  tryPut(encoded: Encoded): number {
    return isServed(this.#putters) ? this.#putNow(encoded) : BUSY;
  }

  #putNow(encoded: Encoded): number {
    if (encoded.heap !== null && !place(this.tree, encoded)) return NO_MEMORY;
    const { address, length, block, departed, debt } = encoded;
    if (departed.length > 0) this.#core.ringMark(this.ring);
    const code = this.#core.ringPut(this.ring, this.#self, address, length, block ? 1 : 0, debt?.entry ?? 0);
    if (code === ENDED) throw new ProcessEnded();
    if (code === OK && debt !== null) this.tree.debts!.leave(debt);
    return code;
  }

  /** Puts a message if there is room and nobody of this process waits for it: whether it did. It is the caller's still where not. */
  offer(encoded: Encoded): boolean {
    try {
      return this.tryPut(encoded) === OK;
    } catch (error) {
      this.#settle(encoded, encoded, false);
      throw error;
    }
  }

  /**
   * Puts a message, blocking: false when the time was up. `broken` says why waiting makes no sense any more. How long it waits was read
   * before the message was encoded: it is the user's, and may be a getter that sends something.
   */
  putSync(encoded: Encoded, timeoutMs: number, broken?: () => Error | null): boolean {
    let kept = encoded;
    let sent = false;
    try {
      let code = this.tryPut(encoded);
      if (code === OK) return sent = true;
      if (timeoutMs === 0) {
        lookAfterGuests(this.tree);
        return this.#hasRoom(code);
      }
      if (code === NO_MEMORY && !this.isPatient) throw usedUp("send");
      // While it waits, others may encode something too.
      const { observer, guests } = this.tree;
      if (code === NO_MEMORY || observer !== null || guests.size > 0) kept = this.codec.encoder.keep(encoded);
      const deadline = performance.now() + timeoutMs;
      const restMs = () => timeoutMs === Infinity ? Infinity : Math.max(0, deadline - performance.now());
      const attempt = () => this.tryPut(kept);
      while (code === BUSY || code === NO_MEMORY) { // each turn waits for room, or for memory
        code = code === BUSY
          ? waitSync(this.tree, this.blocking(this.#room(broken, attempt)), restMs())
          : onceMemorySync(this.tree, "send", attempt, restMs());
      }
      return sent = code === OK;
    } finally {
      this.#settle(encoded, kept, sent);
    }
  }

  /** For an attempt that was the only one: without memory it is not for want of room that it failed. */
  #hasRoom(code: number): false {
    if (code === NO_MEMORY) throw usedUp("send");
    return false;
  }

  /** The same, awaited, for a message that `offer` found no room for. It moves out of the encoder's scratch while it waits. */
  async put(encoded: Encoded, { timeoutMs, signal }: Patience, broken?: () => Error | null): Promise<boolean> {
    let kept = encoded;
    let sent = false;
    const { departing } = this.tree;
    const takeBack = () => unsend(this.tree, kept, null);
    if (kept.departed.length > 0) departing.add(takeBack);
    try {
      if (timeoutMs === 0) return this.#hasRoom(kept.heap === null ? BUSY : NO_MEMORY);
      kept = this.codec.encoder.keep(encoded);
      const operation = {
        attempt: () => {
          const code = this.#putNow(kept);
          if (code === NO_MEMORY) queueMicrotask(() => this.#awaitMemory(operation));
          this.#isShort = code === NO_MEMORY;
          return code === NO_MEMORY ? BUSY : code;
        },
      };
      this.#putters ??= new Line(this.tree, this.#room(broken, () => BUSY));
      return sent = await this.#putters.join(operation, timeoutMs, signal) === OK;
    } finally {
      if (kept.departed.length === 0 || departing.delete(takeBack)) this.#settle(encoded, kept, sent);
    }
  }

  /** Has the line of puts look again whenever memory was freed, for its first. */
  #awaitMemory(operation: Operation): void {
    const again = () => {
      this.#isShort = false;
      this.#putters!.serve();
      return !this.#isShort;
    };
    this.#memory ??= new MemoryWatch(this.tree);
    this.#memory.watch("send", again, (error) => this.#putters!.expel(operation, error));
  }

  /** After a put: `kept` is `encoded`, or a copy of it outside of the scratch. */
  #settle(encoded: Encoded, kept: Encoded, sent: boolean): void {
    if (!sent) unsend(this.tree, kept, kept.heap === null && (kept !== encoded || kept.block) ? kept.address : null);
    else if (kept !== encoded && !kept.block) this.#core.blockRelease(this.#self, kept.address);
  }

  /** Waits for room, and does `attempt` then. */
  #room(broken: (() => Error | null) | undefined, attempt: () => number): Waitable {
    const arm = () => {
      this.#core.ringArmPut(this.ring, ARMED); // first, so that an end which comes after the question wakes
      const error = broken?.();
      if (error) throw error;
      return attempt();
    };
    const what = broken === undefined ? "room in a queue" : "room in a pipe";
    return { what, sequence: this.#core.ringSequence(this.ring, 0), arm };
  }

  /**
   * Takes a message if there is one for the caller: its length with the bytes in the inbox, or `BLOCK`, or `BUSY`. With `bytesOnly` a
   * message that was not sent as bytes stays where it is, and the answer is `NOT_BYTES`.
   */
  tryTake(bytesOnly = false): number {
    return isServed(this.#takers) ? this.#takeNow(bytesOnly) : BUSY;
  }

  #takeNow(bytesOnly = false): number {
    const { inbox } = this.codec;
    const code = bytesOnly
      ? this.#core.ringGetBytes(this.ring, this.#self, inbox)
      : this.#core.ringGet(this.ring, this.#self, inbox, this.tree.debts?.incoming ?? 0);
    if (code === ENDED) throw new ProcessEnded();
    return code;
  }

  /** The same for a thread that may block: spins first, as long as that pays. */
  spinTake(): number {
    if (!isServed(this.#takers)) return BUSY;
    this.pace.run(this.#taker);
    if (this.#taken === ENDED) throw new ProcessEnded();
    return this.#taken;
  }

  /** The same for an awaited take that may last `timeoutMs`: spins while the event loop may be held up. */
  takeSoon(timeoutMs: number, bytesOnly = false): number {
    const code = this.tryTake(bytesOnly);
    if (code !== BUSY || timeoutMs === 0 || !isServed(this.#takers)) return code;
    if (!listenerOf(this.tree).turns.maySpin || !this.awaitedPace.run(this)) return BUSY;
    return this.#takeNow(bytesOnly);
  }

  /** What the last turn of `#taker` answered. */
  #taken = BUSY;
  readonly #taker = {
    spin: (turns: number): boolean => {
      const entry = this.tree.debts?.incoming ?? 0;
      this.#taken = this.#core.ringSpinTake(this.ring, this.#self, this.codec.inbox, turns, entry);
      return this.#taken !== BUSY;
    },
  };

  /** Spins for a message; false when the turns are used up. */
  spin(turns: number): boolean {
    return this.#core.ringSpinGet(this.ring, turns) !== 0;
  }

  /** The message of a successful `tryTake`. */
  decode(code: number): unknown {
    return code === BLOCK ? this.#takeBlock(this.#value) : this.#value(this.codec.inbox, code);
  }

  /** Whether the message of a successful `tryTake` was sent as bytes. */
  isBytes(code: number): boolean {
    const address = code === BLOCK ? this.#core.takenBlock(this.#self) >>> 0 : this.codec.inbox;
    return this.tree.bytes(address + 1)[address] === Tag.Raw;
  }

  /** The bytes of a message that was sent as bytes, copied. */
  bytes(code: number): Uint8Array<ArrayBuffer> {
    const debt = this.tree.debts?.accept();
    if (debt) this.tree.debts!.leave(debt);
    return code === BLOCK ? this.#takeBlock(this.#copy) : this.#copy(this.codec.inbox, code);
  }

  readonly #value = (address: number, length: number): unknown => {
    const { codec: { decoder }, tree: { debts } } = this;
    const debt = debts === null ? null : debts.accept();
    if (debt === null) return decoder.decode(address, length);
    try {
      return decoder.decode(address, length, debt);
    } finally {
      debts!.leave(debt);
    }
  };

  readonly #copy = (address: number, length: number): Uint8Array<ArrayBuffer> => {
    const begin = bytesBegin(length);
    if (length > PART_BYTES_MAX && isInParts(this.tree, address, length)) {
      return gather(this.tree, address, length).subarray(begin).slice();
    }
    const copy = new Uint8Array(length - begin);
    copy.set(this.tree.bytes(address + length).subarray(address + begin, address + length));
    return copy;
  };

  #takeBlock<T>(decode: Decode<T>): T {
    const block = this.#core.takenBlock(this.#self) >>> 0;
    try {
      return decode(block, this.#core.takenBytes(this.#self) >>> 0);
    } finally {
      this.#core.blockRelease(this.#self, block);
    }
  }

  /**
   * Takes a message, awaited, after `takeSoon` found none, and hands its code to `take`, before anything else can use the inbox.
   * Answers `OK`, `TIMED_OUT`, or `BROKEN_OFF` when nothing is left and `broken` says that nobody could send.
   */
  async take(
    take: (code: number) => void,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    { broken, bytesOnly = false }: { broken?: () => boolean; bytesOnly?: boolean } = {},
  ): Promise<number> {
    const taking = this.#taking(take, broken, bytesOnly);
    const outcome = this.#tryNow(taking);
    if (outcome !== BUSY) return outcome;
    if (timeoutMs === 0) return TIMED_OUT;
    this.#takers ??= new Line(this.tree, this.#arrival(broken !== undefined, () => BUSY));
    return await this.#takers.join(taking, timeoutMs, signal);
  }

  /** The same as something to wait for, at the end of the line whenever it is tried. */
  data(take: (code: number) => void, broken?: () => boolean, bytesOnly = false): Waitable {
    const taking = this.#taking(take, broken, bytesOnly);
    const attempt = () => this.#tryNow(taking);
    const { what, sequence, arm, spin, pace } = this.#arrival(broken !== undefined, attempt);
    return { what, sequence, arm, spin, pace, attempt, awaitedPace: this.awaitedPace };
  }

  #taking(take: (code: number) => void, broken: (() => boolean) | undefined, bytesOnly: boolean): Operation {
    let code = BUSY;
    const attempt = () => {
      code = this.#takeNow(bytesOnly);
      if (code !== BUSY) return OK;
      if (!broken?.()) return BUSY;
      code = this.#takeNow(bytesOnly); // what was sent before the end counts
      if (code !== BUSY) return OK;
      return this.count === 0 ? BROKEN_OFF : BUSY;
    };
    const finish = (outcome: number) => {
      if (outcome === OK) take(code);
    };
    return { attempt, finish };
  }

  #tryNow(taking: Operation): number {
    const outcome = isServed(this.#takers) ? taking.attempt() : BUSY;
    if (outcome !== BUSY) taking.finish!(outcome);
    return outcome;
  }

  /** Waits for a message, and does `attempt` then. */
  #arrival(isPipe: boolean, attempt: () => number): Waitable {
    const arm = () => {
      this.#core.ringArmGet(this.ring, ARMED); // first, so that an end which comes after the question wakes
      return attempt();
    };
    return {
      what: isPipe ? "a message" : "an item",
      sequence: this.#core.ringSequence(this.ring, 1),
      arm,
      spin: (turns) => this.spin(turns),
      pace: this.pace,
    };
  }

  /** The same wait for a thread that blocks, and that has spun already where `spin` is false. */
  blocking(waitable: Waitable, spin = true): Waitable {
    const { what, sequence, arm, attempt, pace } = waitable; // field by field: copied whole, it takes as long as a try
    const { hopeless, awake } = this.#watch ?? NEVER;
    return { what, sequence, arm, attempt, pace, spin: spin ? waitable.spin : undefined, hopeless, awake };
  }

  /** Ends the awaited puts of this process. */
  disbandPutters(reason: () => Error): void {
    if (this.#putters !== null && !this.#putters.isEmpty) this.#putters.disband(reason());
  }

  /** Ends the awaited takes of this process. */
  disbandTakers(reason: () => Error): void {
    if (this.#takers !== null && !this.#takers.isEmpty) this.#takers.disband(reason());
  }

  /** Whatever this process awaits of a message is tried again. */
  retryTakers(): void {
    listenerOf(this.tree).retry(this.#core.ringSequence(this.ring, 1));
  }

  /** Whatever this process awaits of the ring is tried again. */
  retryAll(): void {
    for (const which of [0, 1, 2]) listenerOf(this.tree).retry(this.#core.ringSequence(this.ring, which));
  }

  /** Messages in the ring. */
  get count(): number {
    lookAfterGuests(this.tree); // who asks may ask again and again
    return this.#core.ringCount(this.ring);
  }
}

/** What a take answers when there is nothing left and nobody who could send. */
export const BROKEN_OFF = 1;

export { BUSY, NO_MEMORY, NOT_BYTES, OK, TIMED_OUT };
