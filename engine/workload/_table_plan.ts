/**
 * From the header of a table to what is read from each of its cells.
 *
 * @module
 */

import type { PriorityOrder } from "../policy_options.ts";
import type { ColumnName, ColumnNames } from "./_column_names.ts";
import { COLUMNS_MAX } from "./_column_names.ts";
import { type HeaderSense, keyOf, senseOf } from "./_header.ts";
import type { Complaint } from "./_problems.ts";
import { type Column, resolveColumns } from "./_resolve_columns.ts";
import { PROCESS_FIELDS } from "./_rules.ts";
import { suggest } from "./_suggest.ts";
import type { UnitName } from "./_time_units.ts";
import type { HeaderField, HeaderMeaning } from "./header_words.ts";

type Field = (typeof PROCESS_FIELDS)[number];

/** One cell of a program that has several columns. */
export interface ProgramCell {
  readonly cell: number;
  readonly kind: "cpu" | "io";
  /** Of I/O, where its header names one. */
  readonly device?: string;
}

/** What is read from the cells of a row. */
export interface TablePlan {
  /** Which cell holds a field; -1 for none. `bursts` is -1 where there is a program. */
  readonly cellOf: Readonly<Record<Field, number>>;
  /** The cell of a pid or a name, told by what stands in it; -1 for none. */
  readonly identity: number;
  /** The cells of CPU and I/O bursts in the order of the program, where there are several. */
  readonly program: readonly ProgramCell[];
  /** Cells that must be empty, since nothing says what they are. */
  readonly unnamed: readonly number[];
  /** The cell that names the device of the I/O; -1 for none. */
  readonly device: number;
  /** The cells that say what counted resources a job takes: how many of one by name, or, without a name, of all. */
  readonly resources: readonly { readonly cell: number; readonly name: string | undefined }[];
  /** The cell that says after how many ticks of the CPU burst its I/O comes; -1 for none. */
  readonly ioAfter: number;
  /** The cell that says how often the program comes; -1 for none. */
  readonly repeat: number;
  /** The unit of a cell, where its header names one. */
  readonly units: readonly (UnitName | undefined)[];
  /** How many cells a row has; those of the program that stand at the end may be left out. */
  readonly count: number;
  /** How many cells a row has at least. */
  readonly countMin: number;
  /** Whether the header is exactly one of this project's own files: those are read by the letter. */
  readonly isOwn: boolean;
  /** What was understood, cell by cell: the header and its field; `undefined` where they are the same. */
  readonly understood: readonly (readonly [header: string, field: string] | undefined)[];
  /** Headers of cells that are not read. */
  readonly leftOut: readonly string[];
  /** Whether deadlines count from 0, and not from the arrival. */
  readonly isAbsolute: boolean;
  /** Which priorities are the more urgent, where the header says it. */
  readonly priorityOrder: PriorityOrder | undefined;
}

/** A mistake in a header. */
export interface HeaderProblem extends Complaint {
  /** From 0; `undefined` where the header as a whole is wrong. */
  readonly cell: number | undefined;
}

/** How many of the cells are known words: what tells a header from a row. */
export function knownCount(cells: readonly string[], names: ColumnNames | undefined): number {
  return cells.filter((cell) => cell !== "" && (names?.renamed.has(keyOf(cell)) || senseOf(cell).meanings.length > 0))
    .length;
}

/**
 * Understands a header.
 *
 * @param cells The headers; empty where names are given by place and the table has none.
 * @param names What the user said the columns are.
 * @returns What to read, or what is wrong.
 */
export function planTable(
  cells: readonly string[],
  names: ColumnNames | undefined,
): { plan: TablePlan } | { problems: HeaderProblem[] } {
  if (cells.length > COLUMNS_MAX) {
    const rule = `a header of at most ${COLUMNS_MAX} columns`;
    return { problems: [{ cell: undefined, rule, value: cells.length }] };
  }
  const columns = cells.map((text, index) => columnOf(text, names?.places?.[index] ?? names?.renamed.get(keyOf(text))));
  if (names?.places !== undefined) {
    const { places } = names;
    if (places.length < cells.length && columns.slice(places.length).some(({ text }) => text !== "")) {
      const rule = `as many names as there are columns, ${cells.length}, in columns (- for one that is not read)`;
      return { problems: [{ cell: undefined, rule, value: places.length }] };
    }
    for (const place of places.slice(cells.length)) columns.push(columnOf("", place));
  }
  resolveColumns(columns);
  const problems = problemsOf(columns, names);
  return problems.length > 0 ? { problems } : { plan: planOf(columns) };
}

