/**
 * What the ambiguous words of a header mean, as far as the other columns of the table tell.
 *
 * @module
 */

import type { HeaderSense } from "./_header.ts";
import type { UnitName } from "./_time_units.ts";
import { type HeaderMeaning, TASK_LETTERS } from "./header_words.ts";

/** A cell of a header while the header is being understood. */
export interface Column {
  readonly text: string;
  readonly sense: HeaderSense;
  meaning: HeaderMeaning | "empty" | undefined;
  number: number | undefined;
  unit: UnitName | undefined;
  /** The device that the user says I/O is on, or the counted resource. */
  device?: string;
}

/** Gives ambiguous columns the meaning that they must have, and takes it from those that could be something else. */
export function resolveColumns(columns: readonly Column[]): void {
  resolveLetters(columns);
  resolveByElimination(columns);
  doubtDevices(columns);
}

/** In tables of periodic tasks single letters stand for what they do in the literature: where C and T (or P) stand together. */
function resolveLetters(columns: readonly Column[]): void {
  const letters = columns.flatMap(({ sense: { letter } }) => letter ?? []);
  const hasCost = letters.includes("c") || letters.includes("e");
  const hasPeriod = letters.includes("t") || letters.includes("p") ||
    columns.some(({ meaning }) => meaning === "period");
  if (!hasCost || !hasPeriod) return;
  for (const column of columns) {
    const { letter } = column.sense;
    if (letter !== undefined && column.meaning === undefined) column.meaning = TASK_LETTERS[letter];
  }
}

/** Meanings that a table has one column of as a rule, so that a second cannot be meant. */
const DEDUCIBLE: ReadonlySet<HeaderMeaning> = new Set(
  ["name", "arrival", "bursts", "priority", "deadline", "period", "estimate", "memory", "processors", "result"],
);

/** What an ambiguous word must mean because everything else that it can mean has a column of its own. */
function resolveByElimination(columns: readonly Column[]): void {
  const taken = () => new Set(columns.map(({ meaning }) => meaning));
  // Twice: what a column is may follow from one behind it.
  for (const column of [...columns, ...columns]) {
    if (column.meaning !== undefined) continue;
    const { meanings } = column.sense;
    const has = taken();
    const hasIdentity = has.has("process") || has.has("pid") || has.has("name");
    // `Processor` beside `Disk` is what is executed there.
    if (has.has("io") && meanings.join() === "bursts,processors") column.meaning = "bursts";
    // `User` beside a process is whose it is.
    if (hasIdentity && meanings.join() === "group,name") column.meaning = "group";
    if (column.meaning !== undefined || !meanings.every((meaning) => DEDUCIBLE.has(meaning))) continue;
    const left = meanings.filter((meaning) => !has.has(meaning) && !(meaning === "name" && hasIdentity));
    if (left.length === 1 && meanings.length > 1) column.meaning = left[0];
    // `P` over the first column of jobs is what they are called.
    else if (left.includes("name") && column === columns[0] && has.has("bursts")) {
      column.meaning = "name";
    }
  }
  // "Start" beside an arrival is when the process first ran.
  const starts = columns.filter(({ meaning, sense }) => meaning === "arrival" && sense.isStart);
  const others = columns.filter(({ meaning, sense }) => meaning === "arrival" && !sense.isStart);
  if (others.length > 0) { for (const column of starts) column.meaning = "result"; }
  resolveIdentity(columns);
}

/**
 * A column called after a device may say how many of them a job takes. It is I/O where several columns make a program, or it stands
 * beside the only one of CPU time of jobs without sizes of memory.
 */
function doubtDevices(columns: readonly Column[]): void {
  const isTimed = (column: Column | undefined) => column?.meaning === "bursts" || column?.meaning === "io";
  const devices = columns.filter(({ meaning, device, sense }) =>
    meaning === "io" && device === undefined && sense.device !== undefined
  );
  if (devices.length === 0 || columns.filter(({ meaning }) => meaning === "bursts").length > 1) return;
  const hasMemory = columns.some(({ meaning }) => meaning === "memory");
  for (const column of devices) {
    const at = columns.indexOf(column);
    if (hasMemory || !isTimed(columns[at - 1]) && !isTimed(columns[at + 1])) column.meaning = undefined;
  }
}

/** Of two columns that say who a process is, a number and a name. */
function resolveIdentity(columns: readonly Column[]): void {
  const either = columns.filter(({ meaning }) => meaning === "process");
  if (either.length !== 1) return;
  const has = (field: string) => columns.some(({ meaning }) => meaning === field);
  if (has("pid") && !has("name")) either[0].meaning = "name";
  else if (has("name") && !has("pid")) either[0].meaning = "pid";
}
