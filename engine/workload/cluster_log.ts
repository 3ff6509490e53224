/**
 * What logs of clusters say besides their jobs: the machine they were taken on, how long each job waited there, and in which
 * partition, queue and state it was.
 *
 * @module
 */

/**
 * How a job ended, as logs have it.
 *
 * @example
 * ```ts
 * import { type JobStatus, readWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const job = (id: number, status: number) => `${id} 0 0 60 1 -1 -1 1 -1 -1 ${status} -1 -1 -1 -1 -1 -1 -1\n`;
 * const statuses: JobStatus[] = ["failed", "cancelled"];
 * const { workload } = await readWorkload(job(1, 1) + job(2, 0) + job(3, 5), { format: "swf", select: { statuses } });
 * assertEquals([...workload.pid!], [2, 3]);
 * ```
 * @category Workloads
 */
export type JobStatus = "completed" | "failed" | "cancelled" | "unknown";

/** All of {@linkcode JobStatus}. */
export const JOB_STATUSES: readonly JobStatus[] = ["completed", "failed", "cancelled", "unknown"];

/**
 * When jobs of a log are submitted that name a preceding one: `log`, when the log says; `follow`, when that one has ended
 * here and their think time is over.
 *
 * @example
 * ```ts
 * import { type LogDependencies, readWorkload, simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const job = (id: number, at: number, then: string) => `${id} ${at} 0 60 1 -1 -1 1 -1 -1 1 -1 -1 -1 -1 -1 ${then}\n`;
 * const log = job(1, 0, "-1 -1") + job(2, 500, "1 10"); // 10 seconds after job 1 had ended
 * const arrivals = async (dependencies: LogDependencies) => {
 *   const { workload } = await readWorkload(log, { format: "swf", select: { dependencies } });
 *   return [...simulate(workload, { policy: "fcfs" }).columns.arrival];
 * };
 * assertEquals(await arrivals("log"), [0, 500]);
 * assertEquals(await arrivals("follow"), [0, 70]);
 * ```
 * @category Workloads
 */
export type LogDependencies = "log" | "follow";

/** All of {@linkcode LogDependencies}. */
export const LOG_DEPENDENCIES: readonly LogDependencies[] = ["log", "follow"];

/**
 * Which jobs of a log are read, and how; a list that is not given leaves none out.
 *
 * @example
 * ```ts
 * import { type LogSelection, readWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const job = (id: number, queue: number) => `${id} 0 0 60 1 -1 -1 1 -1 -1 1 -1 -1 -1 ${queue} -1 -1 -1\n`;
 * const select: LogSelection = { queues: ["2"] };
 * const { workload } = await readWorkload(job(1, 1) + job(2, 2) + job(3, 2), { format: "swf", select });
 * assertEquals([...workload.pid!], [2, 3]);
 * ```
 * @category Workloads
 */
export interface LogSelection {
  /** Partitions by number or name, as the log writes them. */
  readonly partitions?: readonly string[];
  /** Queues by number or name, as the log writes them. */
  readonly queues?: readonly string[];
  /** How the jobs ended. */
  readonly statuses?: readonly JobStatus[];
  /**
   * When jobs are submitted that name a preceding one (of SWF alone: fields 17 and 18). Under `follow` the think time
   * replaces their own submit time; where it is not known, they are submitted when the log says or that job has ended,
   * whichever is later. Default `log`.
   */
  readonly dependencies?: LogDependencies;
}

/**
 * What a log says of the machine it was taken on.
 *
 * @example
 * ```ts
 * import { type ClusterLog, readWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const text = "; MaxProcs: 128\n1 0 5 60 4 -1 -1 4 -1 -1 1 -1 -1 -1 -1 -1 -1 -1\n";
 * const log: ClusterLog = (await readWorkload(text, { format: "swf" })).log!;
 * assertEquals([log.processors, log.processorsFrom, log.waits], [128, "MaxProcs", Float64Array.of(5)]);
 * ```
 * @category Workloads
 */
