/**
 * Pipes: two connections, each an end.
 *
 *   pair   (an object without holders)  +0 ring from the first end to the second  +4 ring the other way, or 0
 *   end    +0 ring to read, or 0  +4 ring to write, or 0  +8 the other end's object  +12 the pair
 *
 * Which processes hold an end is known exactly (`engine/assembly/sync/holders.ts`); an end is open while a living process holds it, or
 * a message with it is on its way. Memory is freed when both are closed: the pair's TRANSIT counts open ends.
 *
 * @module
 */

import { BROKEN_OFF, BUSY, Channel, createRing, OK } from "./_channel.ts";
import { BLOCK, WATCHED } from "./_core.ts";
import { Tag } from "./_format.ts";
import { Kind } from "./_kind_numbers.ts";
import { signalOf, timeoutOf, type Wait } from "./_limit.ts";
import { bindShared, dropShared, Shared } from "./_shared.ts";
import type { Tree } from "./_tree.ts";
import { type Waitable, waitAsync, waitSync } from "./_wait.ts";
import { makeWatchable } from "./_watch.ts";
import { BrokenPipeError, BufferTooShort, EndOfFileError } from "./errors.ts";

const READ = 0;
const WRITE = 4;
const PEER = 8;
const PAIR = 12;
const END_BYTES = 16;
const PAIR_BYTES = 16;
const PAIR_ENDS = 8;
/** Messages that a pipe holds before `send` waits; and no more than fit its ring of 64 KiB. */
const MESSAGES_MAX = 1024;

/**
 * One end of a pipe. Messages keep their boundaries and their order.
 *
 * As in Python a process that does not use an end should close it: the end of file comes when the *last* copy of the other
 * end is closed, in whatever process it lives. A process that ends closes all its copies, however it ends; a handle that is no longer
 * referenced closes when it is collected.
 */
export class Connection {
  readonly #shared: Shared;
  readonly #reading: Channel | null;
  readonly #writing: Channel | null;
  readonly #peer: number;
  #closed = false;

