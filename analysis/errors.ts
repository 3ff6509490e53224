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
 * @category Errors
 */
export class TrialError extends Error {
  /** Always the name of the class. */
  override name = "TrialError";
}

/**
 * A log that cannot be read; the message has file, line and field.
 *
 * @category Errors
 */
export class LogError extends SyntaxError {
  /** Always the name of the class. */
  override name = "LogError";
}

/**
 * The output of another program that cannot be read or repeated; the message says what it must be.
 *
 * @category Errors
 */
export class TranscriptError extends SyntaxError {
  /** Always the name of the class. */
  override name = "TranscriptError";
}
