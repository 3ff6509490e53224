/**
 * Messages over a socket, framed as Python's `multiprocessing.connection` does: a length as a signed 32-bit big-endian integer, then the
 * bytes; or -1, the length in 64 bits, and the bytes.
 *
 * Memory is taken as bytes arrive, not as a header promises them, and never more than the limit for a message.
 *
 * @module
 */

import { EndOfFileError, TimeoutError } from "../errors.ts";

const CHUNK_BYTES = 65536;
/** Room for what is read before a key was proved, so that strangers take little. */
const FIRST_BYTES = 512;
const HEADER_BYTES = 4;
const LONG_HEADER_BYTES = 12;
const SHORT_MAX = 0x7fffffff;

/** One socket, with messages. */
export class FrameSocket {
  readonly #conn: Deno.Conn;
  /** Received and not used: the bytes of #buffer from #start to #end. */
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_BYTES);
  #start = 0;
  #end = 0;
  #closed = false;
  #timedOut: string | null = null;

  constructor(conn: Deno.Conn) {
    this.#conn = conn;
    if (conn.remoteAddr.transport !== "tcp") return;
    (conn as Deno.TcpConn).setNoDelay(true);
    (conn as Deno.TcpConn).setKeepAlive(true); // so that a machine that is gone is found out some time
  }

  /** The other side. */
  get remote(): Deno.Addr {
    return this.#conn.remoteAddr;
  }

  /**
   * The next message; null when the peer closed the socket between two.
   *
   * @throws {RangeError} when it is longer than `maxBytes`.
   * @throws {TimeoutError} when the peer pauses for `stallMs` in the midst of it.
   * @throws {EndOfFileError} when the socket ends in the midst of it.
   */
  async read(maxBytes: number, stallMs: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (maxBytes + LONG_HEADER_BYTES > this.#buffer.length) this.#buffer = grown(this.#buffer, CHUNK_BYTES);
    if (this.#start === this.#end && !await this.#receive(Infinity)) return null;
    await this.#need(HEADER_BYTES, stallMs);
    let length = this.#view().getInt32(0);
    let header = HEADER_BYTES;
    if (length === -1) {
      await this.#need(header = LONG_HEADER_BYTES, stallMs);
      length = Number(this.#view().getBigUint64(HEADER_BYTES));
    }
    if (length < 0) throw new RangeError(`Cannot receive: the peer sent garbage, a length of ${length}`);
    if (length > maxBytes) {
      throw new RangeError(`Cannot receive: the message has ${length} bytes, more than the limit of ${maxBytes}`);
    }
    this.#start += header;
    return await this.#take(length, stallMs);
  }

  /** Sends messages. */
  async write(messages: readonly Uint8Array[]): Promise<void> {
    const total = messages.reduce((sum, { length }) => sum + length + LONG_HEADER_BYTES, 0);
    const out = new Uint8Array(total);
    const view = new DataView(out.buffer);
    let end = 0;
    for (const message of messages) {
      if (message.length <= SHORT_MAX) view.setInt32(end, message.length);
      else {
        view.setInt32(end, -1);
        view.setBigUint64(end + HEADER_BYTES, BigInt(message.length));
      }
      end += message.length <= SHORT_MAX ? HEADER_BYTES : LONG_HEADER_BYTES;
      out.set(message, end);
      end += message.length;
    }
    for (let sent = 0; sent < end;) sent += await this.#conn.write(out.subarray(sent, end));
  }

  /** Closes the socket: what is read or written at this moment ends with `reason`, if there is one. */
  close(reason: string | null = null): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timedOut = reason;
    try {
      this.#conn.close();
    } catch {
      // The system closed it first.
    }
  }

  #view(): DataView {
    return new DataView(this.#buffer.buffer, this.#start, this.#end - this.#start);
  }

  /** Takes `length` bytes. */
  async #take(length: number, stallMs: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length <= CHUNK_BYTES) {
      await this.#need(length, stallMs);
      this.#start += length;
      return this.#buffer.slice(this.#start - length, this.#start);
    }
    let message = new Uint8Array(Math.min(length, CHUNK_BYTES * 2));
    for (let filled = 0;;) { // each turn receives more
      const part = this.#buffer.subarray(this.#start, Math.min(this.#end, this.#start + length - filled));
      if (filled + part.length > message.length) message = grown(message, Math.min(length, message.length * 2));
      message.set(part, filled);
      filled += part.length;
      this.#start += part.length;
      if (filled === length) return message;
      if (!await this.#receive(stallMs)) throw cutOff();
    }
  }

  /** Receives until there are `count` bytes, at most a chunk. */
  async #need(count: number, stallMs: number): Promise<void> {
    while (this.#end - this.#start < count) { // each turn receives at least one byte
      if (!await this.#receive(stallMs)) throw cutOff();
    }
  }

  /** Receives something; false at the end of the socket. */
  async #receive(stallMs: number): Promise<boolean> {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
    const timer = stallMs === Infinity ? undefined : setTimeout(
      () => this.close(`Cannot receive: the peer paused for ${stallMs} ms in the midst of a message`),
      stallMs,
    );
    try {
      const count = await this.#conn.read(this.#buffer.subarray(this.#end));
      this.#end += count ?? 0;
      return count !== null;
    } catch (error) {
      throw this.#timedOut === null ? error : new TimeoutError(this.#timedOut);
    } finally {
      clearTimeout(timer);
    }
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

function cutOff(): EndOfFileError {
  return new EndOfFileError("Cannot receive: the peer closed the connection in the midst of a message");
}
