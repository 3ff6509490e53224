/**
 * The values of options as people type them, in a flag or a field: the same reading for whoever takes them.
 *
 * @module
 */

import type { OptionSpec } from "./policy.ts";
import { quoteIfOdd } from "./quote.ts";
import { RATE_RULE, readRate } from "./rate.ts";
import type { WorkloadColumns } from "./workload.ts";
import { didYouMean } from "./suggest.ts";
import { isRoundedToWhole } from "./written_number.ts";

/** A word for no limit, where an option has one. */
const UNLIMITED = "unlimited";

/** What stands for the value of each kind of option where it is described; `null` where it is given or not. */
export const OPTION_PLACEHOLDERS: Readonly<Record<OptionSpec["type"], string | null>> = {
  "ticks": "ticks",
  "count": "count",
  "fraction": "0..1",
  "rate": "p/q",
  "boolean": null,
  "choice": "name",
  "ticks list": "ticks,...",
  "count list": "count,...",
  "order": "name,...",
  "ticks by choice": "name=ticks,...",
  "ticks by name": "name=ticks,...",
  "count by name": "name=count,...",
  "choice by name": "name=choice,...",
  "speed list": "speed,...",
};

const WHOLE_NUMBER = /^[0-9]+(?:_[0-9]+)*$/;

const DECIMAL_NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;

/** An option's value as it is typed on the command line. */
export function optionText(value: unknown): string {
  if (value === undefined) return ""; // of an option that others leave nothing for
  if (value === Infinity) return UNLIMITED;
  if (Array.isArray(value)) return value.join(",");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([name, ticks]) => `${name}=${ticks}`).join(",");
  }
  return String(value);
}

/** What a workload says of its devices, as it would be typed as options of the machine; nothing where it says nothing. */
export function deviceOptionTexts({ bursts }: WorkloadColumns): { deviceServers?: string; deviceOrders?: string } {
  const textOf = (field: "servers" | "order") => {
    const said = (bursts?.devices ?? []).filter((device) => device[field] !== undefined && !/[,/]/.test(device.name));
    return optionText(Object.fromEntries(said.map((device) => [device.name, device[field]])));
  };
  const [deviceServers, deviceOrders] = [textOf("servers"), textOf("order")];
  return { ...(deviceServers === "" ? {} : { deviceServers }), ...(deviceOrders === "" ? {} : { deviceOrders }) };
}

/**
 * Reads an option's value. Lists may have commas or slashes between their entries.
 *
 * @throws {RangeError} When it is not one; the message says what it must be.
 */
export function parseOption(spec: OptionSpec, text: string): unknown {
  const entries = () => text.split(/[,/]/).map((entry) => entry.trim());
  switch (spec.type) {
    case "ticks":
    case "count":
      return spec.unlimited && text === UNLIMITED ? Infinity : parseBounded(spec, plainCount(spec, text));
    case "fraction":
      return parseFraction(text);
    case "rate":
      return parseRate(text);
    case "boolean":
      return parseChoice(text, ["true", "false"]) === "true";
    case "choice":
      // The engine refuses round robin where it cannot be, with the reason; a list of choices would hide that.
      return text === "rr" ? text : parseChoice(orderNamed(spec, text), spec.choices ?? []);
    case "ticks list":
      return entries().map((entry) => parseBounded(spec, entry));
    case "count list": {
      const counts = entries().map((entry) => parseBounded(spec, entry));
      return counts.length === 1 ? counts[0] : counts;
    }
    case "order":
      return entries().map((entry) => parseChoice(entry, spec.choices ?? []));
    case "ticks by choice":
      return fromPairs(entries().map((entry) => parsePair(spec, entry)));
    case "ticks by name":
    case "count by name":
      return fromPairs(entries().map((entry) => parseNamed(spec, entry, (value) => parseBounded(spec, value))));
    case "choice by name": {
      const choiceOf = (value: string) =>
        value === "rr" ? value : parseChoice(orderNamed(spec, value), spec.choices ?? []);
      return fromPairs(entries().map((entry) => parseNamed(spec, entry, choiceOf)));
    }
    case "speed list":
      return text.split(",").map(parseSpeed);
  }
}

