/**
 * Reads jobs that are typed: `A 0 8 3; B 1 4 1`, `P1:0:8 P2:1:4`, or the two lines of numbers that web pages take.
 *
 * ```text
 * jobs   = job { (";" | new line) job } | short { " " short } | lines
 * job    = name arrival bursts [ priority ] { field "=" value }     parted by spaces, or by commas alone
 * short  = name ":" arrival ":" bursts [ ":" priority ]
 * bursts = ticks { "," ticks }                                       CPU, I/O, CPU, ...; (3,2)x4,5 repeats a pattern, and
 *                                                                    5@disk or 5 on disk is I/O of that device
 * lines  = arrivals new line bursts                                  the numbers of all processes, from the first
 * ```
 *
 * With `columns` a job has these fields instead, and need not begin with a name. What is read goes the way of tables, so that
 * times may have units and decimals.
 *
 * @module
 */

import { checkTexts, refuseUnknownOptions } from "../known_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import type { Cell } from "./_cells.ts";
import { parseColumnNames } from "./_column_names.ts";
import { senseOf } from "./_header.ts";
import { isComment } from "./_layout.ts";
import { textError } from "./_problems.ts";
import { readCells } from "./csv.ts";
import { describeValue } from "./error.ts";
import type { TickLength } from "./tick_length.ts";

/**
 * Options of {@linkcode readTyped}.
 *
 * @example
 * ```ts
 * import { readTyped, type ReadTypedOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const options: ReadTypedOptions = { columns: "arrival,bursts" };
 * assertEquals([...readTyped("0 8; 1 4", options).workload.cpu!], [8, 4]);
 * ```
 * @category Workloads
 */
export interface ReadTypedOptions {
  /** The fields of a job, such as `arrival,bursts`. Default: name, arrival, bursts, priority, of which the last may be missing. */
  columns?: string;
  /** The length of a tick, as for {@linkcode readWorkload}. */
  tick?: string;
}

/**
 * What {@linkcode readTyped} gives.
 *
 * @example
 * ```ts
 * import { readTyped, type TypedResult } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { workload, tick }: TypedResult = readTyped("A 0 0.8; B 1 0.4");
 * assertEquals([[...workload.cpu!], tick?.text], [[8, 4], "0.1"]);
 * ```
 * @category Workloads
 */
export interface TypedResult {
  /** The workload, checked. */
  workload: WorkloadColumns;
  /** What was understood, where it had to be, and what a tick is where times came with decimals or units. */
  notes: string[];
  /** What a tick is, where times came with decimals or units. */
  tick?: TickLength;
}

/** The fields of a job where nothing is said. */
const FIELDS = ["name", "arrival", "bursts", "priority"];

/** What to write instead of what was not understood. */
const HOW = 'write jobs as "A 0 8 3; B 1 4 1" (name, arrival, bursts, priority), or as A:0:8:3 B:1:4:1';

/** The longest text that anybody types. */
const LENGTH_MAX = 2 ** 20;

/** A word that begins like a number. */
const NUMBER = /^[+\-]?[\d.]/;

/** A job as it was cut: its cells, and the fields that were named. */
interface Job {
  readonly cells: readonly Cell[];
  readonly named: ReadonlyMap<string, Cell>;
}

/**
 * Whether a text looks like typed jobs: several words of which one begins with a digit, or a name with colons and numbers. The
 * name of a file does not, as a rule; where one does, the file goes before.
 *
 * @param text The text.
 * @returns Whether it does.
 *
 * @example
 * ```ts
 * import { isTyped } from "@quanta/quanta";
 * import { assert } from "@std/assert";
 *
 * assert(isTyped("A 0 8 3; B 1 4 1"));
 * assert(isTyped("P1:0:8"));
 * assert(!isTyped("homework 3.csv"));
 * ```
 * @category Workloads
 */
