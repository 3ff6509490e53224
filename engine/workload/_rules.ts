/**
 * The rules for single values of a workload, each with the words that error messages use. What holds between values
 * (the order of bursts, locks, unique pids) is in `_check.ts` and `_programs.ts`.
 *
 * @module
 */

/** The greatest tick, pid and priority: 2^53 - 1. */
export const TICKS_MAX: number = Number.MAX_SAFE_INTEGER;

/** The most processes, and the most bursts of all processes together: the engine's indices are 32 bits with one spare. */
export const ROWS_MAX: number = 2 ** 32 - 2;

/** The greatest value of a 32-bit column. */
export const UINT32_MAX: number = 2 ** 32 - 1;

/** The most characters (code points) of a name. */
export const NAME_LENGTH_MAX = 256;

/** What a device takes next. */
export const DEVICE_ORDERS = ["fcfs", "priority", "shortest"] as const;

/** What a value must be; completes "must be". */
export const RULE = {
  ticks: `a whole number from 0 to ${TICKS_MAX}`,
  cpu: `a whole number from 1 to ${TICKS_MAX}`,
  pid: `a whole number from 0 to ${TICKS_MAX}`,
  priority: `a whole number from -${TICKS_MAX} to ${TICKS_MAX}`,
  processors: `a whole number from 1 to ${UINT32_MAX}`,
  tickets: `a whole number from 1 to ${UINT32_MAX}`,
  nice: "a whole number from -20 to 19",
  deadline: `a whole number from 1 to ${TICKS_MAX}`,
  period: `a whole number from 1 to ${TICKS_MAX}`,
  estimate: `a whole number from 1 to ${TICKS_MAX}`,
  after: "the pid of another process",
  think: `a whole number from 0 to ${TICKS_MAX}`,
  quantum: `a whole number from 1 to ${TICKS_MAX}`,
  memory: `a whole number from 0 to ${TICKS_MAX}`,
  resources: `how many of each by name, from 0 to ${UINT32_MAX}, the names without spaces and any of , ; / =`,
  affinity: "a list of CPU indices from 0 to 1023, each once",
  servers: `a whole number from 1 to ${UINT32_MAX}`,
  deviceOrder: `one of ${DEVICE_ORDERS.join(", ")}`,
  name: `a text of 1 to ${NAME_LENGTH_MAX} characters without control characters`,
} as const;

/** A number that a process may have besides its arrival and its bursts: its bounds, and what holds where it is not given. */
export interface Trait {
  readonly least: number;
  readonly most: number;
  /** What is below `least` stands for none. */
  readonly byDefault: number;
}

/**
 * The name of a trait: a number that a process may have for some policies, or that says after which other one it arrives.
 *
 * @example
 * ```ts
 * import { POLICIES, type TraitName } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const trait: TraitName = "tickets";
 * assertEquals(POLICIES.filter(({ reads }) => reads.includes(trait)).map(({ name }) => name), ["lottery", "stride"]);
 * ```
 * @category Workloads
 */
export type TraitName =
  | "priority"
  | "processors"
  | "estimate"
  | "tickets"
  | "nice"
  | "deadline"
  | "period"
  | "after"
  | "think"
  | "quantum"
  | "memory";

/** The traits by name, in the order in which files list them. Each is an optional column of the workload. */
export const TRAITS: Readonly<Record<TraitName, Trait>> = {
  priority: { least: -TICKS_MAX, most: TICKS_MAX, byDefault: 0 },
  processors: { least: 1, most: UINT32_MAX, byDefault: 1 },
  estimate: { least: 1, most: TICKS_MAX, byDefault: 0 },
  tickets: { least: 1, most: UINT32_MAX, byDefault: 1 },
  nice: { least: -20, most: 19, byDefault: 0 },
  deadline: { least: 1, most: TICKS_MAX, byDefault: 0 },
  period: { least: 1, most: TICKS_MAX, byDefault: 0 },
  after: { least: 0, most: TICKS_MAX, byDefault: -1 },
  think: { least: 0, most: TICKS_MAX, byDefault: 0 },
  quantum: { least: 1, most: TICKS_MAX, byDefault: 0 },
  memory: { least: 0, most: TICKS_MAX, byDefault: 0 },
};

/** The names of all traits. */
export const TRAIT_NAMES = Object.keys(TRAITS) as readonly TraitName[];

/** What each trait is called of several processes. */
export const PLURAL: Readonly<Record<TraitName, string>> = {
  priority: "priorities",
  processors: "processors",
  estimate: "estimates",
  tickets: "tickets",
  nice: "nice values",
  deadline: "deadlines",
  period: "periods",
  after: "predecessors",
  think: "think times",
  quantum: "quanta",
  memory: "memory sizes",
};

/** The properties of a process, in the order in which files list them. */
export const PROCESS_FIELDS = [
  "pid",
  "name",
  "arrival",
  "bursts",
  ...TRAIT_NAMES,
  "resources",
  "affinity",
  "group",
] as const;

/** The properties of a workload. `$schema` is for editors and means nothing here. */
export const WORKLOAD_FIELDS = ["name", "processes", "devices"] as const;

/** The properties of which a burst has exactly one. */
export const BURST_FIELDS = ["cpu", "io", "lock", "unlock"] as const;

/** The properties of a device with a name. */
export const DEVICE_FIELDS = ["servers", "order"] as const;

/**
 * Controls, lone surrogates, line and paragraph separators, what changes the direction of text, and what is no character
 * (U+FFFE and its like), which no XML may hold.
 */
const NOT_IN_NAMES = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]/u;

/**
 * Tells whether a value is a whole number within bounds. Negative zero is none.
 *
 * @param value Anything.
 * @param least The least value allowed.
 * @param greatest The greatest value allowed.
 * @returns Whether it is.
 */
export function isWhole(value: unknown, least: number, greatest: number = TICKS_MAX): value is number {
  return typeof value === "number" && value >= least && value <= greatest && Math.trunc(value) === value &&
    !(value === 0 && 1 / value < 0);
}

/**
 * Tells whether a value may name a workload, a process or a lock.
 *
 * @param value Anything.
 * @returns Whether it may.
 */
export function isName(value: unknown): value is string {
  if (typeof value !== "string" || value.length === 0 || value.length > 2 * NAME_LENGTH_MAX) return false;
  let isPlain = true;
  for (let index = 0; index < value.length && isPlain; index++) {
    const code = value.charCodeAt(index);
    isPlain = code >= 0x20 && code < 0x7f;
  }
  if (!isPlain && NOT_IN_NAMES.test(value)) return false;
  return value.length <= NAME_LENGTH_MAX || [...value].length <= NAME_LENGTH_MAX;
}

/**
 * Reads a whole number written in decimal digits, with or without a fraction of zeros (`5.0`, as tables of floating-point
 * numbers have it). Exact: no digit is rounded away.
 *
 * @param text The digits, with a minus sign where the number is negative.
 * @returns The number; NaN where the text is none, or none within ±(2^53 - 1).
 */
export function parseWhole(text: string): number {
  if (!/^-?[0-9]+(?:\.0*)?$/.test(text)) return NaN;
  const value = Number(text);
  return Math.abs(value) <= TICKS_MAX && !Object.is(value, -0) ? value : NaN;
}