export interface ClusterLog {
  /** The processors of the machine, from 1; missing where the log does not say. */
  readonly processors?: number;
  /** Where the log says so, such as `MaxProcs`. */
  readonly processorsFrom?: string;
  /** The ticks that each row of the workload waited there, NaN where that is not known; missing where none is. */
  readonly waits?: Float64Array;
}

/** Chooses the jobs of a log, and counts what a reader of it should know. */
export class JobCounts {
  /** Jobs in all. */
  jobs = 0;
  /** Jobs that are run. */
  kept = 0;
  withoutRunTime = 0;
  withoutProcessors = 0;
  /** Lines that are a part of a job's run, between two suspensions; the whole stands in another line. */
  parts = 0;
  /** Jobs with a fraction of a second in some time. */
  rounded = 0;
  /** Jobs that name a preceding one, which is not looked at. */
  dependent = 0;
  /** Jobs that are submitted after a preceding one. */
  followed = 0;
  /** Jobs that name a preceding one which is not read. */
  withoutPreceding = 0;
  #notSelected = 0;
  readonly #selection: LogSelection;
  readonly #partitions = new Set<number | string>();
  readonly #queues = new Set<number | string>();
  /** Whether some jobs may be left out by their partition, queue or status. */
  readonly isSelective: boolean;
  readonly #statuses: Record<JobStatus, number> = { completed: 0, failed: 0, cancelled: 0, unknown: 0 };

  constructor(selection: LogSelection = {}) {
    this.#selection = selection;
    const { partitions, queues, statuses } = selection;
    this.isSelective = (partitions ?? queues ?? statuses) !== undefined;
  }

  /** Whether a job is to be read. */
  selects(partition: string, queue: string, status: JobStatus): boolean {
    const { partitions, queues, statuses } = this.#selection;
    const isSelected = (partitions?.includes(partition) ?? true) && (queues?.includes(queue) ?? true) &&
      (statuses?.includes(status) ?? true);
    if (!isSelected) this.#notSelected++;
    return isSelected;
  }

  /** Counts a job that is run. */
  keep(partition: number | string, queue: number | string, status: JobStatus): void {
    this.kept++;
    this.#statuses[status]++;
    if (partition !== "") this.#partitions.add(partition);
    if (queue !== "") this.#queues.add(queue);
  }

  /** What the reader should know. */
  notes(): string[] {
    const notes: string[] = [];
    const say = (count: number, text: string) => count > 0 && notes.push(`${this.#of(count)} ${text}`);
    say(this.withoutRunTime, "without a positive run time: left out");
    say(this.#notSelected, "of another partition, queue or status than was asked for: left out");
    if (this.parts > 0) notes.push(`${lines(this.parts)} of parts of a job's run: left out, the whole is read`);
    say(this.withoutProcessors, "without a number of processors: counted as 1");
    say(this.rounded, "with fractions of a second: run and requested times are rounded up, submit times down");
    say(
      this.dependent,
      "after a preceding job: read as submitted when the log says, not when that one ends (see dependencies)",
    );
    say(this.followed, "after a preceding job: submitted when that one has ended and their think time is over");
    say(this.withoutPreceding, "after a job that is not in the log or is left out: submitted when the log says");
    const { failed, cancelled } = this.#statuses;
    if (this.#selection.statuses === undefined) {
      say(failed + cancelled, "that failed or were cancelled: run like the others (see status)");
    }
    if (this.#partitions.size > 1 && this.#selection.partitions === undefined) {
      notes.push(`Jobs of ${this.#partitions.size} partitions: run as on one machine (see partition)`);
    }
    if (this.#queues.size > 1 && this.#selection.queues === undefined) {
      notes.push(`Jobs of ${this.#queues.size} queues: run as from one (see queue)`);
    }
    return notes;
  }

  #of(count: number): string {
    return `${count} of ${this.jobs} ${this.jobs === 1 ? "job" : "jobs"}`;
  }
}

function lines(count: number): string {
  return `${count} ${count === 1 ? "line" : "lines"}`;
}

/** Makes dates of arrivals times since the first. */
export function countFromFirst(arrival: Float64Array): void {
  const first = arrival.reduce((least, each) => Math.min(least, each), Infinity);
  for (let row = 0; row < arrival.length; row++) arrival[row] -= first;
}
