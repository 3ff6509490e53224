/**
 * The file formats of workloads.
 *
 * @module
 */

/**
 * The formats that workloads are read from and written to.
 *
 * @example
 * ```ts
 * import { WORKLOAD_FORMATS } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(WORKLOAD_FORMATS, ["yaml", "json", "csv", "swf", "ostep"]);
 * ```
 * @category Workloads
 */
export const WORKLOAD_FORMATS: readonly ["yaml", "json", "csv", "swf", "ostep"] = [
  "yaml",
  "json",
  "csv",
  "swf",
  "ostep",
];

/**
 * A file format: YAML and JSON with the fields of `Workload` (read also as other programs write them), CSV
 * with a header (and other tables, as people write them), the Standard Workload Format 2.2 of the
 * Parallel Workloads Archive, or the job strings (`-l`) of OSTEP's `mlfq.py` and `scheduler.py`.
 *
 * @example
 * ```ts
 * import { type WorkloadFormat, writeWorkload } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const format: WorkloadFormat = "json";
 * const text = [...writeWorkload({ processes: [{ bursts: 3 }] }, format)].join("");
 * assertEquals(JSON.parse(text).processes.length, 1);
 * ```
 * @category Workloads
 */
export type WorkloadFormat = (typeof WORKLOAD_FORMATS)[number];
