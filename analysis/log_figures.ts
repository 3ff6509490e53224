/**
 * Figures of jobs on clusters: bounded slowdown, and what a log says of its own waits beside what was simulated.
 *
 * @module
 */

import type { ResultColumns } from "../engine/result.ts";
import type { ClusterLog } from "../engine/workload/cluster_log.ts";

/**
 * A job counts as this long at least in bounded slowdown: ten seconds, where a tick is a second.
 *
 * @example
 * ```ts
 * import { boundedSlowdown, SLOWDOWN_THRESHOLD_TICKS } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(boundedSlowdown(90, 1), 90 / SLOWDOWN_THRESHOLD_TICKS);
 * ```
 * @category Explanations
 */
export const SLOWDOWN_THRESHOLD_TICKS = 10;

/**
 * Means over the jobs of a log whose wait it knows: as it was there, and as it is in a run.
 *
 * @example
 * ```ts
 * import { logFigures, type LogFigures } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = simulate({ processes: [{ bursts: 30 }, { bursts: 10 }] }, { policy: "sjf" });
 * const figures: LogFigures = logFigures({ waits: Float64Array.of(0, 60) }, columns)!;
 * assertEquals([figures.ownWaiting, figures.waiting], [30, 5]); // there, and here
 * ```
 * @category Explanations
 */
export interface LogFigures {
  /** Jobs whose wait the log knows. */
  readonly jobs: number;
  /** Their mean wait there, in ticks. */
  readonly ownWaiting: number;
  /** Their mean wait in the run, in ticks. */
  readonly waiting: number;
  /** Their mean bounded slowdown there. */
  readonly ownSlowdown: number;
  /** Their mean bounded slowdown in the run. */
  readonly slowdown: number;
}

/**
 * The bounded slowdown of a job: its turnaround over its run time, which counts as the threshold at least, and no less than
 * 1 (D. Feitelson, Metrics for Parallel Job Scheduling and Their Convergence, JSSPP 2001). So jobs of an instant do not decide
 * a mean.
 *
 * @param turnaround Ticks from arrival to end.
 * @param runTicks Ticks that it ran, from 1.
 * @param thresholdTicks The least run time that counts, in ticks.
 * @returns The slowdown, from 1.
 *
 * @example
 * ```ts
 * import { boundedSlowdown } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(boundedSlowdown(300, 100), 3);
 * assertEquals(boundedSlowdown(21, 1), 2.1);
 * assertEquals(boundedSlowdown(1, 1), 1);
 * ```
 * @category Explanations
 */
export function boundedSlowdown(
  turnaround: number,
  runTicks: number,
  thresholdTicks: number = SLOWDOWN_THRESHOLD_TICKS,
): number {
  return Math.max(1, turnaround / Math.max(runTicks, thresholdTicks));
}

/**
 * The mean bounded slowdown of a run's jobs. O(jobs).
 *
 * @param columns The figures of the jobs.
 * @returns The mean, from 1.
 *
 * @example
 * ```ts
 * import { meanBoundedSlowdown } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = simulate({ processes: [{ bursts: 30 }, { bursts: 10 }] }, { policy: "fcfs" });
 * assertEquals(meanBoundedSlowdown(columns), (1 + 4) / 2);
 * ```
 * @category Explanations
 */
export function meanBoundedSlowdown(columns: Pick<ResultColumns, "arrival" | "finish" | "cpu">): number {
  const { arrival, finish, cpu } = columns;
  let sum = 0;
  for (let row = 0; row < cpu.length; row++) sum += boundedSlowdown(finish[row] - arrival[row], cpu[row]);
  return sum / cpu.length;
}

/**
 * The waits of a log beside those of a run of its jobs, over the jobs whose wait the log knows. O(jobs).
 *
 * @param log The log, as `readWorkload` gives it.
 * @param columns The figures of the run, row by row the jobs of the log.
 * @returns The means; `null` where the log knows no wait.
 *
 * @example
 * ```ts
 * import { logFigures } from "@quanta/quanta/analysis";
 * import { simulate } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const { columns } = simulate({ processes: [{ bursts: 30 }, { bursts: 10 }] }, { policy: "fcfs" });
 * const { jobs, ownWaiting, waiting } = logFigures({ waits: Float64Array.of(0, 60) }, columns)!;
 * assertEquals([jobs, ownWaiting, waiting], [2, 30, 15]);
 * ```
 * @category Explanations
 */
export function logFigures(
  log: ClusterLog,
  columns: Pick<ResultColumns, "arrival" | "finish" | "cpu">,
): LogFigures | null {
  const { waits } = log;
  const { arrival, finish, cpu } = columns;
  if (waits === undefined || waits.length !== cpu.length) return null;
  let jobs = 0;
  const sums = { ownWaiting: 0, waiting: 0, ownSlowdown: 0, slowdown: 0 };
  for (let row = 0; row < cpu.length; row++) {
    if (Number.isNaN(waits[row])) continue;
    const turnaround = finish[row] - arrival[row];
    jobs++;
    sums.ownWaiting += waits[row];
    sums.waiting += turnaround - cpu[row];
    sums.ownSlowdown += boundedSlowdown(waits[row] + cpu[row], cpu[row]);
    sums.slowdown += boundedSlowdown(turnaround, cpu[row]);
  }
  if (jobs === 0) return null;
  return {
    jobs,
    ownWaiting: sums.ownWaiting / jobs,
    waiting: sums.waiting / jobs,
    ownSlowdown: sums.ownSlowdown / jobs,
    slowdown: sums.slowdown / jobs,
  };
}
