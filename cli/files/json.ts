/**
 * Results as JSON, as `schema/*.schema.json` describe it: a key per line, a record per line, in a fixed order, so that
 * the same run gives the same bytes. What is unlimited is `null`.
 *
 * @module
 */

import { processResult } from "../../engine/process_result.ts";
import type { ProcessResult, ResolvedOptions, ResultColumns, SimulationResult } from "../../engine/result.ts";
import type { ProcessLabels } from "../../pictures/process_labels.ts";
import type { Output } from "./output.ts";

/** Keys of the resolved options that say what was recorded, not what was simulated. */
const RECORDING_KEYS = ["timeline", "transitions", "decisions"];

/** Raised when a key changes its meaning or goes; new keys do not raise it. */
export const SCHEMA_VERSION = 1;

/** What JSON may hold as it is although a terminal would obey it, or show something else for it. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g;

/** A value as JSON on one line, with escapes for all that is not safe to print. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each) => each === Infinity || each === undefined ? null : each)
    .replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The options that say what was simulated. */
export function simulatedOptions(options: ResolvedOptions): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !RECORDING_KEYS.includes(key)));
}

/** Gives the process of a row as a record with the keys of `ProcessResult`, without making all of them at once. */
export function processRecords(columns: ResultColumns, labels: ProcessLabels): (row: number) => ProcessResult {
  // The column may be made anew at every look.
  const pids = columns.pid;
  return (row) => processResult(columns, row, { pid: pids[row], name: labels.name(pids[row]) });
}

/** Rows are made in blocks of this many, so that a million of them are never in memory at once. */
const BLOCK_ROWS = 1024;

/** Writes one JSON object key by key; lists may grow while the work goes on. */
export class JsonObjectWriter {
  readonly #output: Output;
  #isEmpty = true;
  #isListEmpty = true;

  /** Begins the object. `schema` names the file of `schema/` that describes it. */
  static async begin(output: Output, schema: string): Promise<JsonObjectWriter> {
    const writer = new JsonObjectWriter(output);
    await output.write("{");
    await writer.value("schema", schema);
    await writer.value("schemaVersion", SCHEMA_VERSION);
    return writer;
  }

  private constructor(output: Output) {
    this.#output = output;
  }

  /** A key with its whole value. */
  async value(key: string, value: unknown): Promise<void> {
    await this.#key(key);
    await this.#output.write(toJson(value));
  }

  /** A key with an object whose last member is a list of any length: written in parts, on one line as any value is. */
  async valueWithList(key: string, head: object, name: string, items: readonly unknown[]): Promise<void> {
    await this.#key(key);
    const members = toJson(head).slice(0, -1);
    await this.#output.write(`${members}${members === "{" ? "" : ","}${JSON.stringify(name)}:[`);
    for (let from = 0; from < items.length; from += BLOCK_ROWS) {
      const block = items.slice(from, from + BLOCK_ROWS).map(toJson).join(",");
      await this.#output.write(from === 0 ? block : `,${block}`);
    }
    await this.#output.write("]}");
  }

  /** Begins a list; {@linkcode items} fill it, {@linkcode endList} ends it. */
  async beginList(key: string): Promise<void> {
    await this.#key(key);
    await this.#output.write("[");
    this.#isListEmpty = true;
  }

  /** Adds items to the list that was begun. */
  async items(items: readonly unknown[]): Promise<void> {
    if (items.length === 0) return;
    const text = items.map((item) => `\n    ${toJson(item)}`).join(",");
    await this.#output.write(this.#isListEmpty ? text : `,${text}`);
    this.#isListEmpty = false;
  }

  /** Ends the list that was begun. */
  async endList(): Promise<void> {
    await this.#output.write(this.#isListEmpty ? "]" : "\n  ]");
  }

  /** Ends the object. */
  async end(): Promise<void> {
    await this.#output.write("\n}\n");
  }

  async #key(key: string): Promise<void> {
    await this.#output.write(`${this.#isEmpty ? "" : ","}\n  ${JSON.stringify(key)}: `);
    this.#isEmpty = false;
  }
}

/** Writes `metrics`, `notes` and `processes`: the part of a run's object that follows its timeline. */
export async function writeRunFigures(
  writer: JsonObjectWriter,
  result: Pick<SimulationResult, "metrics" | "deadlines" | "notes" | "columns">,
  labels: ProcessLabels,
): Promise<void> {
  await writer.value("metrics", result.metrics);
  if (result.deadlines !== null) {
    const { tasks, ...rest } = result.deadlines;
    await writer.valueWithList("deadlines", rest, "tasks", tasks);
  }
  await writer.value("notes", result.notes);
  await writer.beginList("processes");
  const recordOf = processRecords(result.columns, labels);
  const count = result.columns.arrival.length;
  for (let from = 0; from < count; from += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, count - from);
    await writer.items(Array.from({ length: rows }, (_, index) => recordOf(from + index)));
  }
  await writer.endList();
}
