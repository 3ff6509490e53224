/**
 * Checks of what callers give.
 *
 * @module
 */

import { shown } from "./_shown.ts";

/**
 * Refuses what is no integer in a range.
 *
 * @param what The action and the field: `"notify: count"`.
 * @throws {TypeError} when it is no number.
 * @throws {RangeError} when it is another number.
 */
export function checkInteger(what: string, value: unknown, min: number, max = Infinity): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return;
  const rule = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
  throw new (typeof value === "number" ? RangeError : TypeError)(
    `Cannot ${what} must be an integer ${rule}, got ${shown(value)}`,
  );
}

/** The options of a call: an object. @throws {TypeError} when it is none. */
export function checkOptions(action: string, options: unknown): void {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  throw new TypeError(`Cannot ${action}: options must be an object, got ${shown(options)}`);
}

/** Refuses what is neither absent nor of a type. @throws {TypeError} */
export function checkType(what: string, value: unknown, type: "boolean" | "string" | "function"): void {
  if (value !== undefined && typeof value !== type) {
    throw new TypeError(`Cannot ${what} must be a ${type}, got ${shown(value)}`);
  }
}

/** Milliseconds: a number, not NaN. @throws {TypeError} when it is no number. @throws {RangeError} when it is below `min`, or NaN. */
export function checkMilliseconds(what: string, value: unknown, rule: { above?: number; min?: number }): void {
  const { above, min } = rule;
  const text = above !== undefined ? `a number above ${above}` : `a number of ${min} or more`;
  if (typeof value !== "number") throw new TypeError(`Cannot ${what} must be ${text}, got ${shown(value)}`);
  if (above !== undefined ? value > above : value >= min!) return;
  throw new RangeError(`Cannot ${what} must be ${text}, got ${value}`);
}

/**
 * Refuses a promise where an answer is wanted at once. What it comes to is nobody's then.
 *
 * @param what The action and the function: `"wait: predicate"`.
 * @throws {TypeError}
 */
export function checkNoPromise(what: string, answer: unknown): void {
  if (!isThenable(answer)) return;
  answer.then(undefined, () => {});
  throw new TypeError(`Cannot ${what} must answer at once, got a promise`);
}

/** Whether it is to be awaited. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
