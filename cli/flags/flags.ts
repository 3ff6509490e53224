/**
 * The kinds of options that commands are made of.
 *
 * @module
 */

import { quoteIfOdd } from "../../engine/quote.ts";
import { didYouMean } from "../../engine/suggest.ts";
import { isRoundedToWhole } from "../../engine/written_number.ts";
import type { Flag } from "../command.ts";

/** What a kind lets its user add. */
export type FlagDetails = Pick<Flag<unknown>, "short" | "defaultText" | "group" | "isFile" | "negatable">;

const WHOLE_NUMBER = /^[0-9]+(?:_[0-9]+)*$/;

const DECIMAL_NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;

/** Reads a whole number from `min` to 2^53 - 1, plain or with `_` between digits. */
export function parseWhole(text: string, min: number): number {
  const value = Number(text.replaceAll("_", ""));
  if (!WHOLE_NUMBER.test(text) || !Number.isSafeInteger(value) || value < min) {
    const most = value > Number.MAX_SAFE_INTEGER ? " to 2^53 - 1" : "";
    throw new RangeError(`must be a whole number from ${min}${most}, got ${quoteIfOdd(text)}`);
  }
  return value;
}

/** Reads a number in digits, with a fraction or not; none whose digits would be lost where they make it whole. */
export function parseDecimal(text: string): number {
  const word = text.trim();
  const value = Number(word);
  if (DECIMAL_NUMBER.test(word) && Number.isFinite(value) && !isRoundedToWhole(word)) return value;
  throw new RangeError(`must be a number such as 2 or 0.75, got ${quoteIfOdd(text)}`);
}

/** A switch: given or not. */
export function toggle(summary: string, details: FlagDetails = {}): Flag<boolean> {
  return { summary, placeholder: null, ...details, parse: (text) => text !== "false" };
}

/** Simulated time. */
export function ticks(summary: string, min: number, details: FlagDetails = {}): Flag<number> {
  return { summary, placeholder: "ticks", ...details, parse: (text) => parseWhole(text, min) };
}

/** A number of things. */
export function count(summary: string, min: number, details: FlagDetails = {}): Flag<number> {
  return { summary, placeholder: "count", ...details, parse: (text) => parseWhole(text, min) };
}

/** A number that need not be whole; the rule for its size is the user's. */
export function decimal(summary: string, placeholder: string, details: FlagDetails = {}): Flag<number> {
  return { summary, placeholder, ...details, parse: parseDecimal };
}

/** Any text. */
export function text(summary: string, placeholder: string, details: FlagDetails = {}): Flag<string> {
  return {
    summary,
    placeholder,
    ...details,
    parse(value) {
      if (value === "") throw new RangeError("must not be empty");
      return value;
    },
  };
}

/** A file. */
export function file(summary: string, details: FlagDetails = {}): Flag<string> {
  return text(summary, "file", { isFile: true, ...details });
}

/** One of a few words. */
export function choice<const T extends string>(
  summary: string,
  placeholder: string,
  choices: readonly T[],
  details: FlagDetails = {},
): Flag<T> {
  return { summary, placeholder, choices, ...details, parse: (value) => parseChoice(value, choices) };
}

/** Reads one of a few words. */
export function parseChoice<const T extends string>(value: string, choices: readonly T[]): T {
  const found = choices.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new RangeError(`must be one of ${choices.join(", ")}, got ${quoteIfOdd(value)}${didYouMean(value, choices)}`);
}

/** Several values with commas between them, each read by `parse`. */
export function list<T>(
  summary: string,
  placeholder: string,
  parse: (text: string) => T,
  details: FlagDetails = {},
): Flag<readonly T[]> {
  return { summary, placeholder, ...details, parse: (value) => value.split(",").map((part) => parse(part.trim())) };
}
