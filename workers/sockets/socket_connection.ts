/**
 * Connections over sockets.
 *
 * Values travel as a mark and the bytes of the library's codec; bytes travel as they are, so that `sendBytes` and `recvBytes` understand
 * Python's.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { bindState } from "../core/_shared.ts";
import { MessageFormat } from "./_socket_message.ts";
import { makeWatchable, watchableOf } from "../core/_watch.ts";
import { checkLength, checkOffset, into, part } from "../channels/_buffers.ts";
import type { Connection } from "../channels/connection.ts";
import type { Wait } from "../wait_options.ts";

/** What crosses to another process. */
export interface SocketConnectionState {
  pipe: Connection;
  maxMessageBytes: number;
}

/** Messages that are values. */
const VALUES = new MessageFormat([0x89, 0x51, 0x54, 0x01]);

/**
 * A connection over a socket, made by `Listener.accept` and `Client`. It has the face of a {@linkcode Connection}, and can be sent to other
 * processes of this program like one. The socket itself is in a helper of the process that made it, and closes when that process ends.
 *
 * Values are copied as by a pipe, but for handles of this library, which mean nothing to another program. What is received is checked
 * before it is unpacked: a message that is garbled throws a SyntaxError, one that is too long ends the connection.
 *
 * @example
 * ```ts
 * import { Client, Listener } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * using listener = new Listener();
 * const [theirs, mine] = await Promise.all([listener.accept(), Client(listener.address)]);
 * await mine.send({ id: 1, tags: ["a"] });
 * assertEquals(await theirs.recv(), { id: 1, tags: ["a"] });
 * mine.close();
 * theirs.close();
 * ```
 * @category Sockets
 */
export class SocketConnection {
  readonly #pipe: Connection;
  readonly #maxMessageBytes: number;

  /** For this library: see `Listener` and `Client`. */
  constructor(state: unknown) {
    const { pipe, maxMessageBytes } = state as SocketConnectionState;
    if (maxMessageBytes === undefined) throw new TypeError("Cannot create a SocketConnection: use Listener or Client");
    this.#pipe = pipe;
    this.#maxMessageBytes = maxMessageBytes;
    bindState(this, Kind.SocketConnection, () => ({ pipe, maxMessageBytes }));
    makeWatchable(this, watchableOf(pipe)!);
  }

  /** Whether it was closed in this process. */
  get closed(): boolean {
    return this.#pipe.closed;
  }

  /** true. */
  get readable(): boolean {
    return true;
  }

  /** true. */
  get writable(): boolean {
    return true;
  }

  /**
   * Sends a copy of a value; blocks while the peer does not take what was sent before.
   *
   * @throws {TimeoutError} when there was no room in time.
   * @throws {BrokenPipeError} when the connection has ended.
   * @throws {RangeError} when the message is longer than `maxMessageBytes`, or has so many objects, digits or levels that its receiver would
   *   refuse it.
   * @throws {DOMException} `DataCloneError` when something inside cannot cross; the message names the path to it.
   */
  sendSync(value: unknown, wait?: Wait): void {
    const message = this.#encode(value);
    this.#pipe.sendBytesSync(message, 0, message.length, wait);
  }

  /** The same; the event loop goes on. */
  async send(value: unknown, wait?: Wait): Promise<void> {
    const message = this.#encode(value);
    await this.#pipe.sendBytes(message, 0, message.length, wait);
  }