function columnOf(text: string, name: ColumnName | undefined): Column {
  if (name !== undefined) {
    const meaning = name.field ?? "remark";
    const { number, unit, device } = name;
    return { text, sense: { meanings: [meaning] }, meaning, number, unit, ...(device === undefined ? {} : { device }) };
  }
  if (text === "") return { text, sense: { meanings: [] }, meaning: "empty", number: undefined, unit: undefined };
  const sense = senseOf(text);
  const meaning = sense.meanings.length === 1 ? sense.meanings[0] : undefined;
  return { text, sense, meaning, number: sense.number, unit: sense.unit };
}

function problemsOf(columns: readonly Column[], names: ColumnNames | undefined): HeaderProblem[] {
  const problems: HeaderProblem[] = [];
  const seen = new Map<string, number>();
  const isProgram = columns.filter(({ meaning, text }) => meaning === "bursts" && !isOwnWord(text)).length > 1;
  columns.forEach((column, cell) => {
    const { text, sense, meaning, number } = column;
    if (meaning === undefined) problems.push(notUnderstood(text, cell, sense, isProgram));
    else if (meaning === "priority" && sense.order === "unclear") problems.push(unclearOrder(text, cell));
    else if (
      !["bursts", "io", "empty", "result", "remark"].includes(meaning) || number === undefined && isOwnWord(text)
    ) {
      const what = meaning === "resources" ? `${meaning} ${resourceOf(column) ?? ""}` : meaning;
      const first = seen.get(what);
      if (first === undefined) seen.set(what, cell);
      else problems.push({ cell, rule: "named once", value: text, ...twiceHint(columns[first].text, text, meaning) });
    }
  });
  problems.push(...repeatedBursts(columns), ...lostIo(columns));
  for (const [key] of names?.renamed ?? []) {
    if (!columns.some(({ text }) => keyOf(text) === key)) {
      problems.push({ cell: undefined, rule: `one that has the column that is renamed, ${key}` });
    }
  }
  if (!columns.some(({ meaning }) => meaning === "bursts") && problems.length === 0) {
    const value = columns.map(({ text }) => text).join(",");
    problems.push({
      cell: undefined,
      rule: "one that names the column bursts",
      value,
      ...(isPlainOwn(columns) ? {} : { hint: "say which it is: --columns HEADER=bursts" }),
    });
  }
  const order = columns.filter(({ meaning }) => meaning === "process").length;
  if (order === 1 && seen.has("pid") && seen.has("name")) {
    const cell = columns.findIndex(({ meaning }) => meaning === "process");
    const hint = `leave it out: --columns ${columns[cell].text}=-`;
    problems.push({ cell, rule: "left out where there are a pid and a name", value: columns[cell].text, hint });
  }
  return problems;
}

/** Two columns of bursts beside each other that nothing tells apart: no numbers, and no other kind between them. */
function repeatedBursts(columns: readonly Column[]): HeaderProblem[] {
  const timed = [...columns.entries()].filter(([, { meaning, number, text }]) =>
    meaning === undefined || (meaning === "bursts" || meaning === "io") && number === undefined && !isOwnWord(text)
  );
  const repeated = timed.find(([, { meaning }], index) =>
    index > 0 && meaning !== undefined && timed[index - 1][1].meaning === meaning
  );
  if (repeated === undefined) return [];
  const [cell, { text }] = repeated;
  const hint = "number CPU and I/O bursts (cpu1,io1,cpu2), or leave one out";
  return [{ cell, rule: "the only column of CPU time, or one of several with I/O between them", value: text, hint }];
}