/** What else books call the orders of queues. */
const ORDER_WORDS: Readonly<Record<string, string>> = {
  fifo: "fcfs",
  sjf: "shortest",
  sjn: "shortest",
  spn: "shortest",
};

/** An order by its own name, where it was given by another. */
function orderNamed({ choices = [] }: OptionSpec, text: string): string {
  if (choices.includes(text) || !Object.hasOwn(ORDER_WORDS, text.toLowerCase())) return text;
  const word = ORDER_WORDS[text.toLowerCase()];
  return choices.includes(word) ? word : text;
}

/** A count as it stands; one that looks like something else is refused with what says that. */
function plainCount({ name }: OptionSpec, text: string): string {
  if (name === "memory" && /^\d+\s*[KMGT]i?B?$/i.test(text)) {
    throw new RangeError(`must be a number without a unit: that of the processes' own sizes, got ${quoteIfOdd(text)}`);
  }
  if (name === "devices" && /^[^=]+=\d+$/.test(text)) {
    throw new RangeError(
      `must be how many devices without a name there are (device-servers is for those with names), got ${
        quoteIfOdd(text)
      }`,
    );
  }
  return text;
}

/** An object of pairs whose names differ. */
function fromPairs<V>(pairs: readonly (readonly [string, V])[]): Record<string, V> {
  const names = new Set<string>();
  for (const [name] of pairs) {
    if (names.has(name)) throw new RangeError(`must give each name once, got ${quoteIfOdd(name)} twice`);
    names.add(name);
  }
  return Object.fromEntries(pairs);
}

function parseBounded(spec: OptionSpec, text: string): number {
  const value = parseWhole(text, spec.min ?? 0);
  if (spec.max !== undefined && value > spec.max) {
    throw new RangeError(`must be a whole number from ${spec.min ?? 0} to ${spec.max}, got ${text}`);
  }
  return value;
}

function parseFraction(text: string): number {
  const value = parseDecimal(text);
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(`must be a number from 0 to 1, got ${quoteIfOdd(text)}`);
}

/** A rate: a number where it is one as it stands, else the fraction as a text. */
function parseRate(text: string): number | string {
  const rate = readRate(text);
  if (rate === undefined) throw new RangeError(`must be ${RATE_RULE}, got ${quoteIfOdd(text)}`);
  const { numerator, denominator } = rate;
  return denominator === 1 ? numerator : `${numerator}/${denominator}`;
}

function parsePair(spec: OptionSpec, text: string): [string, number] {
  const at = text.indexOf("=");
  if (at === -1) throw new RangeError(`must have the form name=ticks, got ${quoteIfOdd(text)}`);
  return [parseChoice(text.slice(0, at), spec.choices ?? []), parseBounded(spec, text.slice(at + 1))];
}

function parseNamed<V>(spec: OptionSpec, text: string, valueOf: (text: string) => V): [string, V] {
  const at = text.lastIndexOf("=");
  if (at <= 0) throw new RangeError(`must have the form ${OPTION_PLACEHOLDERS[spec.type]}, got ${quoteIfOdd(text)}`);
  return [text.slice(0, at), valueOf(text.slice(at + 1))];
}

/** A speed as a decimal number or as a fraction, such as 0.75 or 3/4; the engine says which speeds there are. */
function parseSpeed(text: string): number {
  const parts = /^\s*(\d+(?:\.\d+)?)(?:\/(\d+))?\s*$/.exec(text);
  if (parts === null || isRoundedToWhole(parts[1])) {
    throw new RangeError(`must be numbers such as 2, 0.5 or 3/4, got ${quoteIfOdd(text)}`);
  }
  return Number(parts[1]) / Number(parts[2] ?? 1);
}

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

/** Reads one of a few words. */
export function parseChoice<const T extends string>(value: string, choices: readonly T[]): T {
  const found = choices.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new RangeError(`must be one of ${choices.join(", ")}, got ${quoteIfOdd(value)}${didYouMean(value, choices)}`);
}

/** `switchCost` as it is typed: `switch-cost`. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
