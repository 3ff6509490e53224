/**
 * Reads workloads from the Standard Workload Format, version 2.2, of the Parallel Workloads Archive
 * (Chapin et al., "Benchmarks and Standards for the Evaluation of Parallel Job Schedulers", 1999).
 *
 * One line per job, 18 numbers separated by spaces; what follows them is not read. Lines that begin with `;` or `#` are
 * comments. A line of words before the first job says which column is what, where that is another order. Job number (field 1)
 * becomes pid, submit time (2) arrival, run time (4) the only CPU burst, allocated processors (5), else requested ones (8), the
 * processors, requested time (9) the estimate where it is more than 0. -1 stands for "not known". A tick is a second: of
 * times with fractions run and requested times are rounded up, so that no job is shorter than it was, submit times down.
 * Preceding job (17) and think time (18) say that a job was submitted so long after the other one had ended; where that is to
 * be followed, they become `after` and `think`, and take the place of the submit time.
 *
 * The Grid Workload Format of the Grid Workloads Archive is read too: lines of 29 fields, of which the first 16 are those of SWF;
 * users, groups, programs, queues and partitions may be words there. Its times are dates, so arrivals count from the first.
 *
 * Status 2, 3 and 4 are parts of a run between two suspensions; the job itself stands in a line of its own before them.
 *
 * @module
 */

import { isRoundedToWhole } from "../written_number.ts";
import { takeLines } from "./_lines.ts";
import { LogJobs, type LogResult } from "./_log_jobs.ts";
import { PrecedingJobs } from "./_preceding_jobs.ts";
import { isWhole, RULE, UINT32_MAX } from "./_rules.ts";
import { swfFieldOf } from "./_swf_words.ts";
import type { JobStatus, LogSelection } from "./cluster_log.ts";

const FIELD_COUNT = 18;

/** The fields of a line of the Grid Workload Format. */
const GRID_FIELD_COUNT = 29;

/** Characters of a number that is read digit by digit: no sum of so many is beyond 2^53 unless it is refused for it. */
const DIGITS_MAX = 16;

/** The most fields of a line: more are no job with something behind it. */
const FIELD_COUNT_MAX = 256;

/** The positions, from 0, of what is used of a job, and what the fields are called. */
const JOB = 0;
const SUBMIT = 1;
const WAIT = 2;
const RUN = 3;
const ALLOCATED = 4;
const REQUESTED = 7;
const REQUESTED_TIME = 8;
const STATUS = 10;
const USER = 11;
const QUEUE = 14;
const PARTITION = 15;
const PRECEDING = 16;
const THINK = 17;
const FIELD_NAMES: Readonly<Record<number, string>> = {
  [JOB]: "job number (field 1)",
  [SUBMIT]: "submit time (field 2)",
  [WAIT]: "wait time (field 3)",
  [RUN]: "run time (field 4)",
  [ALLOCATED]: "allocated processors (field 5)",
  [REQUESTED]: "requested processors (field 8)",
  [REQUESTED_TIME]: "requested time (field 9)",
  [PRECEDING]: "preceding job (field 17)",
  [THINK]: "think time (field 18)",
};

/** What a log has by status number; 2 to 4 are parts of jobs. */
function statusOf(number: number): JobStatus {
  if (number === 1) return "completed";
  if (number === 0) return "failed";
  return number === 5 ? "cancelled" : "unknown";
}

/** A log being read. */
class SwfReader {
  readonly #file: string | undefined;
  readonly #jobs: LogJobs;
  /** What jobs say of preceding ones, where that is to be followed. */
  readonly #preceding: PrecedingJobs | undefined;
  /** What the header says of the machine; 0 where it does not. */
  #maxProcs = 0;
  #maxNodes = 0;
  /** The field that each column holds, where a header of words says so; -1 for one that is not read. */
  #fieldOf: readonly number[] | undefined;
  /** Whether a line has been of the Grid Workload Format. */
  #isGrid = false;

  // The fields of the line under examination: their values (NaN for what is no number) and where they stand.
  #text = "";
  #lineStart = 0;
  #line = 0;
  readonly #values = new Float64Array(FIELD_COUNT);
  readonly #starts = new Uint32Array(FIELD_COUNT + 1);

  constructor(file: string | undefined, selection: LogSelection | undefined) {
    this.#file = file;
    this.#jobs = new LogJobs(file, selection);
    if (selection?.dependencies === "follow") this.#preceding = new PrecedingJobs();
  }