export function isTyped(text: string): boolean {
  if (text.length > LENGTH_MAX) return false;
  const trimmed = text.trim();
  if (/^[^\s:;,]+:[^\s:;]*\d[^\s:]*:\s*\d/.test(trimmed)) return true;
  const [first] = trimmed.split(/[;\n]/);
  const words = first.trim().split(/[\s,]+/);
  const isJob = words.length >= 3 && (NUMBER.test(words[1]) || /^\w+=\d/.test(words[1])) &&
    !/[/\\]|\.[a-z]/i.test(first);
  if (inBrackets(trimmed) !== undefined) return true;
  const isLabelled = /^[^\d:=]+[:=\s]\s*\d[\d.,\s]*$/.test(first) && /[;\n]/.test(trimmed);
  const isNumbers = words.length >= 1 && words.every((word) => /^[\d.,:a-z]+$/i.test(word) && NUMBER.test(word)) &&
    (words.length > 1 || /[;\n]/.test(trimmed));
  return isJob || isLabelled || isNumbers;
}

/**
 * Reads typed jobs.
 *
 * @param text The jobs.
 * @param options What the fields are, and the length of a tick.
 * @returns The checked workload, and what was understood where it had to be.
 * @throws {WorkloadError} If the text is none, or breaks a rule of the simulated machine.
 * @throws {TypeError} If the text is none, the options are no object, or one is unknown or no text.
 * @throws {RangeError} If an option is out of range.
 *
 * @example
 * ```ts
 * import { readTyped } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const { workload } = readTyped("A 0 8 3; B 1 3,2,4 1");
 * assertEquals(workload.names, ["A", "B"]);
 * assertEquals([...workload.bursts!.value], [8, 3, 2, 4]); // B: 3 ticks of CPU, 2 of I/O, 4 of CPU
 * assertEquals([...workload.priority!], [3, 1]);
 * ```
 *
 * @example As web pages take them: arrivals, then bursts
 * ```ts
 * import { readTyped } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const { workload, notes } = readTyped("0 2 4 6 8\n3 6 4 5 2");
 * assertEquals([...workload.cpu!], [3, 6, 4, 5, 2]);
 * assertEquals(notes, ["read as two lines: arrivals 0 2 4 6 8, bursts 3 6 4 5 2"]);
 * ```
 * @category Workloads
 */
export function readTyped(text: string, options: ReadTypedOptions = {}): TypedResult {
  if (typeof text !== "string") {
    throw new TypeError(`Cannot read workload: text must be a string, got ${describeValue(text)}`);
  }
  refuseUnknownOptions("read workload", options, ["columns", "tick"] satisfies (keyof ReadTypedOptions)[]);
  checkTexts({ columns: options.columns, tick: options.tick });
  if (text.length > LENGTH_MAX) throw textError({}, { rule: `at most ${LENGTH_MAX} characters of typed jobs` });
  const names = options.columns === undefined ? undefined : parseColumnNames(options.columns);
  if (names !== undefined && names.places === undefined) {
    throw new RangeError(
      "Cannot read workload: columns must be names from the left for typed jobs, such as arrival,bursts",
    );
  }
  const places = names?.places === undefined ? undefined : options.columns!.split(",").map((word) => word.trim());
  text = inBrackets(text) ?? text;
  const lines = linesOf(text);
  const lists = places === undefined ? numberLists(text, lines) : undefined;
  if (lists !== undefined) return readLists(lists, options.tick);
  const jobs = jobsOf(lines);
  return readJobs(jobs, places, options.tick);
}

/** Jobs as `P1(0,8) P2(1,4,3)` in the short form; `undefined` for anything else. Places stay what they were. */
function inBrackets(text: string): string | undefined {
  if (!/^\s*(?:[^\s:;,()]+\(\s*[\d.]+\s*,[^()]+\)[\s,;]*)+$/.test(text)) return undefined;
  return text.replace(/\(([^()]*)\)([\s,;]*)/g, (all, inner: string) => {
    const fields = inner.replace(/\s*,\s*/g, (gap) => ":".padEnd(gap.length));
    return `:${fields.trimStart().padEnd(inner.length)}`.padEnd(all.length);
  });
}

/** The parts between semicolons and line breaks, and where each begins. */
function linesOf(text: string): Cell[] {
  const lines: Cell[] = [];
  for (const { 0: part, index } of text.matchAll(/[^;\n]+/g)) {
    if (part.trim() !== "") lines.push({ text: part.trim(), start: index + part.search(/\S/) });
  }
  if (lines.length === 0) throw textError({}, { rule: "typed jobs", value: text, hint: HOW });
  return lines;
}

