/**
 * The kinds of parameters that scenarios have. A parameter is an option of `sim scenario run NAME`.
 *
 * @module
 */

import { parseWhole } from "../../engine/option_text.ts";
import { quoteIfOdd } from "../../engine/quote.ts";
import { getAllStartMethods, type StartMethod } from "../../mod.ts";
import type { Flag } from "../command.ts";

/** A parameter with its default, or what draws one for each run. */
export interface Parameter<T> extends Flag<T> {
  readonly initial: T | (() => T);
}

/** The parameters of a scenario by name in camelCase. */
export type ParameterSet = Readonly<Record<string, Parameter<unknown>>>;

/** Values for all of them. */
export type ValuesOf<P extends ParameterSet> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** A whole number of things. */
export function count(
  summary: string,
  { initial, min = 1, max }: { initial: number; min?: number; max: number },
): Parameter<number> {
  const parse = (text: string) => {
    const value = parseWhole(text, min);
    if (value > max) throw new RangeError(`must be a whole number from ${min} to ${max}, got ${quoteIfOdd(text)}`);
    return value;
  };
  const range = `${min} to ${max}`;
  return { summary: `${summary}, ${range}`, placeholder: "count", initial, defaultText: String(initial), parse };
}

/** A stretch of time: `20`, `20ms` or `0.5s`. Where the course waits a second or two, this is how long it is here. */
export function milliseconds(summary: string, initial: number, max = 60_000): Parameter<number> {
  const parse = (text: string) => {
    const match = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text);
    const value = match === null ? NaN : Number(match[1]) * (match[2] === "s" ? 1000 : 1);
    if (value >= 0 && value <= max) return value;
    throw new RangeError(`must be a time of at most ${max / 1000}s, such as 20ms or 1s, got ${quoteIfOdd(text)}`);
  };
  return {
    summary,
    placeholder: "time",
    initial,
    defaultText: initial >= 1000 ? `${initial / 1000}s` : `${initial}ms`,
    parse,
  };
}

/** How its processes are started: `_program.ts` says it to the library, before `main` is called. */
export function startMethod(): Parameter<StartMethod> {
  const methods = getAllStartMethods();
  const parse = (text: string) => {
    const method = methods.find((name) => name === text);
    if (method !== undefined) return method;
    throw new RangeError(`must be one of ${methods.join(", ")}, got ${quoteIfOdd(text)}`);
  };
  return {
    summary: "Processes are workers, or processes of the operating system: worker, spawn",
    placeholder: "method",
    initial: "worker",
    defaultText: "worker",
    parse,
  };
}

/** The number that chances are drawn from. */
export function seed(): Parameter<number> {
  return {
    summary: "Number that chances are drawn from; the same one gives the same chances",
    placeholder: "number",
    defaultText: "another one each time",
    initial: () => Math.floor(Math.random() * 1_000_000),
    parse: (text) => parseWhole(text, 0),
  };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