  /** For this library: connections are made by {@linkcode Pipe}, `Client` and `Listener`. */
  constructor(shared: unknown) {
    if (!(shared instanceof Shared)) throw new TypeError("Cannot create a Connection: use Pipe()");
    this.#shared = shared;
    const { tree } = shared;
    const [read, write] = [shared.load(READ), shared.load(WRITE)];
    this.#reading = read === 0 ? null : new Channel(tree, read);
    this.#writing = write === 0 ? null : new Channel(tree, write);
    this.#peer = shared.load(PEER);
    bindShared(this, shared, freeEnd);
    makeWatchable(this, {
      watch: () => tree.core.ringArmGet(this.#reader().ring, WATCHED),
      ready: () => this.#reader().count > 0 || this.#peerIsGone(),
    });
  }

  /** Whether it was closed in this process. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Whether it can receive. */
  get readable(): boolean {
    return this.#reading !== null;
  }

  /** Whether it can send. */
  get writable(): boolean {
    return this.#writing !== null;
  }

  /**
   * Sends a copy of a value; blocks while the pipe is full. What can be sent: see `Queue`.
   *
   * @throws {BrokenPipeError} when the other end is closed everywhere.
   * @throws {DOMException} `DataCloneError` when something inside cannot cross.
   */
  sendSync(value: unknown): void {
    const channel = this.#writer();
    channel.putSync(channel.codec.encoder.encode(value, "value"), undefined, this.#brokenPipe);
  }

  /** Sends a copy of a value; waits while the pipe is full, and the event loop goes on. Throws as {@linkcode Connection.sendSync} does. */
  async send(value: unknown, options: { signal?: AbortSignal } = {}): Promise<void> {
    const channel = this.#writer();
    options.signal?.throwIfAborted();
    const encoded = channel.codec.encoder.encode(value, "value");
    if (channel.tryPut(encoded) !== OK) await channel.put(encoded, options, this.#brokenPipe);
  }

  /**
   * Blocks until a value comes.
   *
   * @throws {EndOfFileError} when nothing is left and the other end is closed everywhere.
   */
  recvSync(): unknown {
    const channel = this.#reader();
    const code = channel.tryTake();
    return code !== BUSY ? this.#decode(code) : this.#takeSync((code) => this.#decode(code));
  }

  /** Waits until a value comes; the event loop goes on. Throws as {@linkcode Connection.recvSync} does. */
  async recv(options: { signal?: AbortSignal } = {}): Promise<unknown> {
    return await this.#take((code) => this.#decode(code), options);
  }

  /**
   * Sends bytes as one message; blocks while the pipe is full.
   *
   * @param buffer What to copy from.
   * @param offset Where to begin. Default 0.
   * @param size How many. Default: up to the end.
   * @throws {RangeError} when offset and size do not lie inside.
   */
  sendBytesSync(buffer: Uint8Array, offset?: number, size?: number): void {
    const channel = this.#writer();
    channel.putSync(channel.codec.encoder.encodeBytes(part(buffer, offset, size)), undefined, this.#brokenPipe);
  }

  /** The same; the event loop goes on. */
  async sendBytes(buffer: Uint8Array, offset?: number, size?: number): Promise<void> {
    const channel = this.#writer();
    const encoded = channel.codec.encoder.encodeBytes(part(buffer, offset, size));
    if (channel.tryPut(encoded) !== OK) await channel.put(encoded, undefined, this.#brokenPipe);
  }

  /**
   * Blocks until a message of bytes comes.
   *
   * @param maxLength The longest to accept.
   * @throws {RangeError} when it is longer; the connection is closed then, as there is no telling what follows.
   * @throws {EndOfFileError} when nothing is left and the other end is closed everywhere.
   */
  recvBytesSync(maxLength?: number): Uint8Array<ArrayBuffer> {
    checkLength(maxLength);
    return this.#limited(this.#takeSync((code) => this.#bytes(code)), maxLength);
  }

  /** The same; the event loop goes on. */
  async recvBytes(maxLength?: number, options: { signal?: AbortSignal } = {}): Promise<Uint8Array<ArrayBuffer>> {
    checkLength(maxLength);
    return this.#limited(await this.#take((code) => this.#bytes(code), options), maxLength);
  }

  /**
   * Blocks until a message of bytes comes, and copies it into a buffer.
   *
   * @param offset Where in the buffer to begin.
   * @returns The number of bytes.
   * @throws {BufferTooShort} when it does not fit; the error has the message.
   */
  recvBytesIntoSync(buffer: Uint8Array, offset = 0): number {
    checkOffset(buffer, offset);
    return into(buffer, offset, this.#takeSync((code) => this.#bytes(code)));
  }

  /** The same; the event loop goes on. */
  async recvBytesInto(buffer: Uint8Array, offset = 0): Promise<number> {
    checkOffset(buffer, offset);
    return into(buffer, offset, await this.#take((code) => this.#bytes(code), {}));
  }

  /** Whether something can be received, or the end of file has come; blocks up to `wait`, by default not at all. */
  pollSync(wait: Wait = 0): boolean {
    const waitable = this.#arrival();
    return waitable.arm() === OK || waitSync(this.#shared.tree, waitable, timeoutOf(wait)) === OK;
  }

  /** The same; the event loop goes on. */
  async poll(wait: Wait = 0): Promise<boolean> {
    const waitable = this.#arrival();
    if (waitable.arm() === OK) return true;
    return await waitAsync(this.#shared.tree, waitable, timeoutOf(wait), signalOf(wait)) === OK;
  }

  /** Closes this process's copy. What was sent can still be received. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    dropShared(this, this.#shared, freeEnd);
  }

  /** Closes it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Always throws: a pipe between workers is shared memory, the operating system knows no file of it. */
  fileno(): never {
    throw new Error("Cannot give a file number: a connection between workers is shared memory, not a file");
  }

  #reader(): Channel {
    this.#open("receive");
    if (this.#reading === null) throw new Error("Cannot receive: the connection is write-only");
    return this.#reading;
  }

  #writer(): Channel {
    this.#open("send");
    if (this.#writing === null) throw new Error("Cannot send: the connection is read-only");
    const error = this.#brokenPipe();
    if (error !== null) throw error;
    return this.#writing;
  }

  #open(action: string): void {
    if (this.#closed) throw new Error(`Cannot ${action}: the connection is closed in this process`);
  }

  #peerIsGone(): boolean {
    return this.#shared.core.objectIsHeld(this.#peer) === 0;
  }

  readonly #brokenPipe = (): Error | null =>
    this.#peerIsGone() ? new BrokenPipeError("Cannot send: the other end is closed in every process") : null;

  #takeSync<T>(take: (code: number) => T): T {
    const channel = this.#reader();
    let taken: { value: T } | undefined;
    const waitable = channel.data((code) => taken = { value: take(code) }, () => this.#peerIsGone());
    if (waitSync(this.#shared.tree, waitable, Infinity) === BROKEN_OFF) throw endOfFile();
    return taken!.value;
  }

  async #take<T>(take: (code: number) => T, { signal }: { signal?: AbortSignal }): Promise<T> {
    const channel = this.#reader();
    let taken: { value: T } | undefined;
    const waitable = channel.data((code) => taken = { value: take(code) }, () => this.#peerIsGone());
    if (await waitAsync(this.#shared.tree, waitable, Infinity, signal) === BROKEN_OFF) throw endOfFile();
    return taken!.value;
  }

  /** Ready when something is there or nothing can come any more; takes nothing. */
  #arrival(): Waitable {
    const channel = this.#reader();
    const { core } = this.#shared;
    const arm = () => {
      core.ringArmGet(channel.ring, 1);
      return channel.count > 0 || this.#peerIsGone() ? OK : BUSY;
    };
    return {
      sequence: core.ringSequence(channel.ring, 1),
      arm,
      spin: (turns) => core.ringSpinGet(channel.ring, turns) !== 0,
    };
  }

  /** A value, or the bytes of a message that was sent as bytes. */
  #decode(code: number): unknown {
    const channel = this.#reading!;
    if (code !== BLOCK) {
      const { inbox } = channel.codec;
      return this.#shared.tree.bytes(inbox + 1)[inbox] === Tag.Raw ? this.#bytes(code) : channel.decode(code);
    }
    const block = this.#shared.core.takenBlock(this.#shared.self) >>> 0;
    return this.#shared.tree.bytes(block + 1)[block] === Tag.Raw ? this.#bytes(code) : channel.decode(code);
  }

  #bytes(code: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#reading!.bytes(code);
    if (bytes[0] !== Tag.Raw) throw new TypeError("Cannot receive bytes: the message was sent as a value; use recv");
    return bytes.subarray(1);
  }

  #limited(bytes: Uint8Array<ArrayBuffer>, maxLength: number | undefined): Uint8Array<ArrayBuffer> {
    if (maxLength === undefined || bytes.length <= maxLength) return bytes.slice();
    this.close();
    throw new RangeError(
      `Cannot receive bytes: the message has ${bytes.length} bytes, more than maxLength ${maxLength}`,
    );
  }
}

/**
 * A pipe: two connected ends, to be made before the processes that use them.
 *
 * @param duplex false: the first end only receives, the second only sends.
 *
 * @example
 * ```ts
 * import { EndOfFileError, Pipe } from "@quanta/quanta";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const [receiver, sender] = Pipe(false);
 * sender.sendSync("Hello,This is Python!");
 * sender.close();
 * assertEquals(receiver.recvSync(), "Hello,This is Python!");
 * assertThrows(() => receiver.recvSync(), EndOfFileError);
 * ```
 */
export function Pipe(duplex = true): [Connection, Connection] {
  const pair = Shared.create(Kind.Pair, PAIR_BYTES, "a pipe");
  const { tree, core, self } = pair;
  const toFirst = createRing(tree, { maxItems: MESSAGES_MAX, grows: false });
  const toSecond = duplex ? createRing(tree, { maxItems: MESSAGES_MAX, grows: false }) : 0;
  const first = Shared.create(Kind.Connection, END_BYTES, "a pipe");
  const second = Shared.create(Kind.Connection, END_BYTES, "a pipe");
  pair.store(0, toFirst);
  pair.store(4, toSecond);
  pair.store(PAIR_ENDS, first.object);
  pair.store(PAIR_ENDS + 4, second.object);
  join(first, { read: toFirst, write: toSecond, peer: second, pair });
  join(second, { read: toSecond, write: toFirst, peer: first, pair });
  core.objectTransit(pair.object, 2);
  core.objectDrop(pair.object, self, 0);
  return [new Connection(first), new Connection(second)];
}

function join(end: Shared, ends: { read: number; write: number; peer: Shared; pair: Shared }): void {
  end.store(READ, ends.read);
  end.store(WRITE, ends.write);
  end.store(PEER, ends.peer.object);
  end.store(PAIR, ends.pair.object);
}

/** The last copy of an end is closed: wakes the other side, and frees the pipe after the other end. */
function freeEnd({ tree, words }: { tree: Tree; words: number }): "kept" {
  const { core, self } = tree;
  const pair = core.wordLoad(words + PAIR);
  const pairWords = core.objectWords(pair);
  const rings = [core.wordLoad(pairWords), core.wordLoad(pairWords + 4)].filter((ring) => ring !== 0);
  for (const ring of rings) core.ringSignalAll(ring);
  core.objectTransit(pair, -1);
  if (core.objectDrop(pair, self, 0) === 1) {
    for (const ring of rings) core.ringFree(self, ring);
    core.objectRelease(self, core.wordLoad(pairWords + PAIR_ENDS));
    core.objectRelease(self, core.wordLoad(pairWords + PAIR_ENDS + 4));
    core.objectRelease(self, pair);
  }
  return "kept";
}

function endOfFile(): EndOfFileError {
  return new EndOfFileError("Cannot receive: nothing is left, and the other end is closed in every process");
}

function checkLength(maxLength: number | undefined): void {
  if (maxLength !== undefined && !(maxLength >= 0)) {
    throw new RangeError(`Cannot receive bytes: maxLength must be 0 or more, got ${maxLength}`);
  }
}

function checkOffset(buffer: Uint8Array, offset: number): void {
  if (!(Number.isInteger(offset) && offset >= 0 && offset <= buffer.length)) {
    throw new RangeError(`Cannot receive bytes: offset must be from 0 to ${buffer.length}, got ${offset}`);
  }
}

function part(buffer: Uint8Array, offset = 0, size = buffer.length - offset): Uint8Array {
  if (!(buffer instanceof Uint8Array)) throw new TypeError("Cannot send bytes: buffer must be a Uint8Array");
  if (!(Number.isInteger(offset) && offset >= 0 && offset <= buffer.length)) {
    throw new RangeError(`Cannot send bytes: offset must be from 0 to ${buffer.length}, got ${offset}`);
  }
  if (!(Number.isInteger(size) && size >= 0 && offset + size <= buffer.length)) {
    throw new RangeError(`Cannot send bytes: size must be from 0 to ${buffer.length - offset}, got ${size}`);
  }
  return buffer.subarray(offset, offset + size);
}

function into(buffer: Uint8Array, offset: number, message: Uint8Array): number {
  if (message.length > buffer.length - offset) {
    const room = buffer.length - offset;
    throw new BufferTooShort(
      `Cannot receive bytes: the message has ${message.length} bytes, the buffer ${room}`,
      message.slice(),
    );
  }
  buffer.set(message, offset);
  return message.length;
}