function jobsOf(lines: readonly Cell[]): Job[] {
  return lines.flatMap((line) => {
    if (!/^[^\s:,]+\s*:/.test(line.text)) return [jobOf(line, /^\S+$/.test(line.text) ? /[^,]+/g : /\S+/g)];
    // In the short form a space, or a comma before a name, parts jobs.
    const text = line.text.replace(/\s*:\s*/g, ":");
    const jobs: Job[] = [];
    let from = 0;
    for (const { 0: gap, index } of text.matchAll(/[\s,]*\s(?=[^\s:,]+:)|,(?=[^\s:,\d][^\s:,]*:)|$/g)) {
      jobs.push(jobOf({ text: text.slice(from, index), start: line.start + from }, /[^\s:]+/g));
      from = index + gap.length;
    }
    return jobs;
  });
}

function jobOf({ text, start }: Cell, word: RegExp): Job {
  const cells: Cell[] = [];
  const named = new Map<string, Cell>();
  // A comma with spaces around it stands between fields as the spaces do; a space after `io` behind a field or a burst does not.
  // Within the brackets of a pattern spaces part bursts.
  const patterns = text.replace(/\([^()]*\)/g, (pattern) => pattern.replace(/(?<=[\d)])\s(?=[\d(])/g, ","));
  const spaced = patterns.replace(/,(?=\s)/g, " ").replace(/(?<=\S\s+|,)(cpu|io)\s(?=\d)/gi, "$1:")
    .replace(/(?<=\d[^\s:,=]*)\son\s(?=[^\s,=])/gi, ":on:");
  for (const { 0: part, index } of spaced.matchAll(word)) {
    const at = part.indexOf("=");
    if (at <= 0) cells.push({ text: part, start: start + index });
    else named.set(part.slice(0, at), { text: part.slice(at + 1), start: start + index });
  }
  return { cells, named };
}

function readJobs(jobs: readonly Job[], places: readonly string[] | undefined, tick: string | undefined): TypedResult {
  const fields = places ?? FIELDS;
  const extra = [...new Set(jobs.flatMap(({ named }) => [...named.keys()]))];
  for (const field of extra) {
    const { meanings, letter } = senseOf(field);
    // `C=1 T=4`: the header says what letters are.
    const isKnown = meanings.length === 1 && !["result", "remark", "io"].includes(meanings[0]) || letter !== undefined;
    if (isKnown) continue;
    throw textError({ column: column(jobs, field) }, {
      rule: "with fields that are known, as priority=3",
      value: field,
      hint: HOW,
    });
  }
  for (const [index, { cells }] of jobs.entries()) {
    const given = cells.map(({ text }) => text).join(" ");
    const place = { column: (cells[0]?.start ?? 0) + 1 };
    if (places === undefined && (cells.length === 0 || /^[+\-]?\d/.test(cells[0].text))) {
      const hint = `${HOW}; without names, say what the numbers are: --columns arrival,bursts`;
      throw textError(place, { rule: `a job that begins with a name as its part ${index + 1}`, value: given, hint });
    }
    if (cells.length > fields.length || places !== undefined && cells.length < fields.length) {
      const rule = `jobs of ${places === undefined ? "at most " : ""}${fields.length} fields (${fields.join(", ")})`;
      throw textError(place, { rule, value: given, hint: "bursts have commas and no spaces: 3,2,4 is CPU, I/O, CPU" });
    }
  }
  const most = Math.max(...jobs.map(({ cells }) => cells.length));
  const header = [...fields.slice(0, most), ...extra].map((text) => ({ text, start: 0 }));
  const rows = jobs.map(({ cells, named }) => {
    const end = cells.at(-1)?.start ?? 0;
    const padded = Array.from({ length: most }, (_, index) => cells[index] ?? { text: "", start: end });
    return [...padded, ...extra.map((field) => named.get(field) ?? { text: "", start: end })];
  });
  if (most < 2 && extra.length === 0) {
    throw textError({ column: 1 }, {
      rule: "jobs with a name, an arrival and bursts",
      value: jobs[0].cells[0].text,
      hint: HOW,
    });
  }
  return readCells(header, rows, { names: undefined, tick });
}

