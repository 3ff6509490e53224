/**
 * Collects the problems of one workload, so that a reader can report many at once and go on meanwhile.
 *
 * @module
 */

import { WrittenNumber } from "../written_number.ts";
import { WorkloadError, type WorkloadPath, type WorkloadPlace, type WorkloadProblem } from "./error.ts";

/** Problems beyond this many are counted, not kept. */
const KEPT_MAX = 100;

/** Finds where a part of the workload stands in the text it was read from. */
export type Locate = (path: WorkloadPath) => WorkloadPlace | undefined;

/** What is wrong with a value. */
export interface Complaint {
  /** Completes "must be". */
  rule: string;
  /** What it is instead; leave the property out where there is nothing to show. */
  value?: unknown;
  hint?: string;
}

/** The problems found so far. */
export class ProblemList {
  readonly #kept: WorkloadProblem[] = [];
  readonly #badRows = new Set<number>();
  /** Finds places in the text; `undefined` where there is none. */
  readonly locate: Locate | undefined;
  #count = 0;

  constructor(locate?: Locate) {
    this.locate = locate;
  }

  /** How many problems were added. */
  get count(): number {
    return this.#count;
  }

  /** Whether further problems are only counted. */
  get isFull(): boolean {
    return this.#count >= KEPT_MAX;
  }

  /** Adds a problem of the part of the workload that stands at `path`. */
  add(path: WorkloadPath, complaint: Complaint): void {
    this.addAt(this.isFull ? undefined : this.locate?.(path), path, complaint);
  }

  /** Adds a problem whose place in the text is known. */
  addAt(place: WorkloadPlace | undefined, path: WorkloadPath, complaint: Complaint): void {
    if (++this.#count > KEPT_MAX) return;
    const row = path[0] === "processes" && typeof path[1] === "number" ? path[1] : undefined;
    if (row !== undefined) this.#badRows.add(row);
    const process = row === undefined ? {} : { process: row + 1 };
    const field = fieldText(row === undefined ? path : path.slice(2));
    const problem: WorkloadProblem = { ...place, ...process, field, ...complaint };
    if (problem.value instanceof WrittenNumber) problem.value = problem.value.text;
    this.#kept.push(problem);
  }

  /** Whether a process is already known to be wrong; what follows from its mistake is not reported again. */
  isBad(row: number): boolean {
    return this.#badRows.has(row);
  }

  /** @throws {WorkloadError} If so many problems were added that nothing is gained by looking for more. */
  throwIfFull(): void {
    if (this.isFull) this.throwIfAny();
  }

  /** @throws {WorkloadError} If there is any problem. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    throw new WorkloadError(this.#kept.sort(inOrderOfPlace), { problemCount: this.#count });
  }
}

/** A list for a text with a row a line: `lines` says in which one each row stands. */
export function problemsByLine(file: string | undefined, lines: { at(row: number): number }): ProblemList {
  return new ProblemList((path) => {
    const row = path[1];
    return typeof row === "number" ? { file, line: lines.at(row) } : { file };
  });
}

/** The order in which a person mends a file: down the lines; without lines, process by process. */
function inOrderOfPlace(a: WorkloadProblem, b: WorkloadProblem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.process ?? 0) - (b.process ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** A path as JavaScript writes it: `bursts[2].cpu`. */
function fieldText(path: WorkloadPath): string {
  if (path.length === 0) return "it";
  return path.map((step, index) => typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`).join("");
}

/**
 * An error of a single problem that concerns the whole text.
 *
 * @param place Where, as far as it is known.
 * @param complaint What is wrong with it.
 * @param options The cause, where there is one.
 * @param field What is wrong. Default: the text.
 * @returns The error, to be thrown.
 */
export function textError(
  place: WorkloadPlace,
  complaint: Complaint,
  options: ErrorOptions = {},
  field = "input",
): WorkloadError {
  return new WorkloadError([{ ...place, field, ...complaint }], options);
}
