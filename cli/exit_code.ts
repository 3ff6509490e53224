/**
 * The exit codes of the command line and the errors that stand for them. Commands throw; only `main.ts` exits.
 *
 * @module
 */

/** Every exit code, by what it means. `sim --help` prints the same list. */
export const EXIT_CODE = {
  /** Done. A reader that closes the pipe early is no error. */
  ok: 0,
  /** The machine failed: a file could not be written, memory ran out, or the program has a bug. */
  failure: 1,
  /** The command line was wrong. */
  usage: 2,
  /** The workload was wrong: unreadable, invalid, or one that deadlocks; or a policy of one's own was. */
  workload: 3,
  /** `verify`, `check`: the work was done, and what it looked at does not hold. */
  disagreement: 4,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;

/** The command line asks for what cannot be; the message says what to mend. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A workload cannot be had or simulated; the message says what to mend. */
export class WorkloadInputError extends Error {
  override readonly name = "WorkloadInputError";
}

/** A file could not be read or written, or another operation of the machine failed. */
export class OperationError extends Error {
  override readonly name = "OperationError";
}

/** What was verified or checked does not hold; the report has been written, the message counts. */
export class DisagreementError extends Error {
  override readonly name = "DisagreementError";
}

/** Ctrl-C stopped the work; the message says how far it came. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** The exit code that an error stands for; {@linkcode EXIT_CODE.failure} for one that no class here describes. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT_CODE.usage;
  if (error instanceof WorkloadInputError) return EXIT_CODE.workload;
  if (error instanceof DisagreementError) return EXIT_CODE.disagreement;
  if (error instanceof InterruptedError) return EXIT_CODE.interrupted;
  return EXIT_CODE.failure;
}

/** What the operating system says, without the paths that Deno adds. */
export function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file or directory";
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return "permission denied";
  }
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/ \(os error \d+\).*$/, "").toLowerCase();
}