function column(jobs: readonly Job[], field: string): number {
  return (jobs.find(({ named }) => named.has(field))?.named.get(field)?.start ?? 0) + 1;
}

/**
 * Two lines of numbers as web pages take them, in a text that may have comments; `undefined` where it is anything else, or so
 * short that each line could be a process.
 */
export function numberLines(text: string): string | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !isComment(line));
  const counts = lines.map((line) => line.trim().split(/[\s,]+/));
  const isNumbers = counts.every((words) =>
    words.length > FIELDS.length && words.every((word) => /^\d+(?:\.\d+)?$/.test(word))
  );
  return lines.length === 2 && isNumbers && counts[0].length === counts[1].length ? lines.join("\n") : undefined;
}

/** A list of numbers and what it is, where that is said: `arrivals 0 2 4`. */
interface NumberList {
  readonly field: string | undefined;
  readonly cells: readonly Cell[];
}

/** Lists of numbers, one for a field of all processes; `undefined` where the lines are jobs. */
function numberLists(text: string, lines: readonly Cell[]): NumberList[] | undefined {
  const lists = lines.map(({ text, start }): NumberList => {
    const label = /^([^\d:=]*[^\d:=\s])\s*[:=]?\s+(?=[\d.])/.exec(text) ??
      /^([^\d:=]*[^\d:=\s])\s*[:=]\s*(?=[\d.])/.exec(text);
    const from = label?.[0].length ?? 0;
    const cells = [...text.slice(from).matchAll(/[^\s,]+/g)].map(({ 0: word, index }) => ({
      text: word,
      start: start + from + index,
    }));
    return { field: label?.[1], cells };
  });
  const isNumbers = lists.every(({ cells }) =>
    cells.length > 0 && cells.every(({ text }) => NUMBER.test(text) && !text.includes(":"))
  );
  if (!isNumbers || lists.length < 2) return undefined;
  const meanings = lists.map(({ field }) => field === undefined ? undefined : senseOf(field).meanings);
  const isLabelled = meanings.every((each) => each?.length === 1) && meanings.some((each) => each![0] === "bursts");
  if (isLabelled) return lists;
  if (lists.length !== 2 || lists.some(({ field }) => field !== undefined)) return undefined;
  // A short list on a line of its own is a line of numbers; behind a semicolon it could be a job as well.
  const isOnLines = !text.includes(";");
  if (isOnLines || lists[0].cells.length > FIELDS.length) return lists;
  const shown = lists.map(({ cells }) => cells.map(({ text }) => text).join(" "));
  throw textError({ column: 1 }, {
    rule: "two jobs or two lists, and it could be either",
    value: text.trim(),
    hint: `write "arrivals ${shown[0]}; bursts ${
      shown[1]
    }", or say what the numbers of a job are: --columns arrival,bursts`,
  });
}

function readLists(lists: readonly NumberList[], tick: string | undefined): TypedResult {
  const [first] = lists;
  const other = lists.find(({ cells }) => cells.length !== first.cells.length);
  if (other !== undefined) {
    const rule = `lines of as many numbers as the first, ${first.cells.length}`;
    throw textError({ column: other.cells[0].start + 1 }, { rule, value: other.cells.length, hint: HOW });
  }
  const isBare = first.field === undefined;
  const fields = isBare ? ["arrival", "bursts"] : lists.map(({ field }) => field!);
  const header = fields.map((text) => ({ text: senseOf(text).meanings[0] as string, start: 0 }));
  const rows = first.cells.map((_, index) => lists.map(({ cells }) => cells[index]));
  const result = readCells(header, rows, { names: undefined, tick });
  if (!isBare) return result;
  const texts = lists.map(({ cells }) => cells.map(({ text }) => text).join(" "));
  return { ...result, notes: [`read as two lines: arrivals ${texts[0]}, bursts ${texts[1]}`, ...result.notes] };
}
