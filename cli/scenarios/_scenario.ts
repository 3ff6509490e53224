/**
 * What a scenario is: a file of this folder with two exports.
 *
 * `main` is the program; it runs as a program of its own and says what happens. Other exported functions are what its child
 * processes run. `scenario` tells what is shown and what can be set, and holds the claims against what was seen.
 *
 * @module
 */

import type { Style } from "../io.ts";
import type { Chapter } from "./_chapters.ts";
import type { Evidence } from "./_evidence.ts";
import type { ParameterSet, ValuesOf } from "./_parameters.ts";

/** A scenario, but for its program. */
export interface Scenario<P extends ParameterSet = ParameterSet> {
  /** As it is typed; the file has the same with underscores. */
  readonly name: string;
  readonly chapter: Chapter;
  /** One line: what happens. */
  readonly summary: string;
  /** One line: what must be seen. */
  readonly verifies: string;
  /** What of the library it shows. */
  readonly symbols: readonly string[];
  /** `import.meta.url`. */
  readonly module: string;
  readonly parameters: P;
  /** Whether its processes are of the operating system, which the library has on Linux only. */
  readonly isForLinux?: boolean;
  /** Whether `main` gets a folder for its files, as the option `folder`; it is removed after the run. */
  readonly usesFolder?: boolean;
  /** Holds the claims against what was logged. */
  verify(evidence: Evidence<ValuesOf<P>>): void;
  /** A drawing or table that belongs to what was seen, under the log. */
  picture?(evidence: Evidence<ValuesOf<P>>, style: Style, width: number): Promise<string>;
}

/** Infers the types of a scenario's parameters. */
export function defineScenario<P extends ParameterSet>(scenario: Scenario<P>): Scenario<P> {
  return scenario;
}

export type { Evidence } from "./_evidence.ts";
export { say, sleep } from "./_log.ts";
export { count, milliseconds, randomFrom, seed, startMethod } from "./_parameters.ts";
