/**
 * Carries messages between a socket and the pipe of the process that uses it, in the process that has the sockets.
 *
 * What comes from the network goes into the pipe as bytes. What ends the connection otherwise than by a close goes in as a value,
 * `{ failure }`, which nothing from the network can be. The pipe holds a bounded number of bytes: beyond that the socket is not read.
 *
 * @module
 */

import { portableOf } from "../core/_shared.ts";
import type { FrameSocket } from "./_socket_frame.ts";
import type { Connection } from "../channels/connection.ts";
import { BrokenPipeError, EndOfFileError } from "../errors.ts";
import type { SocketSettings } from "./socket_options.ts";

/** Messages are written to the socket together, up to this many bytes. */
const BATCH_BYTES = 65536;
/** Bytes that may wait in the pipe; a message that is longer waits alone. */
const WAITING_BYTES_MAX = 4 * 2 ** 20;
/** How often a full pipe is looked at. */
const LOOK_AGAIN_MS = 2;
/** The words of a pipe's end that have its rings (`connection.ts`). */
const READ = 0;
const WRITE = 4;

/** One connection. */
export class SocketPump {
  readonly #socket: FrameSocket;
  readonly #pipe: Connection;
  readonly #settings: SocketSettings;
  /** Ends the wait for messages of the user's when the socket has ended. */
  readonly #ended = new AbortController();
  /** The sizes of the last messages that went into the pipe. */
  #sizes: number[] = [];
  /** Whether the pipe is carried to the socket still, and whether a write is under way. */
  #sends = true;
  #isWriting = false;

  constructor(socket: FrameSocket, pipe: Connection, settings: SocketSettings) {
    this.#socket = socket;
    this.#pipe = pipe;
    this.#settings = settings;
  }

  /** Settles when both have ended. */
  async run(): Promise<void> {
    try {
      await Promise.all([this.#receive(), this.#send()]);
    } finally {
      this.#socket.close();
      this.#pipe.close();
    }
  }

  /** Sends what is in the pipe already, then closes; gives up after a while. */
  async flush(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (this.#hasToSend && performance.now() < deadline) await pause();
    this.#ended.abort();
    this.#socket.close();
  }

  /** A message is in the pipe until, in the same turn, it is being written. */
  get #hasToSend(): boolean {
    return this.#sends && (this.#isWriting || this.#waiting(READ) > 0);
  }

  /** The number of messages in one of the rings of the pipe. */
  #waiting(ring: number): number {
    const { core, words } = portableOf(this.#pipe)!.shared!;
    return core.ringCount(core.wordLoad(words + ring));
  }

  /** From the socket to the pipe. */
  async #receive(): Promise<void> {
    const { maxMessageBytes, stallTimeoutMs } = this.#settings;
    try {
      for (;;) { // each turn carries one message
        const message = await this.#socket.read(maxMessageBytes, stallTimeoutMs);
        if (message === null) break;
        await this.#room(message.length);
        await this.#deliver(message);
      }
    } catch (error) {
      await this.#fail(error);
    }
    this.#ended.abort();
  }

  /** Puts a message into the pipe. While the shared memory is full it waits, as for a pipe that is full, but not for ever. */
  async #deliver(message: Uint8Array): Promise<void> {
    const deadline = performance.now() + this.#settings.stallTimeoutMs;
    for (;;) { // ends when there is memory, or at the deadline
      try {
        return await this.#pipe.sendBytes(message);
      } catch (error) {
        if (!(error instanceof RangeError) || this.#ended.signal.aborted || performance.now() >= deadline) throw error;
      }
      await pause();
    }
  }

  /** Tells the user why the connection ended; nothing when it was the user who closed it. */
  async #fail(error: unknown): Promise<void> {
    if (error instanceof BrokenPipeError || this.#ended.signal.aborted) return;
    try {
      await this.#pipe.send({ failure: error }, LOOK_AGAIN_MS);
    } catch {
      // The user closed it meanwhile, or does not read.
    }
  }

  /** From the pipe to the socket. */
  async #send(): Promise<void> {
    try {
      for (;;) { // each turn carries what is there
        await this.#pipe.poll({ signal: this.#ended.signal });
        const messages = this.#batch();
        if (messages.length === 0) break;
        this.#isWriting = true;
        await this.#socket.write(messages);
        this.#isWriting = false;
      }
    } catch (error) {
      await this.#fail(error);
    }
    this.#sends = false;
    this.#ended.abort();
    this.#socket.close();
  }

  /** Takes what there is, up to a limit; nothing when the user has closed the pipe. */
  #batch(): Uint8Array[] {
    const messages: Uint8Array[] = [];
    for (let bytes = 0; bytes < BATCH_BYTES && this.#pipe.pollSync(0);) {
      const next = this.#next();
      if (next === null) break;
      messages.push(next);
      bytes += next.length;
    }
    return messages;
  }

  #next(): Uint8Array | null {
    try {
      return this.#pipe.recvBytesSync();
    } catch (error) {
      if (error instanceof EndOfFileError) return null;
      throw error;
    }
  }

  /** Waits until the pipe has room for a message. */
  async #room(bytes: number): Promise<void> {
    for (;;) { // ends when the user has taken enough, or closed
      const waiting = this.#waiting(WRITE);
      this.#sizes = waiting === 0 ? [] : this.#sizes.slice(-waiting);
      const total = this.#sizes.reduce((sum, size) => sum + size, bytes);
      if (waiting === 0 || total <= WAITING_BYTES_MAX || this.#ended.signal.aborted) break;
      await pause();
    }
    this.#sizes.push(bytes);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}
