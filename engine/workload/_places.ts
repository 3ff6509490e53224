/**
 * Where processes stand in the text that they were read from, for what is only found out when they are to run: whether they
 * fit into the memory of a machine. It hangs at the columns, unseen by who copies or compares them.
 *
 * @module
 */

import type { WorkloadColumns } from "../workload.ts";
import { escapeUnprintable, type WorkloadPath, type WorkloadPlace } from "./error.ts";

/** Finds where a part of the workload stands. */
type Locate = (path: WorkloadPath) => WorkloadPlace | undefined;

const PLACES = Symbol("places");

type Located = WorkloadColumns & { [PLACES]?: Locate };

/** Keeps what finds places with the columns. */
export function keepPlaces(columns: WorkloadColumns, locate: Locate | undefined): void {
  if (locate !== undefined) Object.defineProperty(columns, PLACES, { value: locate, enumerable: false });
}

/** What finds places in the text of these columns. */
export function placesOf(columns: WorkloadColumns): Locate | undefined {
  return (columns as Located)[PLACES];
}

/** `jobs.csv:3`, `line 3`: where a field of a row stands; an empty text where nobody knows. */
export function placeText(columns: WorkloadColumns, row: number, field: string): string {
  const place = placesOf(columns)?.(["processes", row, field]);
  if (place?.line === undefined) return "";
  const { file, line, column } = place;
  const where = column === undefined ? String(line) : `${line}:${column}`;
  return file === undefined ? `line ${where}` : escapeUnprintable(`${file}:${where}`);
}
