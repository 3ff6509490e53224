/**
 * Values through a ring: what queues and connections share. Encoding is done before the ring is touched and decoding after, so that
 * no code of the user's runs while an inner lock is held.
 *
 * @module
 */

import { type Codec, codecOf, type Encoded, unsend } from "./_codec.ts";
import { ARMED, BLOCK, BUSY, type Core, ENDED, NO_MEMORY, OK, TIMED_OUT } from "./_core.ts";
import { signalOf, timeoutOf, type Wait } from "./_limit.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";
import { type Waitable, waitAsync, waitSync } from "./_wait.ts";

/** Bytes of a ring's first segment. */
export const RING_CAPACITY = 65536;
/** No limit on the number of messages. */
export const UNLIMITED = 0xffffffff;

/** A new ring; its address. @throws {RangeError} when the shared memory is used up. */
export function createRing(tree: Tree, { maxItems, grows }: { maxItems: number; grows: boolean }): number {
  return tree.check(tree.core.ringMake(tree.self, RING_CAPACITY, maxItems, grows ? 1 : 0, 0), "create a queue");
}

/** Answers of `Reader.state`: whether waiting makes sense. */
type Decode<T> = (address: number, length: number) => T;

/** One process's access to one ring. */
export class Channel {
  readonly tree: Tree;
  readonly ring: number;
  readonly codec: Codec;
  readonly #core: Core;
  readonly #self: number;

  constructor(tree: Tree, ring: number) {
    this.tree = tree;
    this.ring = ring;
    this.codec = codecOf(tree);
    this.#core = tree.core;
    this.#self = tree.self;
  }

  /** Tries to put an encoded message: `OK` or `BUSY`. After anything but `OK` the message is still the caller's. */
  tryPut({ address, length, block }: Encoded): number {
    const code = this.#core.ringPut(this.ring, this.#self, address, length, block ? 1 : 0);
    if (code === OK || code === BUSY) return code;
    if (code === ENDED) throw new ProcessEnded();
    throw new RangeError("Cannot send: the tree's shared memory is used up");
  }

  /** Puts a message, blocking: false when the time was up. `broken` says why waiting makes no sense any more. */
  putSync(encoded: Encoded, wait: Wait | undefined, broken?: () => Error | null): boolean {
    let sent = false;
    try {
      if (this.tryPut(encoded) === OK) return sent = true;
      const timeoutMs = timeoutOf(wait);
      if (timeoutMs === 0) return false;
      return sent = waitSync(this.tree, this.#space(encoded, broken), timeoutMs) === OK;
    } finally {
      if (!sent) this.#unsend(encoded);
    }
  }

  /** The same, awaited. The message moves out of the encoder's scratch while it waits. */
  async put(encoded: Encoded, wait: Wait | undefined, broken?: () => Error | null): Promise<boolean> {
    const { encoder } = this.codec;
    const timeoutMs = timeoutOf(wait);
    const kept = timeoutMs === 0 ? encoded : encoder.keep(encoded);
    let sent = false;
    try {
      if (timeoutMs === 0) return false;
      return sent = await waitAsync(this.tree, this.#space(kept, broken), timeoutMs, signalOf(wait)) === OK;
    } finally {
      if (!sent) unsend(this.tree, kept, kept !== encoded || kept.block ? kept.address : null);
      else if (!kept.block) this.#core.blockRelease(this.#self, kept.address);
    }
  }

  #unsend(encoded: Encoded): void {
    unsend(this.tree, encoded, encoded.block ? encoded.address : null);
  }

  #space(encoded: Encoded, broken: (() => Error | null) | undefined): Waitable {
    const arm = () => {
      const error = broken?.();
      if (error) throw error;
      this.#core.ringArmPut(this.ring, ARMED);
      return this.tryPut(encoded);
    };
    return { sequence: this.#core.ringSequence(this.ring, 0), arm };
  }

  /** Takes a message if there is one: its length with the bytes in the inbox, or `BLOCK`, or `BUSY`. */
  tryTake(): number {
    const code = this.#core.ringGet(this.ring, this.#self, this.codec.inbox);
    if (code === ENDED) throw new ProcessEnded();
    return code;
  }

  /** The message of a successful `tryTake`. */
  decode(code: number): unknown {
    return code === BLOCK ? this.#takeBlock(this.#value) : this.codec.decoder.decode(this.codec.inbox, code);
  }

  /** The bytes of a successful `tryTake`, copied. */
  bytes(code: number): Uint8Array<ArrayBuffer> {
    return code === BLOCK ? this.#takeBlock(this.#copy) : this.#copy(this.codec.inbox, code);
  }

  readonly #value = (address: number, length: number): unknown => this.codec.decoder.decode(address, length);

  readonly #copy = (address: number, length: number): Uint8Array<ArrayBuffer> => {
    const copy = new Uint8Array(length);
    copy.set(this.tree.bytes(address + length).subarray(address, address + length));
    return copy;
  };

  #takeBlock<T>(decode: Decode<T>): T {
    const block = this.#core.takenBlock(this.#self) >>> 0;
    try {
      return decode(block, this.#core.takenBytes(this.#self));
    } finally {
      this.#core.blockRelease(this.#self, block);
    }
  }

  /** Waits for a message and hands its code to `take`, before anything else can use the inbox. */
  data(take: (code: number) => void, broken?: () => boolean): Waitable {
    const core = this.#core;
    const ring = this.ring;
    const arm = () => {
      const gone = broken?.() ?? false; // asked before the try: what was sent before the end counts
      core.ringArmGet(ring, ARMED);
      const code = this.tryTake();
      if (code === BUSY) return gone && core.ringCount(ring) === 0 ? BROKEN_OFF : BUSY;
      take(code);
      return OK;
    };
    return {
      sequence: core.ringSequence(ring, 1),
      arm,
      spin: (turns) => core.ringSpinGet(ring, turns) !== 0,
    };
  }

  /** Messages in the ring. */
  get count(): number {
    return this.#core.ringCount(this.ring);
  }
}

/** What `data` answers when there is nothing left and nobody who could send. */
export const BROKEN_OFF = 1;

export { BUSY, NO_MEMORY, OK, TIMED_OUT };