  /**
   * Blocks until a value comes. A message that was sent as bytes is its bytes, as with a pipe.
   *
   * @throws {TimeoutError} when none came in time.
   * @throws {EndOfFileError} when nothing is left and the connection has ended.
   * @throws {SyntaxError} when the message is garbled.
   */
  recvSync(wait?: Wait): unknown {
    return decode(this.#settle(this.#pipe.recvSync(wait)));
  }

  /** The same; the event loop goes on. */
  async recv(wait?: Wait): Promise<unknown> {
    return decode(this.#settle(await this.#pipe.recv(wait)));
  }

  /**
   * Sends bytes as one message; blocks while the peer does not take what was sent before.
   *
   * @param offset Where to begin. Default 0.
   * @param size How many. Default: up to the end.
   * @throws {RangeError} when offset and size do not lie inside, or are longer than `maxMessageBytes`.
   */
  sendBytesSync(buffer: Uint8Array, offset?: number, size?: number, wait?: Wait): void {
    this.#pipe.sendBytesSync(this.#limited(part(buffer, offset, size)), undefined, undefined, wait);
  }

  /** The same; the event loop goes on. */
  async sendBytes(buffer: Uint8Array, offset?: number, size?: number, wait?: Wait): Promise<void> {
    await this.#pipe.sendBytes(this.#limited(part(buffer, offset, size)), undefined, undefined, wait);
  }

  /**
   * Blocks until a message comes, and gives its bytes.
   *
   * @param maxLength The longest to accept.
   * @throws {RangeError} when it is longer; the connection is closed then.
   * @throws {EndOfFileError} when nothing is left and the connection has ended.
   */
  recvBytesSync(maxLength?: number, wait?: Wait): Uint8Array<ArrayBuffer> {
    checkLength(maxLength);
    return this.#accepted(this.#settle(this.#pipe.recvSync(wait)), maxLength);
  }

  /** The same; the event loop goes on. */
  async recvBytes(maxLength?: number, wait?: Wait): Promise<Uint8Array<ArrayBuffer>> {
    checkLength(maxLength);
    return this.#accepted(this.#settle(await this.#pipe.recv(wait)), maxLength);
  }

  /**
   * Blocks until a message comes, and copies its bytes into a buffer.
   *
   * @param offset Where in the buffer to begin.
   * @returns The number of bytes.
   * @throws {BufferTooShort} when it does not fit; the error has the message.
   */
  recvBytesIntoSync(buffer: Uint8Array, offset = 0, wait?: Wait): number {
    checkOffset(buffer, offset);
    return into(buffer, offset, this.#settle(this.#pipe.recvSync(wait)));
  }

  /** The same; the event loop goes on. */
  async recvBytesInto(buffer: Uint8Array, offset = 0, wait?: Wait): Promise<number> {
    checkOffset(buffer, offset);
    return into(buffer, offset, this.#settle(await this.#pipe.recv(wait)));
  }

  /** Whether a whole message is there, or the connection has ended; blocks up to `wait`, by default not at all. */
  pollSync(wait: Wait = 0): boolean {
    return this.#pipe.pollSync(wait);
  }

  /** The same; the event loop goes on. */
  async poll(wait: Wait = 0): Promise<boolean> {
    return await this.#pipe.poll(wait);
  }

  /** Closes it. What was sent still goes out; what came can not be received any more. */
  close(): void {
    this.#pipe.close();
  }

  /** Closes it: `using`. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Always throws: the socket is in a helper process, and Deno gives no file numbers. */
  fileno(): never {
    throw new Error("Cannot give a file number: Deno does not tell those of sockets");
  }

  #encode(value: unknown): Uint8Array {
    return this.#limited(VALUES.encode(value, "value"));
  }

  #limited<T extends Uint8Array>(message: T): T {
    if (message.length <= this.#maxMessageBytes) return message;
    throw new RangeError(
      `Cannot send: the message has ${message.length} bytes, more than maxMessageBytes ${this.#maxMessageBytes}`,
    );
  }

  /** The bytes of a message; throws what ended the connection. */
  #settle(received: unknown): Uint8Array<ArrayBuffer> {
    if (received instanceof Uint8Array) return received as Uint8Array<ArrayBuffer>;
    this.close();
    throw (received as { failure: unknown }).failure;
  }

  #accepted(message: Uint8Array<ArrayBuffer>, maxLength: number | undefined): Uint8Array<ArrayBuffer> {
    if (maxLength === undefined || message.length <= maxLength) return message;
    this.close();
    throw new RangeError(
      `Cannot receive bytes: the message has ${message.length} bytes, more than maxLength ${maxLength}`,
    );
  }
}

/** Unpacks a value; bytes are themselves. */
function decode(message: Uint8Array<ArrayBuffer>): unknown {
  return VALUES.isOf(message) ? VALUES.decode(message) : message;
}
