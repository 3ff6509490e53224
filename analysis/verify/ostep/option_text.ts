/**
 * Reads the options of OSTEP's programs as they are typed: `-s 3 -q10 --boost=5 -SI`.
 *
 * @module
 */

import { quoteIfOdd } from "../../../engine/quote.ts";

/** An option of a program. */
export interface ProgramOption {
  readonly short: string;
  /** `null` where there is none. */
  readonly long: string | null;
  readonly kind: "integer" | "text" | "switch";
}

/** The values that were given, by the option's letter; a switch is `"true"`. */
export type GivenOptions = ReadonlyMap<string, string>;

/**
 * Reads a command line; words before the first option, such as `python3 mlfq.py`, are passed over.
 *
 * @throws {RangeError} When an option is unknown or has no value.
 */
export function parseProgramOptions(text: string, options: readonly ProgramOption[]): GivenOptions {
  const words = text.trim().split(/\s+/).map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
  const given = new Map<string, string>();
  const first = words.findIndex((word) => word.startsWith("-"));
  for (let index = first === -1 ? words.length : first; index < words.length; index++) {
    let { name, rest } = split(words[index]);
    for (;;) {
      const option = find(name, options);
      if (option.kind === "switch") {
        given.set(option.short, "true");
        if (rest === null || rest === "") break;
        [name, rest] = [`-${rest[0]}`, rest.slice(1)];
        continue;
      }
      const value = rest === null || rest === "" ? words[++index] : rest;
      if (value === undefined) throw new RangeError(`Cannot verify: options must have a value after ${name}`);
      given.set(option.short, value);
      break;
    }
  }
  return given;
}

/** `-q10` is `-q` and `10`, `--boost=5` is `--boost` and `5`. */
function split(word: string): { name: string; rest: string | null } {
  if (!word.startsWith("--")) return { name: word.slice(0, 2), rest: word.slice(2) };
  const at = word.indexOf("=");
  return at === -1 ? { name: word, rest: null } : { name: word.slice(0, at), rest: word.slice(at + 1) };
}

/** A long name may be cut as long as it stays the only one. */
function find(name: string, options: readonly ProgramOption[]): ProgramOption {
  const isLong = name.startsWith("--");
  const long = name.slice(2);
  const found = options.filter((option) =>
    isLong ? option.long === long || option.long?.startsWith(long) : option.short === name.slice(1)
  );
  const exact = found.find((option) => isLong && option.long === long);
  if (exact !== undefined) return exact;
  if (found.length === 1) return found[0];
  const known = options.map(({ short }) => `-${short}`).join(" ");
  throw new RangeError(`Cannot verify: options must be of ${known}, got ${quoteIfOdd(name)}`);
}

/** Jobs that are made at random: more have no transcript that somebody looks at. */
export const JOBS_MAX = 100_000;

/** Digits of a whole number: the cost of reading one grows with their square. */
const DIGITS_MAX = 1000;

/** A whole number in decimal digits; NaN where a text is none. */
export function wholeNumber(text: string): number {
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : NaN;
}

/** A number as Python's `float` reads it, but for infinities; NaN where a text is none. */
export function decimalNumber(text: string): number {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : NaN;
}

/**
 * A whole number as Python's `optparse` reads it: decimal, `0x1f`, `0b11`, or octal after a 0.
 *
 * @throws {RangeError} When it is none.
 */
export function parseInteger(given: GivenOptions, letter: string, usual: bigint): bigint {
  const text = given.get(letter);
  if (text === undefined) return usual;
  const match = /^([+-]?)(?:0x([\da-f]+)|0b([01]+)|0([0-7]+)|(\d+))$/i.exec(text);
  if (match === null || text.length > DIGITS_MAX) {
    throw new RangeError(`Cannot verify: -${letter} of options must be a whole number, got ${quoteIfOdd(text)}`);
  }
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const digits = hexadecimal ? `0x${hexadecimal}` : binary ? `0b${binary}` : octal ? `0o${octal}` : decimal;
  return sign === "-" ? -BigInt(digits) : BigInt(digits);
}

/** {@linkcode parseInteger} for values that are counts or times. */
export function parseNumber(given: GivenOptions, letter: string, usual: number): number {
  const value = Number(parseInteger(given, letter, BigInt(usual)));
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`Cannot verify: -${letter} of options must be at most 2^53 - 1, got ${given.get(letter)}`);
}
