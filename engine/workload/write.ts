/**
 * Writes a workload in any format, in chunks.
 *
 * @module
 */

import type { Workload, WorkloadColumns } from "../workload.ts";
import { toColumns } from "./columns.ts";
import { refuseUnknownOptions } from "../known_options.ts";
import { describeValue } from "./error.ts";
import { WORKLOAD_FORMATS, type WorkloadFormat } from "./format.ts";
import { joinChunks } from "./_text.ts";
import { writeCsv } from "./write_csv.ts";
import { writeJson, writeYaml } from "./write_json.ts";
import { writeOstep } from "./write_ostep.ts";
import { writeSwf } from "./write_swf.ts";

/**
 * Options of {@linkcode writeWorkload}.
 *
 * @example
 * ```ts
 * import { writeWorkload, type WriteWorkloadOptions } from "@quanta/quanta/simulate";
 * import { assertEquals } from "@std/assert";
 *
 * const notes: string[] = [];
 * const options: WriteWorkloadOptions = { onNote: (note) => notes.push(note) };
 * const lines = [...writeWorkload({ processes: [{ name: "A", bursts: 3 }] }, "ostep", options)];
 * assertEquals(lines.length > 0 && notes.length, 1); // job strings have no names
 * ```
 * @category Workloads
 */
export interface WriteWorkloadOptions {
  /** Takes a sentence for each thing that the format has no place for and that was left out. */
  onNote?: (note: string) => void;
}

/**
 * Writes a workload as text. What {@linkcode readWorkload} reads from it is the same workload, but for what notes say
 * was left out: CSV has no name of the workload, SWF no names and priorities, OSTEP none of those, pids and processors.
 *
 * @param workload The workload, as objects or columns. It must not be changed while the text is being made.
 * @param format The format. SWF takes processes of one CPU burst only; OSTEP only those that ask for I/O at regular
 * intervals, all I/O taking the same time.
 * @param options Where notes go.
 * @returns The text in chunks of some 64 Ki characters, made as they are asked for, so that a workload of any size is
 * written in bounded memory.
 * @throws {WorkloadError} If the workload breaks a rule of the simulated machine.
 * @throws {RangeError} If the format cannot express it. Both are thrown at once, before the first chunk.
 *
 * @example
 * ```ts
 * import { writeWorkload } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const workload = { processes: [{ name: "editor", bursts: [1, 20, 2] }, { name: "compiler", arrival: 3, bursts: 50 }] };
 * const text = [...writeWorkload(workload, "csv")].join("");
 * assertEquals(text, "name,arrival,bursts\neditor,0,1 io 20 2\ncompiler,3,50\n");
 * ```
 * @category Workloads
 */
export function writeWorkload(
  workload: Workload | WorkloadColumns,
  format: WorkloadFormat,
  options: WriteWorkloadOptions = {},
): Iterable<string> {
  if (!WORKLOAD_FORMATS.includes(format)) {
    throw new RangeError(
      `Cannot write workload: format must be one of ${WORKLOAD_FORMATS.join(", ")}, got ${describeValue(format)}`,
    );
  }
  refuseUnknownOptions("write workload", options, ["onNote"] satisfies (keyof WriteWorkloadOptions)[]);
  return joinChunks(piecesOf(toColumns(workload), format, options.onNote ?? (() => {})));
}

function piecesOf(workload: WorkloadColumns, format: WorkloadFormat, note: (text: string) => void): Iterable<string> {
  switch (format) {
    case "yaml":
      return writeYaml(workload);
    case "json":
      return writeJson(workload);
    case "csv":
      return writeCsv(workload, note);
    case "swf":
      return writeSwf(workload, note);
    case "ostep":
      return writeOstep(workload, note);
  }
}
