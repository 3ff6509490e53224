/**
 * Checks of what callers of a pool say.
 *
 * @module
 */

import { moduleAddress } from "../core/_module_address.ts";
import type { ImapOptions, MapOptions, PoolOptions, TaskOptions } from "./options.ts";

/** A number that must be within bounds, if it is there. */
interface Rule {
  value: unknown;
  name: string;
  rule: string;
  isRight: (value: number) => boolean;
}

const positive = (value: number) => Number.isInteger(value) && value > 0;
const natural = (value: number) => Number.isInteger(value) && value >= 0;

function check(action: string, rules: Rule[]): void {
  for (const { value, name, rule, isRight } of rules) {
    if (value === undefined || (typeof value === "number" && isRight(value))) continue;
    const text = typeof value === "string" ? JSON.stringify(value) : String(value);
    throw new RangeError(`Cannot ${action}: ${name} must be ${rule}, got ${text}`);
  }
}

/** @throws {RangeError} for a number out of its range. */
// deno-lint-ignore no-explicit-any
export function checkOptions(options: PoolOptions<any>): void {
  const { processes, maxTasksPerChild, retries, queueLimit, memoryLimitMb, permissions, initArgs } = options;
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
    {
      value: memoryLimitMb,
      name: "memoryLimitMb",
      rule: "an integer of 8 or more",
      isRight: (value) => natural(value) && value >= 8,
    },
  ]);
  if (memoryLimitMb !== undefined && permissions !== undefined) {
    throw new RangeError("Cannot create a Pool: permissions cannot be narrowed together with memoryLimitMb");
  }
  if (options.module !== undefined) moduleAddress(options.module, "create a Pool");
  if (initArgs !== undefined && !Array.isArray(initArgs)) {
    throw new TypeError(`Cannot create a Pool: initArgs must be an array, got ${typeof initArgs}`);
  }
}

/** @throws {RangeError} for a number out of its range. */
export function checkTaskOptions(
  action: string,
  options: TaskOptions & Pick<MapOptions, "chunkSize"> & ImapOptions,
): void {
  const { timeoutMs, retries, priority, chunkSize, ahead } = options;
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
