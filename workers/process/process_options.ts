/**
 * What processes are made of.
 *
 * @module
 */

import { checkMilliseconds, checkOptions, checkType } from "../core/_checks.ts";
import { moduleAddress } from "../core/_module_address.ts";
import { shown } from "../core/_shown.ts";
import { signedName } from "../core/_signed_name.ts";
import type { StartMethod } from "../start_method_name.ts";
import { checkSystemOptions, type SystemOptions } from "./system_options.ts";

/**
 * The arguments of a target: required where the target requires some; `kwargs` is its last one, where that is an object.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Process, type ProcessArguments } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const given: ProcessArguments<[n: number]> = { args: [7] };
 * const process = new Process({ module: import.meta.resolve("@quanta/quanta/examples"), target: square, ...given });
 * assertEquals(process.isAlive(), false); // until it is started
 * ```
 * @category Processes
 */
export type ProcessArguments<P extends readonly unknown[]> =
  | ([] extends P ? { args?: P; kwargs?: undefined } : { args: P; kwargs?: undefined })
  | (Required<P> extends readonly [...infer L, infer K]
    ? K extends object ? [] extends L ? { args?: L; kwargs: K } : { args: L; kwargs: K } : never
    : number extends P["length"] ? { args?: readonly unknown[]; kwargs: Record<string, unknown> }
    : never);

/**
 * What a {@linkcode Process} is made of, besides its arguments.
 *
 * @example
 * ```ts
 * import { square } from "@quanta/quanta/examples";
 * import { Process, type ProcessOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ProcessOptions<[n: number]> = {
 *   module: import.meta.resolve("@quanta/quanta/examples"),
 *   target: square,
 *   name: "squaring",
 *   daemon: true,
 * };
 * const process = new Process({ ...options, args: [7] });
 * assertEquals([process.name, process.daemon], ["squaring", true]);
 * ```
 * @category Processes
 */
export interface ProcessOptions<P extends readonly unknown[]> extends SystemOptions {
  /** Not used; for the shape of Python's. Must be null or absent. */
  group?: null;
  /** On what it runs: a worker's thread, or a process of the operating system. Default: what `setStartMethod` said, else `"worker"`. */
  startMethod?: StartMethod;
  /** The module that exports the target, or the subclass: `import.meta.url` where it is the module itself. */
  module?: string | URL;
  /** A function that the module exports, or the name of one. */
  target?: ((...args: P) => unknown) | string;
  /** Default: the class's name and a number. */
  name?: string;
  /** Ends with its parent's own code, and may not have children. Default: as this process. */
  daemon?: boolean;
  /**
   * Narrows what the process may do, as permissions of Deno's workers do. For a worker that needs the runtime's flag
   * `--unstable-worker-options`; for a process of the system nothing.
   */
  permissions?: Deno.PermissionOptions;
  /** Says that the program runs with `--unstable-worker-options`, or has it in its configuration. Deno exits where it is not so. */
  assertWorkerOptions?: boolean;
  /** Milliseconds after which `terminate` becomes `kill`. Default 1000. */
  graceMs?: number;
}

/** Refuses options that are wrong. @param method What it will be started by. @throws {TypeError} and {RangeError}: see `Process`. */
export function checkProcessOptions(
  options: ProcessOptions<unknown[]> & { args?: unknown; kwargs?: unknown },
  method: StartMethod,
): void {
  checkOptions("create a Process", options);
  const { group, permissions, assertWorkerOptions, graceMs, module, args, kwargs } = options;
  if (group !== undefined && group !== null) {
    throw new RangeError(`Cannot create a Process: group must be null, got ${shown(group)}`);
  }
  checkSystemOptions("create a Process", options, method);
  checkType("create a Process: name", options.name, "string");
  checkType("create a Process: daemon", options.daemon, "boolean");
  checkType("create a Process: assertWorkerOptions", assertWorkerOptions, "boolean");
  if (args !== undefined && !Array.isArray(args)) {
    throw new TypeError(`Cannot create a Process: args must be an array, got ${shown(args)}`);
  }
  if (kwargs !== undefined && (typeof kwargs !== "object" || kwargs === null || Array.isArray(kwargs))) {
    throw new TypeError(`Cannot create a Process: kwargs must be an object, got ${shown(kwargs)}`);
  }
  if (method === "worker" && permissions !== undefined && !assertWorkerOptions) {
    throw new RangeError(
      "Cannot create a Process: permissions needs the runtime's flag --unstable-worker-options, without which Deno exits; " +
        "set assertWorkerOptions where the program runs with it",
    );
  }
  if (graceMs !== undefined) checkMilliseconds("create a Process: graceMs", graceMs, { min: 0 });
  if (module !== undefined) moduleAddress(module, "create a Process");
  if (options.target !== undefined) targetName(options.target);
}

/** The name of an export, or a signed name. @throws {TypeError} when it has none. */
export function targetName(target: unknown): string {
  if (typeof target === "string" && target !== "") return target;
  const name = typeof target === "function" ? signedName(target) : "";
  if (name !== "") return name;
  throw new TypeError(
    "Cannot create a Process: target must be a function exported by its module, or the name of one; a closure cannot cross",
  );
}
