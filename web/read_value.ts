/**
 * Reads the values of a state that came from outside; what is wrong is refused with its place.
 *
 * @module
 */

import { describeValue } from "../engine/workload/error.ts";

/** The longest text of a cell or an option. */
const TEXT_LENGTH_MAX = 10_000;

/** The sentence of a refusal. */
export function refusal(field: string, rule: string, value: unknown): string {
  return `Cannot open the state: ${field} must be ${rule}, got ${describeValue(value)}`;
}

/** An object of named parts. */
export function readRecord(name: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TypeError(refusal(name, "an object", value));
}

/** A text of bounded length. */
export function readText(name: string, value: unknown, most = TEXT_LENGTH_MAX): string {
  if (typeof value !== "string") throw new TypeError(refusal(name, "a text", value));
  if (value.length > most) {
    throw new RangeError(refusal(name, `at most ${most} characters`, value));
  }
  return value;
}

/** A whole number from 0. */
export function readWhole(name: string, value: unknown): number {
  if (typeof value !== "number") throw new TypeError(refusal(name, "a whole number", value));
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(refusal(name, "a whole number from 0", value));
  return value;
}

/** True or false. */
export function readBoolean(name: string, value: unknown): boolean {
  if (typeof value !== "boolean") throw new TypeError(refusal(name, "true or false", value));
  return value;
}

/** Reads one of a few words. */
export function oneOf<const T extends string>(choices: readonly T[]): (name: string, value: unknown) => T {
  return (name, value) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new RangeError(refusal(name, `one of ${choices.join(", ")}`, value));
    return found;
  };
}
