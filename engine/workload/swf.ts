/**
 * Reads workloads from the Standard Workload Format, version 2.2, of the Parallel Workloads Archive
 * (Chapin et al., "Benchmarks and Standards for the Evaluation of Parallel Job Schedulers", 1999).
 *
 * One line per job, 18 numbers separated by spaces; lines that begin with `;` are comments. Job number (field 1) becomes
 * pid, submit time (2) arrival, run time (4) the only CPU burst, allocated processors (5), else requested ones (8), the
 * processors, requested time (9) the estimate where it is a whole number from 1. -1 stands for "not known". A tick is a second.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { isRoundedToWhole } from "../written_number.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { GrowingColumn } from "./_growing_column.ts";
import { checkColumns } from "./_check.ts";
import { LineSplitter } from "./_lines.ts";
import { ProblemList } from "./_problems.ts";
import { isWhole, RULE, UINT32_MAX } from "./_rules.ts";

const FIELD_COUNT = 18;

/** The positions, from 0, of what is used of a job, and what the fields are called. */
const JOB = 0;
const SUBMIT = 1;
const RUN = 3;
const ALLOCATED = 4;
const REQUESTED = 7;
const REQUESTED_TIME = 8;
const FIELD_NAMES: Readonly<Record<number, string>> = {
  [JOB]: "job number (field 1)",
  [SUBMIT]: "submit time (field 2)",
  [RUN]: "run time (field 4)",
  [ALLOCATED]: "allocated processors (field 5)",
  [REQUESTED]: "requested processors (field 8)",
};

/** A log being read. */
class SwfReader {
  readonly #file: string | undefined;
  readonly #builder = new ColumnsBuilder();
  /** The line of each process. */
  readonly #lines = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #problems: ProblemList;
  #jobs = 0;
  #withoutRunTime = 0;
  #withoutProcessors = 0;

  // The fields of the line under examination: their values (NaN for what is no number) and where they stand.
  #text = "";
  #lineStart = 0;
  #line = 0;
  readonly #values = new Float64Array(FIELD_COUNT);
  readonly #starts = new Uint32Array(FIELD_COUNT + 1);

