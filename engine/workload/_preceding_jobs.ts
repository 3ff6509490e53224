/**
 * The jobs of a log that were submitted after others had ended, on their way into columns.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { GrowingColumn } from "./_growing_column.ts";
import type { JobCounts } from "./cluster_log.ts";

/** What each job says of a preceding one. */
export class PrecedingJobs {
  readonly #preceding = new GrowingColumn<Float64Array>(Float64Array);
  readonly #think = new GrowingColumn<Float64Array>(Float64Array);

  /** Of the next job: the number of the preceding one, -1 for none, and the think time, -1 where it is not known. */
  add(preceding: number, think: number): void {
    this.#preceding.push(preceding);
    this.#think.push(think);
  }

  /** Makes the jobs come after those that precede them, as far as these are read. */
  applyTo(columns: WorkloadColumns, counts: JobCounts): void {
    const { arrival } = columns;
    const after = this.#preceding.finish();
    const think = this.#think.finish();
    const pids = columns.pid === undefined ? undefined : new Set(columns.pid);
    for (let row = 0; row < after.length; row++) {
      const isRead = pids?.has(after[row]) ?? after[row] <= arrival.length;
      if (after[row] > 0 && !isRead) {
        counts.withoutPreceding++;
        after[row] = -1;
      } else if (after[row] > 0) {
        counts.followed++;
        // The time in the log is that one's end there and the same think time.
        if (think[row] >= 0) arrival[row] = 0;
      }
      if (after[row] < 0 || think[row] < 0) think[row] = 0;
    }
    columns.after = after;
    columns.think = think;
  }
}
