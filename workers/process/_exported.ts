/**
 * A call of a function that a module exports, as it crosses to another process.
 *
 * @module
 */

import { moduleAddress } from "../core/_module_address.ts";
import { unsureName } from "../core/_signed_name.ts";

/** The function and its arguments, as callers say them. */
export interface Exported {
  module: string | URL;
  target: ((...args: never) => unknown) | string;
  args?: readonly unknown[];
}

/** Module, signed name and arguments. @throws {TypeError} when the function has no name to be found by, or the module is no address. */
export function portableCall({ module, target, args = [] }: Exported, action: string): [string, string, unknown[]] {
  const name: unknown = typeof target === "function" ? target.name : target;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      `Cannot ${action}: target must be a function that its module exports, or its name; a closure cannot cross`,
    );
  }
  if (module === undefined) {
    throw new TypeError(`Cannot ${action}: module must be the URL of the module that exports the target`);
  }
  return [moduleAddress(module, action), typeof target === "string" ? target : unsureName(target), [...args]];
}
