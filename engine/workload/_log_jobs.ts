/**
 * The jobs of a cluster's log on their way into columns, whatever the log is written in: with the line of each, so that what turns
 * out wrong in the end is told with its place, and with what each waited there.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { ColumnsBuilder } from "./_builder.ts";
import { checkColumns } from "./_check.ts";
import { GrowingColumn } from "./_growing_column.ts";
import type { PrecedingJobs } from "./_preceding_jobs.ts";
import { type ProblemList, problemsByLine } from "./_problems.ts";
import { type ClusterLog, countFromFirst, JobCounts, type LogSelection } from "./cluster_log.ts";

/** What a reader of a log gives. */
export interface LogResult {
  workload: WorkloadColumns;
  notes: string[];
  log: ClusterLog;
}

/** See the module's description. */
export class LogJobs {
  readonly counts: JobCounts;
  readonly problems: ProblemList;
  readonly #file: string | undefined;
  readonly #builder = new ColumnsBuilder();
  readonly #lines = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #waits = new GrowingColumn<Float64Array>(Float64Array);

  constructor(file: string | undefined, selection: LogSelection | undefined) {
    this.#file = file;
    this.counts = new JobCounts(selection);
    this.problems = problemsByLine(file, this.#lines);
  }

  /** The jobs so far. */
  get rows(): number {
    return this.#builder.rows;
  }

  /** Starts the next job; the rest of it is set on what this gives. A `wait` of less than 0, or NaN, is not known. */
  add(line: number, submit: number, wait: number): ColumnsBuilder {
    this.#lines.push(line);
    if (wait >= 0) {
      // Most logs know all waits or none.
      this.#waits.padTo(this.rows, NaN);
      this.#waits.push(wait);
    }
    this.#builder.addProcess(submit);
    return this.#builder;
  }

  /**
   * The jobs, checked. Where there are none, `nothing` says what the log should have been; submit times that are dates become times
   * since the first. `preceding` is what the jobs say of those before them, where that is to be followed.
   *
   * @throws {WorkloadError} If there was a mistake, or there is no job.
   */
  finish(
    nothing: { readonly rule: string; readonly value: string },
    submitTimesAreDates: boolean,
    machine: ClusterLog = {},
    preceding?: PrecedingJobs,
  ): LogResult {
    if (this.rows === 0 && this.problems.count === 0) this.problems.addAt({ file: this.#file }, ["log"], nothing);
    const columns = this.#builder.finish();
    if (submitTimesAreDates) countFromFirst(columns.arrival);
    preceding?.applyTo(columns, this.counts);
    const workload = checkColumns(columns, this.problems);
    if (this.#waits.length > 0) this.#waits.padTo(this.rows, NaN);
    const log = this.#waits.length > 0 ? { ...machine, waits: this.#waits.finish() } : machine;
    return { workload, notes: this.counts.notes(), log };
  }
}
