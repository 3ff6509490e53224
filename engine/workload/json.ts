/**
 * Reads workloads from JSON of the shape of the `Workload` interface; `workload.schema.json` describes it.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { checkColumns } from "./_check.ts";
import { findJsonFault, JsonPlaces } from "./_json_scan.ts";
import { TextPlaces } from "./_lines.ts";
import { objectsToColumns } from "./_objects.ts";
import { ProblemList, textError } from "./_problems.ts";

/**
 * Reads a workload from JSON.
 *
 * @param text The text.
 * @param file For error messages.
 * @returns The checked columns.
 * @throws {WorkloadError} If the text is not JSON, has another shape or breaks a rule of the simulated machine.
 */
export function readJson(text: string, file: string | undefined): WorkloadColumns {
  const lines = new TextPlaces(file, text);
  const value = parse(text, lines);
  const places = new JsonPlaces(text);
  const problems = new ProblemList((path) => lines.at(places.find(path)));
  return checkColumns(objectsToColumns(value, problems), problems);
}

function parse(text: string, lines: TextPlaces): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const fault = findJsonFault(text);
    if (fault === undefined) throw textError(lines.at(0), { rule: "JSON that is not nested too deeply" }, { cause });
    const { offset, expected } = fault;
    const value = offset >= text.length ? undefined : text.slice(offset, offset + 40).split("\n")[0];
    const found = value === undefined ? { hint: "the text ends there" } : { value };
    throw textError(lines.at(offset), { rule: `JSON with ${expected} here`, ...found }, { cause });
  }
}
