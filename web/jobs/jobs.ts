/**
 * The jobs as a person entered them: the cells of a table, a file's text, or what random ones are made of. The engine's own
 * readers make a workload of each, so the page understands what the command line does, and complains in the same words.
 *
 * @module
 */

import { WORKLOAD_FORMATS, type WorkloadFormat } from "../../engine/workload/format.ts";
import type { GenerateOptions } from "../../engine/workload/generate_options.ts";
import { oneOf, readRecord, readText, refusal } from "../read_value.ts";

/** What a column of the table can be of a process, in the order of the table; as the fields of workloads are called. */
export const JOB_FIELDS = [
  "name",
  "arrival",
  "bursts",
  "priority",
  "deadline",
  "period",
  "after",
  "think",
  "tickets",
  "nice",
  "processors",
  "estimate",
  "quantum",
  "memory",
  "resources",
  "affinity",
  "group",
  "pid",
] as const;

/** A column of the table. */
export type JobField = typeof JOB_FIELDS[number];

/** The columns that the table always has. */
export const TABLE_FIELDS: readonly JobField[] = ["name", "arrival", "bursts"];

/** Rows that are edited as a table; more are shown, not edited. */
export const TABLE_ROWS_MAX = 200;

/** The longest text of a file that a state holds, in characters. */
const FILE_LENGTH_MAX = 2 ** 28;

/** Jobs that are edited. */
export interface TableJobs {
  readonly kind: "table";
  /** What the workload is called; empty for none. */
  readonly name: string;
  readonly fields: readonly JobField[];
  /** As typed, a text for each of `fields`. */
  readonly rows: readonly (readonly string[])[];
}

/** Jobs that were dropped as a file, or pasted, and are too many for a table. */
export interface TextJobs {
  readonly kind: "text";
  /** The file's name. */
  readonly name: string;
  /** What it is; told by the text where it is missing. */
  readonly format?: WorkloadFormat;
  readonly text: string;
}

/** Jobs that are made from a seed, and are too many for a table. */
export interface RandomJobs {
  readonly kind: "random";
  readonly recipe: GenerateOptions;
}

/** The jobs. */
export type Jobs = TableJobs | TextJobs | RandomJobs;

/** The rows with one cell changed; the column is there from then on. */
export function withCell(jobs: TableJobs, row: number, field: JobField, text: string): TableJobs {
  const grown = withField(jobs, field);
  const column = grown.fields.indexOf(field);
  const rows = grown.rows.map((cells, index) => index === row ? cells.with(column, text) : cells);
  return { ...grown, rows };
}

/** The table with a column, empty where it is new, in the order of {@linkcode JOB_FIELDS}. */
export function withField(jobs: TableJobs, field: JobField): TableJobs {
  if (jobs.fields.includes(field)) return jobs;
  const fields = JOB_FIELDS.filter((each) => each === field || jobs.fields.includes(each));
  const at = fields.indexOf(field);
  return { ...jobs, fields, rows: jobs.rows.map((cells) => cells.toSpliced(at, 0, "")) };
}

/** The table without a column. */
export function withoutField(jobs: TableJobs, field: JobField): TableJobs {
  const at = jobs.fields.indexOf(field);
  if (at === -1) return jobs;
  return { ...jobs, fields: jobs.fields.toSpliced(at, 1), rows: jobs.rows.map((cells) => cells.toSpliced(at, 1)) };
}

/** The table with an empty row at its end, or after the row `after`. */
export function withRow(jobs: TableJobs, after = jobs.rows.length - 1): TableJobs {
  return { ...jobs, rows: jobs.rows.toSpliced(after + 1, 0, jobs.fields.map(() => "")) };
}

/** The table without a row. */
export function withoutRow(jobs: TableJobs, row: number): TableJobs {
  return { ...jobs, rows: jobs.rows.toSpliced(row, 1) };
}

/**
 * Reads the jobs of a state that came from outside.
 *
 * @throws {TypeError} If they are of another shape.
 * @throws {RangeError} If there are too many.
 */
export function readJobs(name: string, value: unknown): Jobs {
  const given = readRecord(name, value);
  switch (oneOf(["table", "text", "random"])(`${name}.kind`, given.kind)) {
    case "table":
      return readTable(name, given);
    case "random":
      // The generator says what is wrong with a recipe, where it is shown.
      return { kind: "random", recipe: readRecord(`${name}.recipe`, given.recipe) as unknown as GenerateOptions };
    case "text": {
      const { text, format } = given;
      if (typeof text !== "string" || text.length > FILE_LENGTH_MAX) {
        throw new TypeError(refusal(`${name}.text`, `a text of at most ${FILE_LENGTH_MAX} characters`, text));
      }
      const known = format === undefined ? {} : { format: oneOf(WORKLOAD_FORMATS)(`${name}.format`, format) };
      return { kind: "text", name: readText(`${name}.name`, given.name), ...known, text };
    }
  }
}

function readTable(name: string, { name: title = "", fields, rows }: Record<string, unknown>): TableJobs {
  if (!Array.isArray(fields) || fields.length > JOB_FIELDS.length || new Set(fields).size < fields.length) {
    throw new TypeError(refusal(`${name}.fields`, "a list of columns, each once", fields));
  }
  const known = fields.map((field, index) => oneOf(JOB_FIELDS)(`${name}.fields[${index}]`, field));
  if (!Array.isArray(rows)) throw new TypeError(refusal(`${name}.rows`, "a list", rows));
  if (rows.length > TABLE_ROWS_MAX) {
    throw new RangeError(refusal(`${name}.rows`, `at most ${TABLE_ROWS_MAX}`, rows.length));
  }
  return {
    kind: "table",
    name: readText(`${name}.name`, title),
    fields: known,
    rows: rows.map((cells, row) => {
      if (!Array.isArray(cells) || cells.length !== known.length) {
        throw new TypeError(refusal(`${name}.rows[${row}]`, `a list of ${known.length} cells`, cells));
      }
      return cells.map((cell, column) => readText(`${name}.rows[${row}][${column}]`, cell));
    }),
  };
}
