/**
 * Checks of what callers of a pool say.
 *
 * @module
 */

import { moduleAddress } from "../core/_module_address.ts";
import { checkSystemOptions } from "../process/system_options.ts";
import type { StartMethod } from "../start_method_name.ts";
import type { AsyncMapOptions, ImapOptions, PoolOptions, TaskOptions } from "./options.ts";

/** A number that must be within bounds, if it is there. */
interface Rule {
  value: unknown;
  name: string;
  rule: string;
  isRight: (value: number) => boolean;
}

const positive = (value: number) => Number.isInteger(value) && value > 0;
const natural = (value: number) => Number.isInteger(value) && value >= 0;

/** A value as errors show it: texts in part, objects by their kind. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function wrongShape(action: string, name: string, rule: string, value: unknown): TypeError {
  return new TypeError(`Cannot ${action}: ${name} must be ${rule}, got ${shown(value)}`);
}

function check(action: string, rules: Rule[]): void {
  for (const { value, name, rule, isRight } of rules) {
    if (value === undefined || (typeof value === "number" && isRight(value))) continue;
    throw new RangeError(`Cannot ${action}: ${name} must be ${rule}, got ${shown(value)}`);
  }
}

function checkObject(action: string, name: string, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrongShape(action, name, "an object", value);
  }
}

/** Arguments of a call. @throws {TypeError} when they are no array. */
export function checkArguments(action: string, args: unknown, name = "args"): void {
  if (!Array.isArray(args)) throw wrongShape(action, name, "an array", args);
}

/** Items of a map. @throws {TypeError} when they cannot be taken one by one. A text is none of items: it would be taken by its characters. */
export function checkItems(action: string, items: unknown, { isAsync = false } = {}): void {
  const { iterable, async } = (typeof items === "object" && items !== null) || typeof items === "function"
    ? { iterable: Symbol.iterator in items, async: Symbol.asyncIterator in items }
    : { iterable: false, async: false };
  if (iterable || (isAsync && async)) return;
  const rule = isAsync ? "an iterable or an async iterable of items" : "an iterable of items";
  throw wrongShape(action, "items", async ? `${rule} (imap takes async ones)` : rule, items);
}

/** The items of a starmap. @throws {TypeError} when one is no list of arguments. */
export function checkArgumentLists(items: readonly unknown[]): void {
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (Array.isArray(item) || (typeof item === "object" && item !== null && Symbol.iterator in item)) continue;
    throw wrongShape("starmap", `items[${index}]`, "an array of arguments", item);
  }
}

/** The options themselves. @throws {TypeError} when they are no object. */
export function checkIsOptions(options: unknown): void {
  checkObject("create a Pool", "options", options);
}

/**
 * @param method How its workers are started.
 * @throws {RangeError} for a number out of its range; {TypeError} for what has the wrong shape.
 */
// deno-lint-ignore no-explicit-any
export function checkOptions(options: PoolOptions<any>, method: StartMethod): void {
  const { processes, maxTasksPerChild, retries, queueLimit, leaveMs, memoryLimitMb, permissions, initArgs } = options;
  check("create a Pool", [
    {
      value: processes,
      name: "processes",
      rule: "an integer from 1 to 1000",
      isRight: (value) => positive(value) && value <= 1000,
    },
    { value: maxTasksPerChild, name: "maxTasksPerChild", rule: "a positive integer", isRight: positive },
    { value: retries, name: "retries", rule: "an integer of 0 or more", isRight: natural },
    {
      value: queueLimit,
      name: "queueLimit",
      rule: "a positive integer",
      isRight: (value) => value === Infinity || positive(value),
    },
    { value: leaveMs, name: "leaveMs", rule: "0 or more", isRight: (value) => value >= 0 },
    {
      value: memoryLimitMb,
      name: "memoryLimitMb",
      rule: "an integer of 8 or more",
      isRight: (value) => natural(value) && value >= 8,
    },
  ]);
  const { env, cwd, v8Flags, niceness, cpus } = options;
  checkSystemOptions("create a Pool", { env, cwd, v8Flags, niceness, cpus }, method);
  if (method === "worker" && memoryLimitMb !== undefined && permissions !== undefined) {
    throw new RangeError("Cannot create a Pool: permissions cannot be narrowed together with memoryLimitMb");
  }
  if (options.module !== undefined) moduleAddress(options.module, "create a Pool");
  if (initArgs !== undefined) checkArguments("create a Pool", initArgs, "initArgs");
}

/** What any call of a pool may be given. */
type AnyOptions =
  & TaskOptions
  & Pick<AsyncMapOptions<never>, "chunkSize" | "callback" | "errorCallback" | "onProgress">
  & ImapOptions;

/** @throws {RangeError} for a number out of its range; {TypeError} for what has the wrong shape. */
export function checkTaskOptions(action: string, options: AnyOptions): void {
  if (typeof options !== "object" || options === null) checkObject(action, "options", options);
  const { timeoutMs, retries, priority, chunkSize, ahead, signal, callback, errorCallback, onProgress } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw wrongShape(action, "signal", "an AbortSignal", signal);
  }
  if (callback !== undefined || errorCallback !== undefined || onProgress !== undefined) {
    for (const [name, value] of Object.entries({ callback, errorCallback, onProgress })) {
      if (value !== undefined && typeof value !== "function") throw wrongShape(action, name, "a function", value);
    }
  }
  if (
    timeoutMs === undefined && retries === undefined && priority === undefined && chunkSize === undefined &&
    ahead === undefined
  ) return;
  check(action, [
    { value: timeoutMs, name: "timeoutMs", rule: "more than 0", isRight: (value) => value > 0 },
    { value: retries, name: "retries", rule: "an integer of 0 or more", isRight: natural },
    { value: priority, name: "priority", rule: "a finite number", isRight: Number.isFinite },
    { value: chunkSize, name: "chunkSize", rule: "a positive integer", isRight: positive },
    {
      value: ahead,
      name: "ahead",
      rule: "a positive integer",
      isRight: (value) => value === Infinity || positive(value),
    },
  ]);
}
