/**
 * The errors that callers branch on. Wrong arguments are a `TypeError` or `RangeError`.
 *
 * @module
 */

/** A queue had no item in time. */
export class QueueEmpty extends Error {
  override readonly name = "QueueEmpty";
}

/** A queue had no room in time. */
export class QueueFull extends Error {
  override readonly name = "QueueFull";
}

/** A wait that answers by its result took too long. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/** The other end of a pipe is closed in every process, and nothing is left to receive. */
export class EndOfFileError extends Error {
  override readonly name = "EndOfFileError";
}

/** Nobody can receive what was sent: the other end of the pipe is closed in every process. */
export class BrokenPipeError extends Error {
  override readonly name = "BrokenPipeError";
}

/** A received message does not fit the buffer; the message is here. */
export class BufferTooShort extends Error {
  override readonly name = "BufferTooShort";
  /** The whole message, which is no longer in the pipe. */
  readonly bytes: Uint8Array;
  constructor(message: string, bytes: Uint8Array) {
    super(message);
    this.bytes = bytes;
  }
}

/** A barrier was broken: by `abort` or `reset`, a timeout, a failed action, or the death of one who waited. */
export class BrokenBarrierError extends Error {
  override readonly name = "BrokenBarrierError";
}

/** The last holder of a lock died holding it, and what the lock guards may be half done. */
export class OwnerDiedError extends Error {
  override readonly name = "OwnerDiedError";
}

/** A wait would have closed a cycle of waits. */
export class DeadlockError extends Error {
  override readonly name = "DeadlockError";
  /** The cycle: each process, what it waits for, and who holds that, which is the next one. */
  readonly cycle: readonly { process: string; pid: number; waitsFor: string }[];
  constructor(message: string, cycle: readonly { process: string; pid: number; waitsFor: string }[] = []) {
    super(message);
    this.cycle = cycle;
  }
}

/** A process did not do what was asked of it because it ended. */
export class WorkerDied extends Error {
  override readonly name = "WorkerDied";
  /** The exit code of the process, negative when it was ended by a signal. */
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Two processes could not convince each other that they have the same key. */
export class AuthenticationError extends Error {
  override readonly name = "AuthenticationError";
}