  constructor(file: string | undefined) {
    this.#file = file;
    this.#problems = new ProblemList((path) => {
      const row = path[1];
      return typeof row === "number" ? { file, line: this.#lines.at(row) } : { file };
    });
  }

  takeLine(text: string, start: number, end: number, line: number): void {
    let at = start;
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at === end || text.charCodeAt(at) === 0x3b) return;
    this.#text = text;
    this.#lineStart = start;
    this.#line = line;
    this.#jobs++;
    const count = this.#split(at, end);
    if (count !== FIELD_COUNT) {
      this.#complain(0, "line", `a job of ${FIELD_COUNT} fields`, count);
      return;
    }
    for (let field = 0; field < FIELD_COUNT; field++) {
      if (!Number.isNaN(this.#values[field])) continue;
      this.#complain(field, FIELD_NAMES[field] ?? `field ${field + 1}`, "a number", this.#word(field));
      return;
    }
    this.#takeJob();
  }

  #takeJob(): void {
    const values = this.#values;
    const run = values[RUN];
    if (run <= 0) {
      this.#withoutRunTime++;
      return;
    }
    if (!isWhole(run, 1)) return this.#complain(RUN, FIELD_NAMES[RUN], RULE.cpu, this.#word(RUN));
    if (!isWhole(values[JOB], 0)) return this.#complain(JOB, FIELD_NAMES[JOB], RULE.pid, this.#word(JOB));
    if (!isWhole(values[SUBMIT], 0)) return this.#complain(SUBMIT, FIELD_NAMES[SUBMIT], RULE.ticks, this.#word(SUBMIT));
    const source = values[ALLOCATED] > 0 ? ALLOCATED : REQUESTED;
    const processors = values[source] > 0 ? values[source] : 1;
    if (!isWhole(processors, 1, UINT32_MAX)) {
      return this.#complain(source, FIELD_NAMES[source], RULE.processors, this.#word(source));
    }
    if (!(values[source] > 0)) this.#withoutProcessors++;
    this.#lines.push(this.#line);
    this.#builder.addProcess(values[SUBMIT]);
    this.#builder.setPid(values[JOB]);
    this.#builder.setTrait("processors", processors);
    if (isWhole(values[REQUESTED_TIME], 1)) this.#builder.setTrait("estimate", values[REQUESTED_TIME]);
    this.#builder.addCpu(run);
  }

  finish(): { workload: WorkloadColumns; notes: string[] } {
    if (this.#builder.rows === 0 && this.#problems.count === 0) {
      const value = this.#jobs === 0 ? "no job" : `${this.#jobs} without`;
      this.#problems.addAt({ file: this.#file }, ["log"], { rule: "a list of jobs with positive run times", value });
    }
    const workload = checkColumns(this.#builder.finish(), this.#problems);
    const notes: string[] = [];
    if (this.#withoutRunTime > 0) {
      notes.push(`${countOf(this.#withoutRunTime, this.#jobs)} without a positive run time: left out`);
    }
    if (this.#withoutProcessors > 0) {
      notes.push(`${countOf(this.#withoutProcessors, this.#jobs)} without a number of processors: counted as 1`);
    }
    return { workload, notes };
  }

  /** Reads the fields; gives their count, of which only the first {@linkcode FIELD_COUNT} are kept. */
  #split(start: number, end: number): number {
    const text = this.#text;
    let count = 0;
    for (let at = start; at < end; count++) {
      let stop = at + 1;
      while (stop < end && !isSpace(text.charCodeAt(stop))) stop++;
      if (count < FIELD_COUNT) {
        this.#starts[count] = at - this.#lineStart;
        this.#values[count] = parseField(text, at, stop);
      }
      at = stop;
      while (at < end && isSpace(text.charCodeAt(at))) at++;
    }
    return count;
  }

  /** A field as it is written. */
  #word(field: number): string {
    return /\S*/.exec(this.#text.slice(this.#lineStart + this.#starts[field]).slice(0, 1000))![0];
  }

  #complain(field: number, name: string, rule: string, value: string | number): void {
    const place = { file: this.#file, line: this.#line, column: this.#starts[field] + 1 };
    this.#problems.addAt(place, [name], { rule, value });
    this.#problems.throwIfFull();
  }
}

/** A number as logs have it: digits with a sign and a fraction. Exact for whole numbers up to 2^53 - 1. */
function parseField(text: string, start: number, end: number): number {
  let value = 0;
  if (end - start <= 16) {
    const isNegative = text.charCodeAt(start) === 0x2d;
    let at = isNegative ? start + 1 : start;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = 10 * value + digit;
    }
    if (at === end && (!isNegative || end > start + 1)) return isNegative ? 0 - value : value;
  }
  const word = text.slice(start, end);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(word)) return NaN;
  // Beyond 2^52 a fraction would be rounded away; such a number is too large or not whole.
  const number = Number(word);
  const isExact = Math.abs(number) < 2 ** 52 && !isRoundedToWhole(word);
  return isExact ? number : (word.startsWith("-") ? -1 : 1) * Infinity;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function countOf(count: number, all: number): string {
  return `${count} of ${all} ${all === 1 ? "job" : "jobs"}`;
}

/**
 * Reads a workload from the Standard Workload Format. A million jobs take about a second and no object each.
 *
 * @param chunks The text.
 * @param file For error messages.
 * @returns The checked columns; notes say how many jobs were left out because they have no positive run time.
 * @throws {WorkloadError} If the text is no such log or breaks a rule of the simulated machine.
 */
export async function readSwf(
  chunks: AsyncIterable<string>,
  file: string | undefined,
): Promise<{ workload: WorkloadColumns; notes: string[] }> {
  const reader = new SwfReader(file);
  const splitter = new LineSplitter(file, (text, start, end, line) => reader.takeLine(text, start, end, line));
  for await (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return reader.finish();
}
