/**
 * The ends of pipes.
 *
 *   pair   (an object without holders)  +0 ring to the first end  +4 ring to the second, or 0  +8 +12 the ends
 *   end    +0 ring to read, or 0  +4 ring to write, or 0  +8 the other end's object  +12 the pair
 *
 * Which processes hold an end is known exactly (`engine/assembly/sync/holders.ts`); an end is open while a living process holds it, or
 * a message with it is on its way. Memory is freed when both are closed: the pair's TRANSIT counts open ends.
 *
 * @module
 */

import { checkLength, checkOffset, into, part } from "./_buffers.ts";
import { BROKEN_OFF, BUSY, Channel, freeRing, NOT_BYTES, OK, RING_CAPACITY, TIMED_OUT } from "./_channel.ts";
import type { Encoded } from "../core/_codec.ts";
import { ARMED, WATCHED } from "../core/_core.ts";
import { type Patience, patienceOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { bindHandle, dropShared, Shared } from "../core/_shared.ts";
import type { Tree } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { inspectable } from "../core/_inspect.ts";
import { makeWatchable } from "../core/_watch.ts";
import { BrokenPipeError, EndOfFileError, TimeoutError } from "../errors.ts";

const READ = 0;
const WRITE = 4;
const PEER = 8;
const PAIR = 12;
const PAIR_ENDS = 8;
const ALONE =
  "Cannot wait for the connection: its other end is open in this process alone, which would wait for itself; " +
  "close the ends that a process does not use";

/**
 * One end of a pipe. Messages keep their boundaries and their order, that of the calls.
 *
 * As in Python a process that does not use an end should close it: the end of file comes when the *last* copy of the other
 * end is closed, in whatever process it lives. A process that ends closes all its copies, however it ends; a handle that is no longer
 * referenced closes when it is collected.
 *
 * @example
 * ```ts
 * import { Pipe } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const [mine, theirs] = Pipe();
 * using _ = mine;
 * await mine.send({ id: 1, name: "one" });
 * assertEquals(await theirs.poll(), true);
 * assertEquals(await theirs.recv(), { id: 1, name: "one" });
 * ```
 * @category Queues and pipes
 */
export class Connection {
  readonly #shared: Shared;
  readonly #reading: Channel | null;
  readonly #writing: Channel | null;
  readonly #peer: number;
  /** Awaited polls. */
  #polls = 0;
  #closed = false;

  static {
    inspectable(
      this,
      (connection) => ({ readable: connection.readable, writable: connection.writable, closed: connection.closed }),
    );
  }

  /** For this library: connections are made by {@linkcode Pipe}, `Client` and `Listener`. */
  constructor(shared: unknown) {
    if (!(shared instanceof Shared)) throw new TypeError("Cannot create a Connection: use Pipe()");
    this.#shared = shared;
    const { tree } = shared;
    const [read, write] = [shared.load(READ), shared.load(WRITE)];
    this.#peer = shared.load(PEER);
    const helped = { objects: [this.#peer], lonely: ALONE };
    this.#reading = read === 0 ? null : new Channel(tree, read, helped);
    this.#writing = write === 0 ? null : new Channel(tree, write, helped);
    bindHandle(this, shared, freeEnd, RING_CAPACITY * 2);
    makeWatchable(this, {
      watch: () => tree.core.ringArmGet(this.#reader().ring, WATCHED),
      ready: () => this.#reader().count > 0 || this.#peerIsGone(),
      object: this.#peer,
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
   * @throws {TimeoutError} when there was no room in time.
   * @throws {BrokenPipeError} when the other end is closed everywhere.
   * @throws {DOMException} `DataCloneError` when something inside cannot cross.
   */
  sendSync(value: unknown, wait?: Wait): void {
    const timeoutMs = timeoutOf(wait);
    const channel = this.#writer();
    if (!channel.putSync(channel.codec.encoder.encode(value, "value"), timeoutMs, this.#brokenPipe)) throw full();
  }

  /** Sends a copy of a value; waits while the pipe is full, and the event loop goes on. Throws as {@linkcode Connection.sendSync} does. */
  async send(value: unknown, wait?: Wait): Promise<void> {
    const patience = patienceOf(wait);
    const channel = this.#writer();
    await this.#put(channel, channel.codec.encoder.encode(value, "value"), patience);
  }

  /**
   * Blocks until a value comes.
   *
   * @throws {TimeoutError} when none came in time.
   * @throws {EndOfFileError} when nothing is left and the other end is closed everywhere.
   * @throws {DeadlockError} when it would wait without a limit, and the other end is open in this process alone: close
   *   the ends that a process does not use.
   */
  recvSync(wait?: Wait): unknown {
    return this.#takeSync(this.#decode, wait);
  }

  /** Waits until a value comes; the event loop goes on. Throws as {@linkcode Connection.recvSync} does. */
  async recv(wait?: Wait): Promise<unknown> {
    return await this.#take(this.#decode, wait);
  }

  /**
   * Sends bytes as one message; blocks while the pipe is full.
   *
   * @param buffer What to copy from.
   * @param offset Where to begin. Default 0.
   * @param size How many. Default: up to the end.
   * @throws {RangeError} when offset and size do not lie inside.
   * @throws {TimeoutError} when there was no room in time.
   */
  sendBytesSync(buffer: Uint8Array, offset?: number, size?: number, wait?: Wait): void {
    const timeoutMs = timeoutOf(wait);
    const bytes = part(buffer, offset, size);
    const channel = this.#writer();
    if (!channel.putSync(channel.codec.encoder.encodeBytes(bytes), timeoutMs, this.#brokenPipe)) throw full();
  }

  /** The same; the event loop goes on. */
  async sendBytes(buffer: Uint8Array, offset?: number, size?: number, wait?: Wait): Promise<void> {
    const patience = patienceOf(wait);
    const bytes = part(buffer, offset, size);
    const channel = this.#writer();
    await this.#put(channel, channel.codec.encoder.encodeBytes(bytes), patience);
  }

  /**
   * Blocks until a message of bytes comes. One that was sent as a value is refused, and stays for `recv`: which takes both, so that a
   * relay passes on whatever comes by `recv` and `send`.
   *
   * @param maxLength The longest to accept.
   * @throws {TypeError} when the next message was sent as a value.
   * @throws {RangeError} when it is longer; the connection is closed then, as there is no telling what follows.
   * @throws {TimeoutError} when none came in time.
   * @throws {EndOfFileError} when nothing is left and the other end is closed everywhere.
   */
  recvBytesSync(maxLength?: number, wait?: Wait): Uint8Array<ArrayBuffer> {
    checkLength(maxLength);
    return this.#limited(this.#takeSync(this.#bytes, wait, true), maxLength);
  }

  /** The same; the event loop goes on. */
  async recvBytes(maxLength?: number, wait?: Wait): Promise<Uint8Array<ArrayBuffer>> {
    checkLength(maxLength);
    return this.#limited(await this.#take(this.#bytes, wait, true), maxLength);
  }

  /**
   * Blocks until a message of bytes comes, and copies it into a buffer.
   *
   * @param offset Where in the buffer to begin.
   * @returns The number of bytes.
   * @throws {BufferTooShort} when it does not fit; the error has the message.
   * @throws {TimeoutError} when none came in time.
   */
  recvBytesIntoSync(buffer: Uint8Array, offset = 0, wait?: Wait): number {
    checkOffset(buffer, offset);
    return into(buffer, offset, this.#takeSync(this.#bytes, wait, true));
  }

  /** The same; the event loop goes on. */
  async recvBytesInto(buffer: Uint8Array, offset = 0, wait?: Wait): Promise<number> {
    checkOffset(buffer, offset);
    return into(buffer, offset, await this.#take(this.#bytes, wait, true));
  }

  /** Whether something can be received, or the end of file has come; blocks up to `wait`, by default not at all. */
  pollSync(wait: Wait = 0): boolean {
    const timeoutMs = timeoutOf(wait);
    const waitable = this.#arrival();
    if (waitable.arm() === OK) return true;
    return waitSync(this.#shared.tree, this.#reading!.blocking(waitable), timeoutMs) === OK;
  }

  /** The same; the event loop goes on. */
  async poll(wait: Wait = 0): Promise<boolean> {
    const { timeoutMs, signal } = patienceOf(wait);
    const waitable = this.#arrival();
    if (waitable.arm() === OK) return true;
    this.#polls += 1;
    try {
      return await waitAsync(this.#shared.tree, waitable, timeoutMs, signal) === OK;
    } finally {
      this.#polls -= 1;
    }
  }

  /** Closes this process's copy, and rejects what is awaited of it. What was sent can still be received. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#reading?.disbandTakers(() => closed("receive"));
    this.#writing?.disbandPutters(() => closed("send"));
    if (this.#polls > 0) this.#reading!.retryTakers();
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
    if (this.#closed) throw closed(action);
  }

  #peerIsGone(): boolean {
    return this.#shared.core.objectIsHeld(this.#peer) === 0;
  }

  readonly #brokenPipe = (): Error | null =>
    this.#peerIsGone() ? new BrokenPipeError("Cannot send: the other end is closed in every process") : null;

  async #put(channel: Channel, encoded: Encoded, patience: Patience): Promise<void> {
    if (channel.offer(encoded)) return;
    if (!await channel.put(encoded, patience, this.#brokenPipe)) throw full();
  }

  #takeSync<T>(take: (code: number) => T, wait: Wait | undefined, bytesOnly = false): T {
    const timeoutMs = timeoutOf(wait);
    const channel = this.#reader();
    let code = channel.tryTake(bytesOnly);
    if (code === BUSY && timeoutMs > 0 && !bytesOnly) code = channel.spinTake();
    if (code !== BUSY) return take(code);
    const taken = new Taken(take);
    const waitable = channel.blocking(channel.data(taken.take, () => this.#peerIsGone(), bytesOnly), bytesOnly);
    return taken.after(waitSync(this.#shared.tree, waitable, timeoutMs));
  }

  async #take<T>(take: (code: number) => T, wait: Wait | undefined, bytesOnly = false): Promise<T> {
    const { timeoutMs, signal } = patienceOf(wait);
    const channel = this.#reader();
    const code = channel.takeSoon(timeoutMs, bytesOnly);
    if (code !== BUSY) return take(code);
    const taken = new Taken(take);
    return taken.after(
      await channel.take(taken.take, timeoutMs, signal, { broken: () => this.#peerIsGone(), bytesOnly }),
    );
  }

  /** Ready when something is there or nothing can come any more; takes nothing. */
  #arrival(): Waitable {
    const channel = this.#reader();
    const { core } = this.#shared;
    const arm = () => {
      this.#open("receive"); // the ring may be gone
      core.ringArmGet(channel.ring, ARMED);
      return channel.count > 0 || this.#peerIsGone() ? OK : BUSY;
    };
    return {
      what: "a message",
      sequence: core.ringSequence(channel.ring, 1),
      arm,
      spin: (turns) => core.ringSpinGet(channel.ring, turns) !== 0,
      pace: channel.pace,
    };
  }

  /** A value, or the bytes of a message that was sent as bytes. */
  readonly #decode = (code: number): unknown => {
    const channel = this.#reading!;
    return channel.isBytes(code) ? channel.bytes(code) : channel.decode(code);
  };

  readonly #bytes = (code: number): Uint8Array<ArrayBuffer> => {
    if (code !== NOT_BYTES) return this.#reading!.bytes(code);
    throw new TypeError("Cannot receive bytes: the next message was sent as a value, and stays for recv");
  };

  #limited(bytes: Uint8Array<ArrayBuffer>, maxLength: number | undefined): Uint8Array<ArrayBuffer> {
    if (maxLength === undefined || bytes.length <= maxLength) return bytes;
    this.close();
    throw new RangeError(
      `Cannot receive bytes: the message has ${bytes.length} bytes, more than maxLength ${maxLength}`,
    );
  }
}

/** The last copy of an end is closed: wakes the other side, and frees the pipe after the other end. */
export function freeEnd({ tree, words }: { tree: Tree; words: number }): "kept" {
  const { core, self } = tree;
  const pair = core.wordLoad(words + PAIR);
  const pairWords = core.objectWords(pair);
  const rings = [core.wordLoad(pairWords), core.wordLoad(pairWords + 4)].filter((ring) => ring !== 0);
  for (const ring of rings) core.ringSignalAll(ring);
  if (core.objectArrive(pair, self) === 1) {
    for (const ring of rings) freeRing(tree, ring);
    core.objectRelease(self, core.wordLoad(pairWords + PAIR_ENDS));
    core.objectRelease(self, core.wordLoad(pairWords + PAIR_ENDS + 4));
    core.objectRelease(self, pair);
  }
  return "kept";
}

/** What a wait for a message takes. */
class Taken<T> {
  #value: { value: T } | undefined;
  readonly take: (code: number) => void;

  constructor(take: (code: number) => T) {
    this.take = (code) => this.#value = { value: take(code) };
  }

  /** The value, after a wait that answered `code`. */
  after(code: number): T {
    if (code === TIMED_OUT) throw new TimeoutError("Cannot receive: nothing came in time");
    if (code === BROKEN_OFF) {
      throw new EndOfFileError("Cannot receive: nothing is left, and the other end is closed in every process");
    }
    return this.#value!.value;
  }
}

function closed(action: string): Error {
  return new Error(`Cannot ${action}: the connection is closed in this process`);
}

function full(): TimeoutError {
  return new TimeoutError("Cannot send: the pipe had no room in time");
}
