/**
 * Objects of named options: what is no object, and names that mean nothing, which would otherwise be ignored without a
 * word.
 *
 * @module
 */

import { didYouMean } from "./suggest.ts";
import { describeValue } from "./workload/error.ts";

/** Whether a value is an object of named fields: no list, no map or set, no other built-in thing. */
export function isOptionsObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/**
 * Refuses options that are no object, and names that are none of theirs. One that is `undefined` is not given.
 *
 * @param action What cannot be done, as in `read workload`.
 * @param options As the caller gave them.
 * @param known The names that mean something.
 * @param what What the options are called.
 * @throws {TypeError} If the options are no object, or one is unknown.
 */
export function refuseUnknownOptions(
  action: string,
  options: unknown,
  known: readonly string[],
  what = "options",
): void {
  if (!isOptionsObject(options)) {
    throw new TypeError(`Cannot ${action}: ${what} must be an object, got ${describeValue(options)}`);
  }
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || known.includes(option)) continue;
    throw new TypeError(
      `Cannot ${action}: ${what} must be ${known.join(", ")}, got ${describeValue(option)}${didYouMean(option, known)}`,
    );
  }
}

/**
 * Refuses options of a reader that are no texts.
 *
 * @throws {TypeError} If one is given that is none.
 */
export function checkTexts(options: Readonly<Record<string, unknown>>): void {
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || typeof value === "string") continue;
    throw new TypeError(`Cannot read workload: ${option} must be a text, got ${describeValue(value)}`);
  }
}