/** A column that says when I/O comes, and not one of the whole CPU burst and one of the I/O's length. */
function lostIo(columns: readonly Column[]): HeaderProblem[] {
  const count = (kind: HeaderMeaning) => columns.filter(({ meaning }) => meaning === kind).length;
  const device = columns.findIndex(({ meaning }) => meaning === "device");
  if (device >= 0 && count("io") === 0) {
    return [{ cell: device, rule: "beside a column of how long I/O takes", value: columns[device].text }];
  }
  const cell = columns.findIndex(({ meaning }) => meaning === "ioAfter");
  if (cell < 0 || count("bursts") === 1 && count("io") === 1) return [];
  const hint = "write the program as it goes: CPU,I/O,CPU";
  return [{
    cell,
    rule: "beside one column of CPU time and one of how long I/O takes",
    value: columns[cell].text,
    hint,
  }];
}

function isOwnWord(text: string): boolean {
  return text.toLowerCase() === "bursts";
}

function twiceHint(first: string, text: string, meaning: string): { hint?: string } {
  if (first === text) return {};
  return { hint: `${JSON.stringify(first)} is ${meaning} already; leave one out: --columns ${text}=-` };
}

function notUnderstood(
  text: string,
  cell: number,
  { meanings, device: known }: HeaderSense,
  isBesideProgram: boolean,
): HeaderProblem {
  const column = /[\s,;=]/.test(text) ? JSON.stringify(text).slice(1, -1) : text;
  if (meanings.length > 1) {
    const ways = meanings.map((meaning) => `${column}=${meaning === "result" || meaning === "remark" ? "-" : meaning}`);
    return {
      cell,
      rule: `one thing, not ${meanings.map(meaningText).join(" or ")}`,
      value: text,
      hint: `say which: --columns "${ways[0]}" or "${ways[1]}"; "${column}=-" leaves it out`,
    };
  }
  const hint = known === undefined ? suggest(text, PROCESS_FIELDS) : undefined;
  const rule = `one of ${PROCESS_FIELDS.join(", ")}`;
  if (hint === undefined) {
    const counted = known === undefined ? "" : `, "${column}=resources@${column}" if it is how many a job takes`;
    const device = isBesideProgram || known !== undefined
      ? `; "${column}=io@${column}" if it is I/O of a device${counted}`
      : "";
    return { cell, rule, value: text, hint: `--columns "${column}=-" leaves it out${device}` };
  }
  const field = /"(.*)"/.exec(hint)![1];
  return { cell, rule, value: text, hint: `${hint} Then say so: --columns "${column}=${field}"` };
}

function unclearOrder(text: string, cell: number): HeaderProblem {
  const column = JSON.stringify(text).slice(1, -1);
  // The option parts its entries by commas.
  const way = column.includes(",") ? "call it Priority" : `--columns "${column}=priority"`;
  return {
    cell,
    rule: "one that says clearly which priorities are the more urgent, low or high",
    value: text,
    hint: `say it apart: ${way} and --priority-order low or high`,
  };
}

function meaningText(meaning: HeaderMeaning): string {
  return meaning === "result" ? "a figure of a solution" : meaning;
}

function isPlainOwn(columns: readonly Column[]): boolean {
  return columns.every(({ text }) => (PROCESS_FIELDS as readonly string[]).includes(text.toLowerCase()));
}

