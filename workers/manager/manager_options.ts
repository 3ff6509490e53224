/**
 * What a manager is made of.
 *
 * @module
 */

import { checkOptions, checkText, wrongShape, wrongValue } from "./_checks.ts";

/** A function that a manager's process runs before it serves. */
export interface InitializerOptions<A extends readonly unknown[] = readonly unknown[]> {
  /** The module that exports it. */
  module: string | URL;
  /** The function; what it returns is awaited. */
  target: (...args: A) => unknown;
  /** Its arguments. */
  args?: A;
}

/** Options of a {@linkcode Manager}. */
export interface ManagerOptions {
  /** The name of its process. Default: `Manager-` and a number. */
  name?: string;
  /** Whether it is started at once; else by `start`. Default true. */
  start?: boolean;
  /** Milliseconds after which `shutdown` ends a process that does not obey: first by `terminate`, then by `kill`. Default 1000. */
  shutdownTimeoutMs?: number;
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
  return options;
}

function checkMilliseconds(value: unknown, action: string, field: string): void {
  if (typeof value !== "number") throw wrongShape(action, field, "a number of milliseconds", value);
  if (!(value >= 0)) throw wrongValue(action, field, "0 or more", value);
}
