/**
 * One open listener, in the process that has its socket.
 *
 * Sockets are taken from the system as they come, and their keys are proved side by side, whether anybody waits for them or not: so a
 * client need not wait for `accept`, and what waits is counted here. What a stranger can take up is bounded:
 *
 *   handshakes under way   `HANDSHAKES_MAX`; then the one that has proved nothing for the longest time makes room for the next,
 *                          as soon as it had `HANDSHAKE_MIN_MS`
 *   connections that wait  `backlog` (and those whose handshakes were under way), then nobody is taken from the system
 *   failures that wait     `FAILURES_MAX`; those that follow are told nobody
 *
 * @module
 */

import { FrameSocket } from "./_socket_frame.ts";
import type { ByteConnection } from "./challenge.ts";
import { AuthenticationError, EndOfFileError, TimeoutError } from "../errors.ts";
import type { Address, SocketSettings } from "./socket_options.ts";

/** Handshakes of one listener that may be under way at once. Each takes a descriptor and a kilobyte. */
const HANDSHAKES_MAX = 512;
/** The time that each has to prove the key, however many others come. */
const HANDSHAKE_MIN_MS = 250;
/** Failures that wait to be told. */
const FAILURES_MAX = 16;
/** How many the system may hold until they are taken from it, which is soon. */
const SYSTEM_BACKLOG_MIN = 1024;
/** How long nobody is taken from the system after it refused, for want of descriptors say. */
const REST_MS = 50;

/** What came through, or why it did not. */
export type Arrival = { socket: FrameSocket } | { error: unknown };

/** One step of a handshake: who proves and who asks is another one's choice. */
export type HandshakeStep = (connection: ByteConnection, authKey: Uint8Array) => Promise<void>;

/** One open listener. */
export class Listening {
  readonly settings: SocketSettings;
  readonly #listener: Deno.Listener;
  readonly #steps: readonly HandshakeStep[];
  readonly #arrivals: Arrival[] = [];
  #failureCount = 0;
  /** Those who wait for an arrival. */
  readonly #waiting = new Set<{ resolve(): void; reject(reason: unknown): void }>();
  /** Those who have not proved the key, the oldest first, with the time of each one's coming. */
  readonly #handshakes = new Map<FrameSocket, number>();
  #isClosed = false;
  /** Lets the loop that accepts look again, where it rests. */
  #goOn: () => void = () => {};

  /** @throws {Deno.errors.AddrInUse} when somebody else listens there. */
  constructor(settings: SocketSettings, steps: readonly HandshakeStep[]) {
    this.settings = settings;
    this.#steps = steps;
    this.#listener = open(settings);
    this.#accept();
  }