  takeLine(text: string, start: number, end: number, line: number): void {
    let at = start;
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at === end) return;
    const sign = text.charCodeAt(at);
    if (sign === 0x3b || sign === 0x23) {
      if (this.#jobs.counts.jobs === 0) this.#takeComment(text.slice(at, end));
      return;
    }
    this.#text = text;
    this.#lineStart = start;
    this.#line = line;
    if (this.#jobs.counts.jobs === 0 && this.#fieldOf === undefined && isLetter(sign)) {
      this.#takeHeader(at, text.slice(at, end));
      return;
    }
    this.#jobs.counts.jobs++;
    const count = this.#split(at, end);
    const least = this.#fieldOf?.length ?? FIELD_COUNT;
    if (count < least || count > FIELD_COUNT_MAX) {
      const rule = this.#fieldOf === undefined
        ? "a job of 18 fields"
        : `a job of the ${least} fields that the header names`;
      this.#complain(0, "line", rule, count);
      return;
    }
    const isGrid = count === GRID_FIELD_COUNT && (this.#fieldOf === undefined || isGridHeader(this.#fieldOf));
    this.#isGrid ||= isGrid;
    // Behind the partition stand the sites where a job came from and ran.
    if (isGrid) this.#values.fill(-1, PRECEDING);
    for (let field = 0; field < FIELD_COUNT; field++) {
      if (!Number.isNaN(this.#values[field]) || (isGrid && field >= USER && field <= PARTITION)) continue;
      this.#complain(field, FIELD_NAMES[field] ?? `field ${field + 1}`, "a number", this.#word(field));
      return;
    }
    this.#takeJob();
  }

  /** A comment of the header, which may say how large the machine is. */
  #takeComment(comment: string): void {
    const [, name, digits] = /^[;#\s]*(MaxProcs|MaxNodes)\s*:\s*(\d{1,15})\b/i.exec(comment) ?? [];
    if (name === undefined) return;
    if (name.toLowerCase() === "maxprocs") this.#maxProcs = Math.max(this.#maxProcs, Number(digits));
    else this.#maxNodes = Math.max(this.#maxNodes, Number(digits));
  }

  /** A line of words that name the columns. */
  #takeHeader(at: number, header: string): void {
    const words = header.trim().split(/[ \t]+/);
    const fields = words.map(swfFieldOf);
    const twice = fields.findIndex((field, index) => field >= 0 && fields.indexOf(field) < index);
    this.#starts[0] = at - this.#lineStart;
    if (twice >= 0) return this.#complain(0, "header", "one that names each field once", words[twice]);
    if (!fields.includes(SUBMIT) || !fields.includes(RUN)) {
      const rule = `a job of ${FIELD_COUNT} numbers, or a header that names submit time and run time`;
      return this.#complain(0, "line", rule, header.slice(0, 200));
    }
    this.#fieldOf = fields;
  }

  #takeJob(): void {
    const values = this.#values;
    const counts = this.#jobs.counts;
    const status = values[STATUS];
    if (status === 2 || status === 3 || status === 4) {
      counts.jobs--;
      counts.parts++;
      return;
    }
    const run = Math.ceil(values[RUN]);
    if (run <= 0) {
      counts.withoutRunTime++;
      return;
    }
    const ended = statusOf(status);
    if (counts.isSelective && !counts.selects(String(this.#placeOf(PARTITION)), String(this.#placeOf(QUEUE)), ended)) {
      return;
    }
    const pid = this.#fieldOf === undefined || values[JOB] !== -1 ? values[JOB] : this.#jobs.rows + 1;
    const submit = Math.floor(values[SUBMIT]);
    const estimate = Math.ceil(values[REQUESTED_TIME]);
    if (!isWhole(run, 1)) return this.#complain(RUN, FIELD_NAMES[RUN], RULE.cpu, this.#word(RUN));
    if (!isWhole(pid, 0)) return this.#complain(JOB, FIELD_NAMES[JOB], RULE.pid, this.#word(JOB));
    if (!isWhole(submit, 0)) return this.#complain(SUBMIT, FIELD_NAMES[SUBMIT], RULE.ticks, this.#word(SUBMIT));
    if (estimate > 0 && !isWhole(estimate, 1)) {
      return this.#complain(REQUESTED_TIME, FIELD_NAMES[REQUESTED_TIME], RULE.estimate, this.#word(REQUESTED_TIME));
    }
    const source = values[ALLOCATED] > 0 ? ALLOCATED : REQUESTED;
    const processors = values[source] > 0 ? values[source] : 1;
    if (!isWhole(processors, 1, UINT32_MAX)) {
      return this.#complain(source, FIELD_NAMES[source], RULE.processors, this.#word(source));
    }
    if (!(values[source] > 0)) counts.withoutProcessors++;
    if (run !== values[RUN] || submit !== values[SUBMIT] || (estimate > 0 && estimate !== values[REQUESTED_TIME])) {
      counts.rounded++;
    }
    if (!this.#takeDependency()) return;
    counts.keep(this.#placeOf(PARTITION), this.#placeOf(QUEUE), ended);
    const job = this.#jobs.add(this.#line, submit, values[WAIT]);
    job.setPid(pid);
    job.setTrait("processors", processors);
    if (estimate > 0) job.setTrait("estimate", estimate);
    job.addCpu(run);
  }

  /** What the job that is kept next says of a preceding one; whether it can be. */
  #takeDependency(): boolean {
    const preceding = this.#values[PRECEDING];
    if (this.#preceding === undefined) {
      if (preceding > 0) this.#jobs.counts.dependent++;
      return true;
    }
    const think = preceding > 0 ? Math.ceil(this.#values[THINK]) : -1;
    for (const [field, value, rule] of [[PRECEDING, preceding, RULE.pid], [THINK, think, RULE.think]] as const) {
      if (!(value > 0) || isWhole(value, 1)) continue;
      this.#complain(field, FIELD_NAMES[field], rule, this.#word(field));
      return false;
    }
    this.#preceding.add(preceding > 0 ? preceding : -1, Math.max(-1, think));
    return true;
  }

  /** The partition or queue of a job by its number or name; empty where it has none. */
  #placeOf(field: number): number | string {
    const value = this.#values[field];
    if (Number.isNaN(value)) return this.#word(field);
    return value < 0 ? "" : value;
  }

  finish(): LogResult {
    const { counts } = this.#jobs;
    const isNarrow = counts.jobs > counts.withoutRunTime;
    const nothing = {
      rule: isNarrow
        ? "a list of jobs of the partitions, queues and statuses asked for"
        : "a list of jobs with positive run times",
      value: counts.jobs === 0 ? "no job" : `${counts.jobs} without`,
    };
    const processors = this.#maxProcs > 0 ? this.#maxProcs : this.#maxNodes;
    const processorsFrom = this.#maxProcs > 0 ? "MaxProcs" : "MaxNodes";
    const machine = processors > 0 ? { processors, processorsFrom } : {};
    return this.#jobs.finish(nothing, this.#isGrid, machine, this.#preceding);
  }

  /** Reads the fields; gives their count. What stands in no column is not known: -1. */
  #split(start: number, end: number): number {
    const text = this.#text;
    const fieldOf = this.#fieldOf;
    let count = 0;
    if (fieldOf !== undefined) {
      this.#values.fill(-1);
      this.#starts.fill(start - this.#lineStart);
    }
    for (let at = start; at < end; count++) {
      // Nearly all fields are a few digits, which are read as their end is looked for.
      const isNegative = text.charCodeAt(at) === 0x2d;
      const first = isNegative ? at + 1 : at;
      let value = 0;
      let stop = first;
      let code = 0x20;
      for (; stop < end; stop++) {
        code = text.charCodeAt(stop);
        if (code < 0x30 || code > 0x39) break;
        value = 10 * value + (code - 0x30); // in this order: no sum is beyond the number itself
      }
      if (stop === first || stop - at > DIGITS_MAX || (stop < end && !isSpace(code))) {
        while (stop < end && !isSpace(text.charCodeAt(stop))) stop++;
        value = parseField(text.slice(at, stop));
      } else if (isNegative) {
        value = 0 - value;
      }
      const field = fieldOf === undefined ? count : fieldOf[count] ?? -1;
      if (field >= 0 && field < FIELD_COUNT) {
        this.#starts[field] = at - this.#lineStart;
        this.#values[field] = value;
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
    this.#jobs.problems.addAt(place, [name], { rule, value });
    this.#jobs.problems.throwIfFull();
  }
}

/** Whether a header's first columns are those of the Grid Workload Format. */
function isGridHeader(fields: readonly number[]): boolean {
  return fields.slice(0, PRECEDING).every((field, column) => field === column);
}

/** A number that is more than a few digits with a sign: with a fraction, an exponent, or long. Exact for whole numbers up to 2^53 - 1. */
function parseField(word: string): number {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(word)) return NaN;
  // Beyond 2^52 a fraction would be rounded away; such a number is too large or not whole.
  const number = Number(word);
  const isExact = Math.abs(number) < 2 ** 52 && !isRoundedToWhole(word);
  return isExact ? number : (word.startsWith("-") ? -1 : 1) * Infinity;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

/**
 * Reads a workload from the Standard Workload Format. A million jobs take about a second and no object each.
 *
 * @param chunks The text.
 * @param file For error messages.
 * @param selection Which jobs to read; all if not given.
 * @returns The checked columns, what the log says of its machine, and notes on what was left out or rounded.
 * @throws {WorkloadError} If the text is no such log or breaks a rule of the simulated machine.
 */
export async function readSwf(
  chunks: AsyncIterable<string>,
  file: string | undefined,
  selection?: LogSelection,
): Promise<LogResult> {
  const reader = new SwfReader(file, selection);
  await takeLines(chunks, file, (text, start, end, line) => reader.takeLine(text, start, end, line));
  return reader.finish();
}
