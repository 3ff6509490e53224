/**
 * The kinds of options that commands are made of.
 *
 * @module
 */

import { parseChoice, parseDecimal, parseWhole } from "../../engine/option_text.ts";
import type { Flag } from "../command.ts";

/** What a kind lets its user add. */
export type FlagDetails = Pick<Flag<unknown>, "short" | "defaultText" | "group" | "isFile" | "negatable">;

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

/** Several values with commas between them, each read by `parse`. */
export function list<T>(
  summary: string,
  placeholder: string,
  parse: (text: string) => T,
  details: FlagDetails = {},
): Flag<readonly T[]> {
  return { summary, placeholder, ...details, parse: (value) => value.split(",").map((part) => parse(part.trim())) };
}