function planOf(columns: readonly Column[]): TablePlan {
  const cellOf = Object.fromEntries(PROCESS_FIELDS.map((field) => [field, -1])) as Record<Field, number>;
  let identity = columns.findIndex(({ meaning }) => meaning === "process");
  const isOwn = isPlainOwn(columns);
  columns.forEach(({ meaning }, cell) => {
    if (meaning !== undefined && Object.hasOwn(cellOf, meaning)) cellOf[meaning as Field] = cell;
  });
  // A pid that is text becomes the name, where there is no other.
  if (identity < 0 && !isOwn && cellOf.name < 0 && cellOf.pid >= 0) {
    identity = cellOf.pid;
    cellOf.pid = -1;
  }
  const timed = columns.flatMap(({ meaning }, cell) => meaning === "bursts" || meaning === "io" ? [cell] : []);
  const program = timed.length > 1 ? inOrder(columns, timed) : [];
  if (program.length > 0) cellOf.bursts = -1;
  const last = columns.findLastIndex((_, cell) => isNeeded(columns, program, cell));
  const field = (column: Column, cell: number) => fieldText(column, cell, program);
  return {
    cellOf,
    identity,
    program,
    unnamed: columns.flatMap(({ meaning }, cell) => meaning === "empty" ? [cell] : []),
    device: columns.findIndex(({ meaning }) => meaning === "device"),
    resources: columns.flatMap((column, cell) =>
      column.meaning === "resources" ? [{ cell, name: resourceOf(column) }] : []
    ),
    ioAfter: columns.findIndex(({ meaning }) => meaning === "ioAfter"),
    repeat: columns.findIndex(({ meaning }) => meaning === "repeat"),
    units: columns.map(({ unit }) => unit),
    count: columns.length,
    countMin: last + 1,
    isOwn,
    understood: columns.map((column, cell) => {
      const { text, meaning } = column;
      if (text === "" || meaning === "empty" || meaning === "result" || meaning === "remark") return undefined;
      return text.toLowerCase() === meaning && cell !== identity ? undefined : [text, field(column, cell)];
    }),
    isAbsolute: columns.some(({ meaning, sense }) => meaning === "deadline" && sense.isAbsolute),
    priorityOrder: columns.map(({ meaning, sense: { order } }) => meaning === "priority" ? order : undefined)
      .find((order) => order === "low" || order === "high"),
    leftOut: columns.flatMap(({ text, meaning }) => meaning === "result" || meaning === "remark" ? text || [] : []),
  };
}

/** Whether a row must have the cell: all must, but for bursts after the first and what has no name. */
function isNeeded(columns: readonly Column[], program: readonly ProgramCell[], cell: number): boolean {
  const { meaning } = columns[cell];
  if (meaning === "empty" || meaning === "result" || meaning === "remark") return false;
  return program.findIndex((part) => part.cell === cell) <= 0;
}

/** What a column is called in the line that says what was understood. */
function fieldText(column: Column, cell: number, program: readonly ProgramCell[]): string {
  const { meaning } = column;
  const resource = meaning === "resources" ? resourceOf(column) : undefined;
  if (resource !== undefined) return `resources (${resource})`;
  if (program.length === 0) return meaning as HeaderField;
  if (meaning === "ioAfter") return "the CPU time before the I/O";
  if (meaning === "device") return "the device of the I/O";
  const part = program.find((part) => part.cell === cell);
  if (part === undefined) return meaning!;
  if (part.kind === "cpu") return "bursts (CPU)";
  return part.device === undefined ? "bursts (I/O)" : `bursts (I/O on ${part.device})`;
}

/** The bursts from the left where CPU and I/O alternate or they have no numbers; else by those, CPU before I/O. */
function inOrder(columns: readonly Column[], cells: readonly number[]): ProgramCell[] {
  const isNumbered = cells.some((cell) => columns[cell].meaning === "bursts" && columns[cell].number !== undefined);
  const parts = cells.map((cell): ProgramCell & { number: number | undefined } => ({
    cell,
    kind: columns[cell].meaning === "io" ? "io" : "cpu",
    number: columns[cell].number,
    ...deviceOf(columns[cell], isNumbered),
  }));
  const isInOrder = parts.every(({ kind }, index) => index === 0 || kind !== parts[index - 1].kind);
  if (!isInOrder && parts.every(({ number }) => number !== undefined)) {
    parts.sort((a, b) => a.number! - b.number! || (a.kind === b.kind ? a.cell - b.cell : a.kind === "cpu" ? -1 : 1));
  }
  return parts.map(({ number: _, ...part }) => part);
}

/** The counted resource of a column that says how many of it a job takes; `undefined` where its cells name them. */
function resourceOf({ device, sense }: Column): string | undefined {
  return device ?? sense.resource;
}

/** The device of a column of I/O. Its number is part of its name, unless those of CPU bursts have numbers too. */
function deviceOf({ text, device, sense }: Column, isNumbered: boolean): { device?: string } {
  if (device !== undefined) return { device };
  if (sense.device === undefined) return {};
  const plain = text.trim().replace(/[\s_]*\([^()]*\)$/, "").replace(/[\s_]*(?:time|burst)s?$/i, "");
  return { device: isNumbered ? plain.replace(/[\s_#]*\d+$/, "") : plain };
}
