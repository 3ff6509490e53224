/**
 * Reads what Slurm's `sacct` prints of jobs: `sacct -X -P -o JobID,Partition,Submit,Start,Elapsed,Timelimit,AllocCPUS,State`, with
 * bars (`-P`, `-p`) or as CSV (`--delimiter=,`), the columns in any order. Needed are JobID, Submit, and ElapsedRaw or Elapsed.
 *
 * A job becomes a process: JobID its name, Submit its arrival in seconds after the first, the elapsed time its CPU burst,
 * AllocCPUS, NCPUS or ReqCPUS its processors, TimelimitRaw or Timelimit its estimate. Steps of jobs (`7.batch`) are parts of them.
 * A tick is a second.
 *
 * @module
 */

import { cutCells } from "./_cells.ts";
import { takeLines } from "./_lines.ts";
import { LogJobs, type LogResult } from "./_log_jobs.ts";
import { isName, isWhole, RULE, UINT32_MAX } from "./_rules.ts";
import type { JobStatus, LogSelection } from "./cluster_log.ts";

/** How jobs end, by Slurm's words; all others (running, pending) are not known. */
const STATUSES: Readonly<Record<string, JobStatus>> = {
  COMPLETED: "completed",
  FAILED: "failed",
  TIMEOUT: "failed",
  NODE_FAIL: "failed",
  OUT_OF_MEMORY: "failed",
  BOOT_FAIL: "failed",
  DEADLINE: "failed",
  PREEMPTED: "cancelled",
  REVOKED: "cancelled",
  CANCELLED: "cancelled",
};

/** The separator of a line that is a header of sacct's; `undefined` where it is none. */
function separatorOf(line: string): string | undefined {
  const separator = ["|", ",", "\t", ";"].find((each) => line.includes(each));
  if (separator === undefined) return undefined;
  const names = namesOf(line, separator);
  const isOurs = names.includes("jobid") && names.includes("submit") &&
    (names.includes("elapsed") || names.includes("elapsedraw"));
  return isOurs ? separator : undefined;
}

function namesOf(line: string, separator: string): string[] {
  return line.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, "$1").toLowerCase());
}

/**
 * Tells whether a text is what sacct prints.
 *
 * @param head How the text begins.
 * @returns Whether its first line names sacct's columns.
 */
export function isSacct(head: string): boolean {
  return separatorOf(head.trimStart().split(/\r?\n/, 1)[0]) !== undefined;
}

/** Seconds of `[days-]hours:minutes:seconds` or `minutes:seconds`, rounded up; NaN for what is none. */
function durationOf(text: string): number {
  const [, days = "0", hours = "0", minutes, seconds] = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text) ??
    [];
  if (minutes === undefined) return NaN;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Math.ceil(Number(seconds));
}

/** Seconds of a time such as `2024-05-01T12:00:00`, or of the epoch; NaN for what is none. */
function timeOf(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  const parts = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)$/.exec(text);
  if (parts === null) return NaN;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

/** A list of jobs being read. */
class SacctReader {
  readonly #file: string | undefined;
  readonly #jobs: LogJobs;
  #separator = "";
  #names: string[] = [];
  #cells: string[] = [];
  #line = 0;

  constructor(file: string | undefined, selection: LogSelection | undefined) {
    this.#file = file;
    this.#jobs = new LogJobs(file, selection);
  }

  takeLine(text: string, start: number, end: number, line: number): void {
    const row = text.slice(start, end);
    if (row.trim() === "") return;
    if (this.#separator === "") {
      this.#separator = separatorOf(row)!;
      this.#names = namesOf(row, this.#separator);
      return;
    }
    this.#line = line;
    this.#cells = cutCells({ kind: "separated", separator: this.#separator }, row).map(({ text }) => text.trim());
    if (this.#cells.length !== this.#names.length) {
      this.#complain("line", `one of ${this.#names.length} cells, as the header`, this.#cells.length);
      return;
    }
    this.#takeJob();
  }

  #takeJob(): void {
    const counts = this.#jobs.counts;
    const id = this.#cell("jobid");
    if (id.includes(".")) {
      counts.parts++;
      return;
    }
    counts.jobs++;
    const raw = this.#cell("elapsedraw");
    const run = raw === "" ? durationOf(this.#cell("elapsed")) : Number(raw);
    if (run === 0) {
      counts.withoutRunTime++;
      return;
    }
    const partition = this.#cell("partition");
    const queue = this.#cell("qos");
    const status = STATUSES[this.#cell("state").split(" ")[0].replace(/\+$/, "").toUpperCase()] ?? "unknown";
    if (!counts.selects(partition, queue, status)) return;
    const submit = timeOf(this.#cell("submit"));
    const width = ["alloccpus", "ncpus", "reqcpus"].map((name) => Number(this.#cell(name))).find((count) => count > 0);
    if (!isWhole(run, 1)) {
      return this.#complain("elapsed time", "a time such as 1-02:30:00", this.#cell("elapsed") || raw);
    }
    if (!isWhole(submit, 0)) {
      return this.#complain("Submit", "a time such as 2024-05-01T12:00:00", this.#cell("submit"));
    }
    if (width !== undefined && !isWhole(width, 1, UINT32_MAX)) {
      return this.#complain("AllocCPUS", RULE.processors, width);
    }
    if (!isName(id)) return this.#complain("JobID", RULE.name, id);
    if (width === undefined) counts.withoutProcessors++;
    counts.keep(partition, queue, status);
    const minutes = Number(this.#cell("timelimitraw") || NaN);
    const limit = Number.isNaN(minutes) ? durationOf(this.#cell("timelimit")) : Math.ceil(60 * minutes);
    const job = this.#jobs.add(this.#line, submit, timeOf(this.#cell("start")) - submit);
    job.setName(id);
    job.setTrait("processors", width ?? 1);
    if (isWhole(limit, 1)) job.setTrait("estimate", limit);
    job.addCpu(run);
  }

  finish(): LogResult {
    const { jobs } = this.#jobs.counts;
    const value = jobs === 0 ? "no job" : `${jobs} of others`;
    return this.#jobs.finish({ rule: "a list of jobs that ran and were asked for", value }, true);
  }

  /** The text of a column; empty where there is none. */
  #cell(name: string): string {
    return this.#cells[this.#names.indexOf(name)] ?? "";
  }

  #complain(field: string, rule: string, value: string | number): void {
    this.#jobs.problems.addAt({ file: this.#file, line: this.#line }, [field], { rule, value });
    this.#jobs.problems.throwIfFull();
  }
}

/**
 * Reads what sacct printed.
 *
 * @param chunks The text.
 * @param file For error messages.
 * @param selection Which jobs to read; all if not given. A queue is a QOS.
 * @returns The checked columns, the waits of the log, and notes on what was left out.
 * @throws {WorkloadError} If a line is no job.
 */
export async function readSacct(
  chunks: AsyncIterable<string>,
  file: string | undefined,
  selection?: LogSelection,
): Promise<LogResult> {
  const reader = new SacctReader(file, selection);
  await takeLines(chunks, file, (text, start, end, line) => reader.takeLine(text, start, end, line));
  return reader.finish();
}
