/**
 * Values in the texts of errors.
 *
 * @module
 */

const SHOWN_MAX = 60;

/** A value as an error shows it: on one line, not long, and whatever it is. */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}...` : value);
    case "bigint":
      return `${value}n`;
    case "function":
      return `a function`;
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? "an array" : `an object of ${classNameOf(value)}`;
    default:
      return String(value);
  }
}

function classNameOf(value: object): string {
  try {
    return value.constructor?.name || "no class";
  } catch {
    return "an unreadable class";
  }
}
