/**
 * Errors of analyses that callers may want to tell apart. What is wrong with a workload or an option is said by the
 * engine's own errors.
 *
 * @module
 */

import { SimulationDeadlockError } from "../engine/errors.ts";
import type { RunPlace } from "./options.ts";

/**
 * One of several simulations in which processes wait for each other's locks.
 *
 * @example
 * ```ts
 * import { compare, RunDeadlockError } from "@quanta/quanta/analysis";
 * import { assertRejects } from "@std/assert";
 *
 * const crossed = (one: string, other: string) => [1, { lock: one }, 3, { lock: other }, 1, { unlock: other }, { unlock: one }];
 * const workload = { processes: [{ bursts: crossed("a", "b") }, { bursts: crossed("b", "a") }] };
 * await assertRejects(() => compare(workload, [{ label: "rr", options: { policy: "rr", quantum: 2 } }]), RunDeadlockError);
 * ```
 * @category Errors
 */
export class RunDeadlockError extends SimulationDeadlockError {
  /** Which of them. */
  readonly run: RunPlace;

  /** The deadlock `error` of the simulation `run`. */
  constructor(error: SimulationDeadlockError, run: RunPlace) {
    super(error.time, error.processes);
    this.run = run;
  }
}

/**
 * A trial that came to no result: a deadlock of the simulated processes, for one.
 *
 * @example
 * ```ts
 * import { TrialError } from "@quanta/quanta/analysis";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new TrialError("seed 3: a deadlock").name, "TrialError");
 * ```
 * @category Errors
 */
export class TrialError extends Error {
  /** Always the name of the class. */
  override name = "TrialError";
}

/**
 * A log that cannot be read; the message has file, line and field.
 *
 * @example
 * ```ts
 * import { LogError, readLog } from "@quanta/quanta/analysis";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => readLog("theirs.csv", "name,cpu,start,end\nA,0,zero,3\n"), LogError, "theirs.csv");
 * ```
 * @category Errors
 */
export class LogError extends SyntaxError {
  /** Always the name of the class. */
  override name = "LogError";
}

/**
 * The output of another program that cannot be read or repeated; the message says what it must be.
 *
 * @example
 * ```ts
 * import { Transcript, TranscriptError } from "@quanta/quanta/analysis";
 * import { assertThrows } from "@std/assert";
 *
 * const transcript = new Transcript("lottery.txt", "ARG jobs 3");
 * assertThrows(() => transcript.one(/^ARG seed (\d+)/, "ARG seed"), TranscriptError, 'there must be a line "ARG seed"');
 * ```
 * @category Errors
 */
export class TranscriptError extends SyntaxError {
  /** Always the name of the class. */
  override name = "TranscriptError";
}
