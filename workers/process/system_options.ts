/**
 * What a process of the operating system may be given besides, and a worker may not.
 *
 * @module
 */

import { checkInteger } from "../core/_checks.ts";
import { shown } from "../core/_shown.ts";
import type { StartMethod } from "../start_method_name.ts";

/**
 * What a standard stream of a process is: its parent's, none, or one that the parent has the other end of.
 *
 * @example
 * ```ts
 * import { Process, type StandardStream } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const stdout: StandardStream = "piped";
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * const process = new Process({ module, target: "square", args: [7], startMethod: "spawn", stdout });
 * process.start();
 * assertEquals(await new Response(process.stdout).text(), ""); // it prints nothing
 * await process.join();
 * assertEquals(process.exitCode, 0);
 * ```
 * @category Processes
 */
export type StandardStream = "inherit" | "null" | "piped";

/**
 * Options of a process with `startMethod: "spawn"`. Elsewhere they are refused.
 *
 * @example
 * ```ts
 * import { Process, type SystemOptions } from "@quanta/quanta/processes";
 * import { assertThrows } from "@std/assert";
 *
 * const system: SystemOptions = { niceness: 10 };
 * const module = import.meta.resolve("@quanta/quanta/examples");
 * assertThrows(() => new Process({ module, target: "square", args: [7], startMethod: "worker", ...system }), RangeError);
 * ```
 * @category Processes
 */
export interface SystemOptions {
  /** Environment variables, added to those of this process or in their place; undefined takes one away. */
  env?: Readonly<Record<string, string | undefined>>;
  /** The working directory. Default: that of this process. */
  cwd?: string | URL;
  /** Standard input. Default `"inherit"`. */
  stdin?: StandardStream;
  /** Standard output. Default `"inherit"`. */
  stdout?: StandardStream;
  /** Standard error output. Default `"inherit"`. */
  stderr?: StandardStream;
  /** Flags of V8, such as `"--stack-size=2000"`, besides those of this program. */
  v8Flags?: readonly string[];
  /** MiB of heap after which V8 ends it: exit code -5 or -6. Not counted are array buffers. Default: V8's own limit. */
  memoryLimitMb?: number;
  /** From -20, which only the superuser may give, to 19, the most modest. Default: that of this process. */
  niceness?: number;
  /** Numbers of the CPUs that it may run on, from 0. Default: those of this process. */
  cpus?: readonly number[];
}

const STREAMS: readonly StandardStream[] = ["inherit", "null", "piped"];
const MEGABYTES_MIN = 8;
const NICENESS_MIN = -20;
const NICENESS_MAX = 19;
const CPU_MAX = 8191;
const NAMES = ["env", "cwd", "stdin", "stdout", "stderr", "v8Flags", "memoryLimitMb", "niceness", "cpus"] as const;

/** Refuses options that are wrong. @throws {TypeError} when one is of the wrong type. @throws {RangeError} when its value is wrong. */
export function checkSystemOptions(action: string, options: SystemOptions, method: StartMethod): void {
  const given = NAMES.filter((name) => options[name] !== undefined);
  if (method !== "spawn" && given.length > 0) {
    const [name] = given;
    throw new RangeError(
      `Cannot ${action}: ${name} must be absent with startMethod "${method}", got ${
        shown(options[name])
      }; "spawn" has it`,
    );
  }
  const { env, cwd, v8Flags, memoryLimitMb, niceness, cpus } = options;
  if (env !== undefined) checkEnvironment(action, env);
  if (cwd !== undefined && typeof cwd !== "string" && !(cwd instanceof URL && cwd.protocol === "file:")) {
    throw new TypeError(`Cannot ${action}: cwd must be a path or a URL of a folder, got ${shown(cwd)}`);
  }
  for (const name of ["stdin", "stdout", "stderr"] as const) {
    if (options[name] === undefined || STREAMS.includes(options[name])) continue;
    throw new RangeError(`Cannot ${action}: ${name} must be one of ${STREAMS.join(", ")}, got ${shown(options[name])}`);
  }
  if (v8Flags !== undefined) {
    const wrong = Array.isArray(v8Flags)
      ? v8Flags.find((flag) => typeof flag !== "string" || !flag.startsWith("-"))
      : v8Flags;
    if (wrong !== undefined) {
      throw new TypeError(`Cannot ${action}: v8Flags must be a list of flags of V8, got ${shown(wrong)}`);
    }
  }
  if (memoryLimitMb !== undefined) checkInteger(`${action}: memoryLimitMb`, memoryLimitMb, MEGABYTES_MIN);
  if (niceness !== undefined) checkInteger(`${action}: niceness`, niceness, NICENESS_MIN, NICENESS_MAX);
  if (cpus !== undefined) {
    if (!Array.isArray(cpus) || cpus.length === 0) {
      throw new TypeError(`Cannot ${action}: cpus must be a list of one number or more, got ${shown(cpus)}`);
    }
    for (const cpu of cpus) checkInteger(`${action}: cpus`, cpu, 0, CPU_MAX);
  }
}

function checkEnvironment(action: string, env: unknown): void {
  if (typeof env !== "object" || env === null || Array.isArray(env)) {
    throw new TypeError(`Cannot ${action}: env must be an object, got ${shown(env)}`);
  }
  for (const [name, value] of Object.entries(env)) {
    if (name === "" || /[=\0]/.test(name)) {
      throw new RangeError(`Cannot ${action}: env must have names without "=", got ${shown(name)}`);
    }
    if (value === undefined || typeof value === "string" && !value.includes("\0")) continue;
    throw new TypeError(`Cannot ${action}: env.${name} must be a string, got ${shown(value)}`);
  }
}
