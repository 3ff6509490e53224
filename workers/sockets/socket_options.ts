/**
 * What listeners and clients are told.
 *
 * @module
 */

import type { Address, SocketLimits } from "../address.ts";
import { checkKey } from "./challenge.ts";
import { currentProcess } from "../process/current_process.ts";

export type { Address, SocketLimits };

/**
 * Options of `Client`.
 *
 * @example
 * ```ts
 * import { Client, type ClientOptions, Listener } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ClientOptions = { authKey: null }; // where who may connect is settled otherwise
 * using listener = new Listener({ address: { port: 0 }, ...options });
 * const [theirs, mine] = await Promise.all([listener.accept(), Client(listener.address, options)]);
 * await mine.send("hello");
 * assertEquals(await theirs.recv(), "hello");
 * ```
 * @category Sockets
 */
export interface ClientOptions extends SocketLimits {
  /** The key that both sides prove. Default: that of the current process. null: no proof is asked for or given. */
  authKey?: Uint8Array | null;
}

/**
 * Options of a `Listener`.
 *
 * @example
 * ```ts
 * import { Listener, type ListenerOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ListenerOptions = { address: { hostname: "127.0.0.1", port: 0 }, backlog: 8 };
 * using listener = new Listener(options);
 * assertEquals(typeof listener.address === "object" && listener.address.hostname, "127.0.0.1");
 * ```
 * @category Sockets
 */
export interface ListenerOptions extends ClientOptions {
  /** Where to listen. A port of 0 is chosen by the system. Default: a Unix socket in a new directory; on Windows a port of the loopback. */
  address?: Address;
  /**
   * How many connections that proved the key may wait to be accepted; a few more may wait, and others in the system. Default 128: with Python's 1, clients that
   * come at once over TCP are put off for seconds.
   */
  backlog?: number;
}

/** Options with their defaults, as they go to the process that has the sockets. */
export interface SocketSettings {
  address: Address;
  /** A directory that was made for the address, and goes with it. */
  directory: string | null;
  backlog: number;
  authKey: Uint8Array | null;
  maxMessageBytes: number;
  handshakeTimeoutMs: number;
  stallTimeoutMs: number;
}

const MESSAGE_BYTES_MAX = 64 * 2 ** 20;
const HANDSHAKE_TIMEOUT_MS = 10_000;
const STALL_TIMEOUT_MS = 60_000;
const BACKLOG = 128;
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Fills in the defaults. @throws when an option is wrong. */
export function settingsOf(address: Address, options: ListenerOptions, action: string): SocketSettings {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot ${action}: options must be an object, got ${Deno.inspect(options)}`);
  }
  const {
    authKey = currentProcess().authKey,
    backlog = BACKLOG,
    maxMessageBytes = MESSAGE_BYTES_MAX,
    handshakeTimeoutMs = HANDSHAKE_TIMEOUT_MS,
    stallTimeoutMs = STALL_TIMEOUT_MS,
  } = options;
  if (authKey !== null) checkKey(authKey, action);
  checkAddress(address, action);
  checkNumber({ backlog }, action, 2 ** 16);
  checkNumber({ maxMessageBytes }, action, 2 ** 30);
  checkNumber({ handshakeTimeoutMs }, action, TIMER_MS_MAX);
  checkNumber({ stallTimeoutMs }, action, TIMER_MS_MAX);
  return { address, directory: null, backlog, authKey, maxMessageBytes, handshakeTimeoutMs, stallTimeoutMs };
}

function checkNumber(option: Record<string, number>, action: string, max: number): void {
  const [[name, value]] = Object.entries(option);
  if (typeof value !== "number") {
    throw new TypeError(`Cannot ${action}: ${name} must be a number, got ${Deno.inspect(value)}`);
  }
  if (!(value >= 1 && value <= max)) {
    throw new RangeError(`Cannot ${action}: ${name} must be from 1 to ${max}, got ${String(value)}`);
  }
}

function checkAddress(address: unknown, action: string): void {
  if (typeof address === "string" && address !== "" && !address.includes("\0")) return;
  const { hostname, port } = (typeof address === "object" && address !== null ? address : {}) as Record<
    string,
    unknown
  >;
  if (port === undefined || hostname !== undefined && typeof hostname !== "string") {
    throw new TypeError(`Cannot ${action}: address must be a path or { hostname, port }, got ${Deno.inspect(address)}`);
  }
  if (typeof port !== "number") {
    throw new TypeError(`Cannot ${action}: address.port must be a number, got ${Deno.inspect(port)}`);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError(`Cannot ${action}: address.port must be an integer from 0 to 65535, got ${String(port)}`);
  }
}
