/**
 * What a manager is made of.
 *
 * @module
 */

import type { Address, SocketLimits } from "../address.ts";
import { checkOptions, checkText, wrongShape, wrongValue } from "./_checks.ts";
import { RegisteredType } from "./manager_object.ts";
import type { StartMethod } from "../start_method_name.ts";

/**
 * A function that a manager's process runs before it serves.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { type InitializerOptions, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const initializer: InitializerOptions<[n: number]> = { module, target: square, args: [7] };
 * await using manager = await Manager.open({ name: "Squares" }, initializer); // `square` has been called there
 * assertEquals(manager.isAlive(), true);
 * ```
 * @category Managers
 */
export interface InitializerOptions<A extends readonly unknown[] = readonly unknown[]> {
  /** The module that exports it. */
  module: string | URL;
  /** The function, or its name; what it returns is awaited. */
  target: ((...args: A) => unknown) | string;
  /** Its arguments. */
  args?: A;
}

/**
 * Options of a {@linkcode Manager}. Those of connections count where it has an address.
 *
 * @example
 * ```ts
 * import { Manager, type ManagerOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ManagerOptions = { name: "Accounts", start: false };
 * const manager = new Manager(options);
 * assertEquals(manager.isAlive(), false); // until `start` is called
 * ```
 * @category Managers
 */
export interface ManagerOptions extends SocketLimits {
  /** The name of its process. Default: `Manager-` and a number. */
  name?: string;
  /** Whether it is started at once; else by `start`. Default true. */
  start?: boolean;
  /** On what its process runs: as for `Process`. */
  startMethod?: StartMethod;
  /** Milliseconds after which `shutdown` ends a process that does not obey: first by `terminate`, then by `kill`. Default 1000. */
  shutdownTimeoutMs?: number;
  /**
   * Where other programs can connect to it by `Manager.connect`. A port of 0 is chosen by the system, see {@linkcode Manager.address}. Without one
   * the manager is for this program's processes alone.
   */
  address?: Address;
  /** The key that other programs must prove to have, as the manager proves to them. Default: that of the current process. */
  authKey?: Uint8Array;
  /** How many connections that proved the key may wait to be served. Default 128. */
  backlog?: number;
  /** The classes that other programs may make objects of, found by the names of the classes. Default: none. */
  // deno-lint-ignore no-explicit-any
  types?: readonly RegisteredType<any, any, any>[];
}

/**
 * Set in the options of a manager that the library itself uses: its process is a helper (see `_children.ts`), and always waits
 * in its event loop.
 */
export const HELPER = Symbol("helper");

/** The options. @throws when one is wrong. */
export function checkedOptions(options: ManagerOptions): ManagerOptions {
  const action = "create a Manager";
  checkOptions(options, action);
  const { name, start, shutdownTimeoutMs } = options;
  if (name !== undefined) checkText(name, action, "name");
  if (start !== undefined && typeof start !== "boolean") throw wrongShape(action, "start", "a boolean", start);
  if (shutdownTimeoutMs !== undefined) checkMilliseconds(shutdownTimeoutMs, action, "shutdownTimeoutMs");
  checkNetworked(options);
  return options;
}

/** What makes sense with an address alone. */
const NETWORKED = [
  "authKey",
  "backlog",
  "types",
  "maxMessageBytes",
  "handshakeTimeoutMs",
  "stallTimeoutMs",
] as const satisfies readonly (keyof ManagerOptions)[];

function checkNetworked(options: ManagerOptions): void {
  const action = "create a Manager";
  if (options.address === undefined) {
    for (const field of NETWORKED) {
      if (options[field] !== undefined) {
        throw wrongShape(action, field, "given together with an address", options[field]);
      }
    }
    return;
  }
  const { authKey, types = [] } = options;
  // Who has no key could make anything here.
  if (authKey === null) {
    throw wrongShape(action, "authKey", "a Uint8Array, as a manager on a network asks for a key", null);
  }
  if (!Array.isArray(types) || types.some((type) => !(type instanceof RegisteredType))) {
    throw wrongShape(action, "types", "an array of what Manager.register returned", types);
  }
  const names = types.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrongValue(action, "types", "of different names", twice);
}

function checkMilliseconds(value: unknown, action: string, field: string): void {
  if (typeof value !== "number") throw wrongShape(action, field, "a number of milliseconds", value);
  if (!(value >= 0)) throw wrongValue(action, field, "0 or more", value);
}
