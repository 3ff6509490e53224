/**
 * Where others are on a network, and what they may take up.
 *
 * @module
 */

/**
 * Where a listener listens: a host and a port, or the path of a Unix socket.
 *
 * @example
 * ```ts
 * import { type Address, Listener } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const addresses: Address[] = [{ port: 0 }, { hostname: "127.0.0.1", port: 0 }];
 * for (const address of addresses) {
 *   using listener = new Listener({ address });
 *   assertEquals(typeof listener.address, "object"); // the host and the port that the system chose
 * }
 * ```
 * @category Processes
 */
export type Address = { hostname?: string; port: number } | string;

/**
 * Limits of the connections of a listener, a client or a manager on the network.
 *
 * @example
 * ```ts
 * import { Client, Listener, type SocketLimits } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const limits: SocketLimits = { maxMessageBytes: 1_000, handshakeTimeoutMs: 30_000 };
 * using listener = new Listener({ address: { port: 0 }, ...limits });
 * const [theirs, mine] = await Promise.all([listener.accept(), Client(listener.address)]);
 * await mine.send("a short message");
 * assertEquals(await theirs.recv(), "a short message");
 * ```
 * @category Processes
 */
export interface SocketLimits {
  /** The longest message that is received or sent, in bytes. Default 64 MiB. */
  maxMessageBytes?: number;
  /** Milliseconds that proving the key may take as a whole. Default 10,000. */
  handshakeTimeoutMs?: number;
  /** Milliseconds for which a peer may pause in the midst of a message. Default 60,000. */
  stallTimeoutMs?: number;
}

/** An address in words. */
export function addressText(address: Address): string {
  return typeof address === "string" ? address : `${address.hostname ?? "127.0.0.1"}:${address.port}`;
}
