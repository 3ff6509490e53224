import type { WorkloadColumns } from "../workload.ts";
import { type TraitName, TRAITS } from "../workload/_rules.ts";

/** The pid of a row. */
export function pidOf(workload: WorkloadColumns, row: number): number {
  return workload.pid?.[row] ?? row + 1;
}

/** A trait of every process, its default where the workload does not have it. */
export function traitOf(workload: WorkloadColumns, name: TraitName): Float64Array {
  const column = workload[name];
  if (column instanceof Float64Array) return column;
  return column === undefined
    ? new Float64Array(workload.arrival.length).fill(TRAITS[name].byDefault)
    : Float64Array.from(column);
}

/**
 * The period of every process; 0 of those that need none.
 *
 * @throws {RangeError} If a process has none.
 */
export function requirePeriods(
  workload: WorkloadColumns,
  policy: string,
  isExempt: (row: number) => boolean = () => false,
): Float64Array {
  const periods = traitOf(workload, "period");
  const row = periods.findIndex((period, row) => period === 0 && !isExempt(row));
  if (row < 0) return periods;
  throw new RangeError(
    `Cannot simulate: every process must have a period under ${policy}, process ${pidOf(workload, row)} has none` +
      serverHint(policy, periods),
  );
}

/** Where to read on, where others are periodic tasks. */
function serverHint(policy: string, periods: Float64Array): string {
  return policy !== "llf" && periods.some((period) => period > 0) ? " (server says who runs such processes)" : "";
}

/**
 * What `key` makes of the relative deadline of every process, which is its period where it has no other; 0 of those that need none.
 *
 * @throws {RangeError} If a process has neither, or a time passes 2^53 - 1.
 */
export function requireDeadlines(
  workload: WorkloadColumns,
  policy: string,
  key: (relative: number, row: number) => number,
  isExempt: (row: number) => boolean = () => false,
): Float64Array {
  const periods = traitOf(workload, "period");
  return traitOf(workload, "deadline").map((deadline, row) => {
    if (isExempt(row)) return 0;
    const relative = deadline || periods[row];
    if (relative === 0) {
      throw new RangeError(
        `Cannot simulate: every process must have a deadline or a period under ${policy}, ` +
          `process ${pidOf(workload, row)} has none${serverHint(policy, periods)}`,
      );
    }
    const value = key(relative, row);
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    throw new RangeError(
      `Cannot simulate: deadlines must be at most ${Number.MAX_SAFE_INTEGER}, got ${value} for process ` +
        `${pidOf(workload, row)}`,
    );
  });
}
