/**
 * Reads workloads from JSON of the shape of the `Workload` interface; `workload.schema.json` describes it.
 *
 * @module
 */

import { isBatsim, readBatsim } from "./batsim.ts";
import { checkColumns } from "./_check.ts";
import type { ClusterLog } from "./cluster_log.ts";
import { type JsonLimits, JsonParser } from "./_json_parser.ts";
import { JsonPlaces } from "./_json_scan.ts";
import { TextPlaces } from "./_lines.ts";
import { readObjects } from "./csv.ts";
import type { TableOptions, TextResult } from "./_table_reader.ts";
import type { WorkloadPath, WorkloadPlace } from "./error.ts";
import { objectTable } from "./_object_table.ts";
import { objectsToColumns } from "./_objects.ts";
import { ProblemList, textError } from "./_problems.ts";

/** A workload is five levels deep. Sixteen million values are some two million processes, and about a gigabyte. */
const LIMITS: JsonLimits = { depthMax: 100, valuesMax: 2 ** 24 };

/** Two objects on a line each, and nothing around them. */
const OBJECT_A_LINE = /^\s*\{[^\n]*\}\s*\n\{/;

/** Characters that are read at once: some twenty milliseconds. */
const SLICE_LENGTH = 2 ** 20;

/**
 * Reads a workload from JSON.
 *
 * @param text The text.
 * @param file For error messages.
 * @param signal Stops reading.
 * @param options What the fields are, and the length of a tick.
 * @returns The checked columns, and what was understood where the objects are not of our own shape.
 * @throws {WorkloadError} If the text is not JSON, has another shape, is too large, or breaks a rule of the simulated
 * machine.
 */
export async function readJson(
  text: string,
  file: string | undefined,
  signal?: AbortSignal,
  options: TableOptions = {},
): Promise<TextResult & { log?: ClusterLog }> {
  const lines = new TextPlaces(file, text);
  // An object a line is a list of them; its brackets and commas take the place of line breaks, and one before the text.
  const isByLines = OBJECT_A_LINE.test(text);
  const whole = isByLines ? `[${text.trimEnd().replaceAll(/\}(\s*)\n\{/g, "}$1,{")}]` : text;
  const shift = isByLines ? 1 : 0;
  const at = (offset: number) => lines.at(Math.min(Math.max(0, offset - shift), text.length));
  const value = await parse(whole, at, signal);
  const places = new JsonPlaces(whole);
  const locate = (path: WorkloadPath) => at(places.find(path));
  const problems = new ProblemList(locate);
  if (isBatsim(value)) return readBatsim(value, problems);
  const table = objectTable(value, options.names, problems);
  if (table !== undefined) return readObjects(table, options, problems, locate);
  return { workload: checkColumns(objectsToColumns(value, problems), problems), notes: [] };
}

async function parse(
  text: string,
  placeAt: (offset: number) => WorkloadPlace,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const parser = new JsonParser(text, LIMITS);
  while (!parser.step(SLICE_LENGTH)) {
    // Timers run after signals have been seen; a resolved promise would not let them through.
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
  }
  if (parser.fault === undefined) return parser.root;
  const { offset, field, ...complaint } = parser.fault;
  throw textError(placeAt(offset), complaint, {}, field);
}
