/**
 * What a manager needs to be on a network. The room that can do it stands above this one (`workers/network`), and makes itself known here.
 *
 * @module
 */

import type { Address, SocketLimits } from "../address.ts";
import type { ConnectedManager } from "./connected_manager.ts";
import type { RegisteredType } from "./manager_object.ts";
import type { NetworkManager } from "./network_manager.ts";
import type { Wait } from "../wait_options.ts";

/** What of a manager's options its door on the network is made of. */
export interface DoorOptions extends SocketLimits {
  name: string;
  address: Address;
  authKey: Uint8Array | undefined;
  backlog?: number;
  // deno-lint-ignore no-explicit-any
  types: readonly RegisteredType<any, any, any>[];
}

/** Through which others on the network come to a manager. */
export interface Door {
  readonly address: Address;
  close(): Promise<void>;
  closeSync(): void;
}

/**
 * Options of `Manager.connect`.
 *
 * @example
 * ```ts
 * import { type ConnectOptions, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ConnectOptions = { authKey: new TextEncoder().encode("secret"), handshakeTimeoutMs: 30_000 };
 * await using manager = await Manager.open({ address: { port: 0 }, authKey: options.authKey });
 * using there = await Manager.connect(manager.address!, options);
 * assertEquals(await (await there.list([1, 2])).length(), 2);
 * ```
 * @category Managers
 */
export interface ConnectOptions extends SocketLimits {
  /** The key that the manager was given. Default: that of the current process, which another program does not have. */
  authKey?: Uint8Array;
}

/** What the room above can do. */
export interface Network {
  /** @throws when an option is wrong. */
  check(options: DoorOptions): void;
  /** Opens a door. */
  serve(manager: ConnectedManager, options: DoorOptions): Promise<Door>;
  /** The same; blocks until it listens. */
  serveSync(manager: ConnectedManager, options: DoorOptions): Door;
  connect(address: Address, options: ConnectOptions, wait: Wait | undefined): Promise<NetworkManager>;
  connectSync(address: Address, options: ConnectOptions, wait: Wait | undefined): NetworkManager;
}

let known: Network | null = null;

/** Makes the room above known. */
export function registerNetwork(network: Network): void {
  known = network;
}

/** @throws {Error} where the library was loaded in part. */
export function network(): Network {
  if (known === null) throw new Error("Cannot use a manager on a network: workers/network/network.ts was not loaded");
  return known;
}