  get address(): Address {
    return publicAddress(this.#listener.addr);
  }

  /** Resolves when there is somebody to take, or the time is up. */
  ready(timeoutMs: number): Promise<void> {
    if (this.#isClosed) throw listenerClosed();
    if (this.#arrivals.length > 0 || timeoutMs <= 0) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // A little after who waits has given up: timers count whole milliseconds, and an answer that comes early is asked for again.
    const timer = timeoutMs < TIMER_MS_MAX ? setTimeout(() => done(resolve), Math.ceil(timeoutMs) + 1) : undefined;
    const done = (settle: () => void) => {
      clearTimeout(timer);
      this.#waiting.delete(waiting);
      settle();
    };
    const waiting = { resolve: () => done(resolve), reject: (reason: unknown) => done(() => reject(reason)) };
    this.#waiting.add(waiting);
    return promise;
  }

  /** The next one, if there is one. */
  take(): Arrival | undefined {
    const arrival = this.#arrivals.shift();
    if (arrival !== undefined && "error" in arrival) this.#failureCount -= 1;
    this.#goOn();
    return arrival;
  }

  /** Ends it, and what is under way. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener.close();
    this.#goOn();
    for (const { reject } of this.#waiting) reject(listenerClosed());
    for (const arrival of this.#arrivals.splice(0)) if ("socket" in arrival) arrival.socket.close();
    for (const socket of this.#handshakes.keys()) socket.close();
    removeFile(this.settings);
  }

  /** Takes sockets from the system while there is room for connections. */
  async #accept(): Promise<void> {
    while (!this.#isClosed) { // until it is closed
      if (this.#arrivals.length - this.#failureCount >= this.settings.backlog) await this.#rest();
      else if (this.#handshakes.size >= HANDSHAKES_MAX) await this.#makeRoom();
      else {
        try {
          this.#greet(new FrameSocket(await this.#listener.accept()));
        } catch (error) {
          if (this.#isClosed) return;
          this.#arrive({ error });
          await this.#rest(REST_MS);
        }
      }
    }
  }

  /** Gives up the oldest handshake when it has had its time, or waits until then or until another has ended. */
  async #makeRoom(): Promise<void> {
    const [[oldest, sinceMs]] = this.#handshakes;
    const restMs = sinceMs + HANDSHAKE_MIN_MS - performance.now();
    if (restMs > 0) return await this.#rest(restMs);
    this.#handshakes.delete(oldest);
    oldest.close("Cannot authenticate the peer: it was silent while many others came");
  }

  /** Waits until something was taken, or the time is up. */
  #rest(timeoutMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
      this.#goOn = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #greet(socket: FrameSocket): Promise<void> {
    this.#handshakes.set(socket, performance.now());
    let arrival: Arrival = { socket };
    try {
      await handshake(socket, this.settings, this.#steps);
    } catch (error) {
      socket.close();
      arrival = { error };
    }
    this.#handshakes.delete(socket);
    if (this.#isClosed) socket.close();
    else this.#arrive(arrival);
    this.#goOn();
  }

  #arrive(arrival: Arrival): void {
    if ("error" in arrival) {
      if (this.#failureCount === FAILURES_MAX) return;
      this.#failureCount += 1;
    }
    this.#arrivals.push(arrival);
    // All of them: some may have given up, and those who find nothing ask again.
    for (const { resolve } of this.#waiting) resolve();
  }
}

/** The longest time of a timer; what waits longer is not woken by one. */
const TIMER_MS_MAX = 2 ** 31;

function open({ address, backlog }: SocketSettings): Deno.Listener {
  if (typeof address === "string") return Deno.listen({ transport: "unix", path: address });
  const { hostname = "127.0.0.1", port } = address;
  return Deno.listen({ hostname, port, tcpBacklog: Math.max(SYSTEM_BACKLOG_MIN, Math.ceil(backlog)) });
}

/** Both sides prove the key, in a limited time and with small messages. */
export async function handshake(
  socket: FrameSocket,
  settings: SocketSettings,
  steps: readonly HandshakeStep[],
): Promise<void> {
  const { authKey, handshakeTimeoutMs } = settings;
  if (authKey === null) return;
  const late = `Cannot authenticate the peer: it was silent for longer than ${handshakeTimeoutMs} ms`;
  const timer = setTimeout(() => socket.close(late), handshakeTimeoutMs);
  const connection: ByteConnection = {
    sendBytes: (bytes) => socket.write([bytes]),
    async recvBytes(maxLength = 0) {
      const message = await socket.read(maxLength, Infinity);
      if (message === null) throw new EndOfFileError();
      return message;
    },
  };
  try {
    for (const step of steps) await step(connection, authKey);
  } catch (error) {
    if (error instanceof AuthenticationError || error instanceof TimeoutError) throw error;
    if (error instanceof EndOfFileError) {
      throw new EndOfFileError("Cannot authenticate the peer: it closed the connection");
    }
    const { message } = error instanceof Error ? error : { message: String(error) };
    throw new AuthenticationError(`Cannot authenticate the peer: ${message}`);
  } finally {
    clearTimeout(timer);
  }
}

/** An address as users have it. */
export function publicAddress(address: Deno.Addr): Address {
  if (address.transport === "unix") return address.path ?? "";
  const { hostname, port } = address as Deno.NetAddr;
  return { hostname, port };
}

/** Removes the file of a Unix socket. */
function removeFile({ address, directory }: SocketSettings): void {
  if (typeof address !== "string") return;
  try {
    Deno.removeSync(address);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (directory !== null) Deno.removeSync(directory);
}

/** Why nobody is accepted any more. */
export function listenerClosed(): Error {
  return new Error("Cannot accept: the listener is closed");
}
