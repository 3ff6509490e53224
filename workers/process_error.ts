/**
 * What all errors of this library have in common.
 *
 * @module
 */

/**
 * The base of all errors of this library that callers branch on, as Python's `ProcessError`. A wrong argument is a `TypeError` or a
 * `RangeError`, and none of these.
 *
 * @example
 * ```ts
 * import { ProcessError, Queue } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => new Queue().getNowait(), ProcessError, "no item");
 * ```
 * @category Processes
 */
export class ProcessError extends Error {
  /** The name of its class. */
  override readonly name: string = "ProcessError";
}

/**
 * Another process has interrupted this one by `Process.interrupt()`: thrown out of whatever wait of this library the process is in, or
 * comes to, or of `checkpoint()`. Where nobody catches it, the process ends with exit code 1.
 *
 * @example
 * ```ts
 * import { ProcessError, ProcessInterrupted } from "@quanta/quanta";
 * import { assert } from "@std/assert";
 *
 * assert(new ProcessInterrupted() instanceof ProcessError);
 * ```
 * @category Processes
 */
export class ProcessInterrupted extends ProcessError {
  /** The name of its class. */
  override readonly name = "ProcessInterrupted";
  /** Creates the error. */
  constructor(message = "This process was interrupted") {
    super(message);
  }
}
