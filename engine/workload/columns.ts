/**
 * From any form of a workload to checked columns: the door through which every workload enters the engine.
 *
 * @module
 */

import type { Workload, WorkloadColumns } from "../workload.ts";
import { checkColumns } from "./_check.ts";
import { refuseUnknownOptions } from "../known_options.ts";
import { describeValue, type WorkloadPath, type WorkloadPlace } from "./error.ts";
import { objectsToColumns } from "./_objects.ts";
import { ProblemList } from "./_problems.ts";

/**
 * Options of {@linkcode toColumns}.
 *
 * @example
 * ```ts
 * import { toColumns, type ToColumnsOptions, WorkloadError } from "@quanta/quanta/simulate";
 * import { assertThrows } from "@std/assert";
 *
 * const options: ToColumnsOptions = { locate: ([, row]) => ({ file: "jobs.txt", line: Number(row) + 1 }) };
 * assertThrows(() => toColumns({ processes: [{ bursts: 3 }, { bursts: 0 }] }, options), WorkloadError, "jobs.txt:2");
 * ```
 * @category Workloads
 */
export interface ToColumnsOptions {
  /**
   * Tells where a part of the workload stands in the text that it was read from, so that errors can say it. Called for
   * the first hundred problems only.
   */
  locate?: (path: WorkloadPath) => WorkloadPlace | undefined;
}

/**
 * Checks a workload against every rule of the simulated machine and gives it as columns in normal form: `cpu` where
 * every process has one CPU burst, else `bursts`; `pid`, `names` and what only some policies look at (`priority` and the
 * like) only where they hold more than defaults.
 *
 * Columns that come in as columns are not copied; the result refers to the same arrays. It takes linear time, a fraction
 * of a second for ten million rows (pids that are not ascending are sorted, in O(n log n) and a copy of that column).
 *
 * @param workload Processes as objects or as columns. It is not changed.
 * @param options How to find places in a text.
 * @returns The checked columns.
 * @throws {WorkloadError} If a process breaks a rule: every mistake is listed, with the position of its process.
 * @throws {TypeError} If the argument is no object, or its columns have wrong types or lengths.
 *
 * @example From objects
 * ```ts
 * import { toColumns } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const columns = toColumns({ processes: [{ bursts: 24 }, { arrival: 1, bursts: 3 }] });
 * assertEquals(columns, { arrival: Float64Array.of(0, 1), cpu: Float64Array.of(24, 3) });
 * ```
 *
 * @example Columns are checked, not copied
 * ```ts
 * import { toColumns } from "@quanta/quanta";
 * import { assertStrictEquals } from "@std/assert";
 *
 * const arrival = new Float64Array(1_000_000);
 * const cpu = new Float64Array(1_000_000).fill(5);
 * assertStrictEquals(toColumns({ arrival, cpu }).cpu, cpu);
 * ```
 * @category Workloads
 */
export function toColumns(workload: Workload | WorkloadColumns, options: ToColumnsOptions = {}): WorkloadColumns {
  if (typeof workload !== "object" || workload === null) {
    throw new TypeError(`Cannot read workload: it must be an object, got ${describeValue(workload)}`);
  }
  refuseUnknownOptions("read workload", options, ["locate"] satisfies (keyof ToColumnsOptions)[]);
  const problems = new ProblemList(options.locate);
  const columns = "arrival" in workload ? workload : objectsToColumns(workload, problems);
  return checkColumns(columns, problems);
}
