/**
 * The errors that callers branch on. Wrong arguments are a `TypeError` or `RangeError`.
 *
 * @module
 */

import { ProcessError, ProcessInterrupted } from "./core/_tree.ts"; // which processes have loaded when they begin

export { ProcessError, ProcessInterrupted };

/**
 * A queue had no item in time.
 *
 * @example
 * ```ts
 * import { Queue, QueueEmpty } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => new Queue().getNowait(), QueueEmpty);
 * ```
 * @category Errors
 */
export class QueueEmpty extends ProcessError {
  /** The name of its class. */
  override readonly name = "QueueEmpty";
}

/**
 * A queue had no room in time.
 *
 * @example
 * ```ts
 * import { Queue, QueueFull } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * const queue = new Queue<number>(1);
 * queue.putSync(1);
 * assertThrows(() => queue.putNowait(2), QueueFull);
 * ```
 * @category Errors
 */
export class QueueFull extends ProcessError {
  /** The name of its class. */
  override readonly name = "QueueFull";
}

/**
 * A wait that answers by its result took too long.
 *
 * @example
 * ```ts
 * import { Lock, TimeoutError } from "@quanta/quanta";
 * import { assertRejects } from "@std/assert";
 *
 * const lock = new Lock();
 * using _ = await lock.hold();
 * await assertRejects(() => lock.hold(1), TimeoutError);
 * ```
 * @category Errors
 */
export class TimeoutError extends ProcessError {
  /** The name of its class. */
  override readonly name = "TimeoutError";
}

/**
 * The other end of a pipe is closed in every process, and nothing is left to receive.
 *
 * @example
 * ```ts
 * import { EndOfFileError, Pipe } from "@quanta/quanta";
 * import { assertRejects } from "@std/assert";
 *
 * const [receiver, sender] = Pipe(false);
 * sender.close();
 * await assertRejects(() => receiver.recv(), EndOfFileError);
 * ```
 * @category Errors
 */
export class EndOfFileError extends ProcessError {
  /** The name of its class. */
  override readonly name = "EndOfFileError";
}

/**
 * Nobody can receive what was sent: the other end of the pipe is closed in every process.
 *
 * @example
 * ```ts
 * import { BrokenPipeError, Pipe } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * const [receiver, sender] = Pipe(false);
 * receiver.close();
 * assertThrows(() => sender.sendSync("hello"), BrokenPipeError);
 * ```
 * @category Errors
 */
export class BrokenPipeError extends ProcessError {
  /** The name of its class. */
  override readonly name = "BrokenPipeError";
}

/**
 * A received message does not fit the buffer; the message is here.
 *
 * @example
 * ```ts
 * import { BufferTooShort, Pipe } from "@quanta/quanta";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const [receiver, sender] = Pipe(false);
 * sender.sendBytesSync(new Uint8Array([1, 2, 3]));
 * const error = assertThrows(() => receiver.recvBytesIntoSync(new Uint8Array(2)), BufferTooShort);
 * assertEquals(error.bytes.length, 3);
 * ```
 * @category Errors
 */
export class BufferTooShort extends ProcessError {
  /** The name of its class. */
  override readonly name = "BufferTooShort";
  /** The whole message, which is no longer in the pipe. */
  readonly bytes: Uint8Array;
  /** Creates the error with the message that did not fit. */
  constructor(message: string, bytes: Uint8Array) {
    super(message);
    this.bytes = bytes;
  }
}

/**
 * A barrier was broken: by `abort` or `reset`, a timeout, a failed action, or the death of one who waited.
 *
 * @example
 * ```ts
 * import { Barrier, BrokenBarrierError } from "@quanta/quanta";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(() => new Barrier(2).waitSync(1), BrokenBarrierError);
 * ```
 * @category Errors
 */
export class BrokenBarrierError extends ProcessError {
  /** The name of its class. */
  override readonly name = "BrokenBarrierError";
}

/**
 * The last holder of a lock died holding it, and what the lock guards may be half done.
 *
 * @example
 * ```ts
 * import { OwnerDiedError, ProcessError } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new OwnerDiedError("the holder of the lock died") instanceof ProcessError, true);
 * ```
 *
 * @category Errors
 */
export class OwnerDiedError extends ProcessError {
  /** The name of its class. */
  override readonly name = "OwnerDiedError";
}

/**
 * A wait would have closed a cycle of waits. The owner of a pool that blocks for a task, and the task that blocks for
 * what only the owner has, are one: the task fails with it.
 *
 * @example
 * ```ts
 * import { DeadlockError, Lock } from "@quanta/quanta";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const lock = new Lock({ name: "ledger" });
 * lock.acquireSync();
 * const { cycle } = assertThrows(() => lock.acquireSync(), DeadlockError);
 * assertEquals(cycle.map(({ process, waitsFor }) => [process, waitsFor]), [["MainProcess", "ledger"]]);
 * ```
 * @category Errors
 */
export class DeadlockError extends ProcessError {
  /** The name of its class. */
  override readonly name = "DeadlockError";
  /** The cycle: each process, what it waits for, and who holds that, which is the next one. */
  readonly cycle: readonly { process: string; pid: number; waitsFor: string }[];
  /** Creates the error with the members of the cycle. */
  constructor(message: string, cycle: readonly { process: string; pid: number; waitsFor: string }[] = []) {
    super(message);
    this.cycle = cycle;
  }
}

/**
 * A process did not do what was asked of it because it ended.
 *
 * @example
 * ```ts
 * import { WorkerDied } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new WorkerDied("The worker was killed", -9).exitCode, -9);
 * ```
 * @category Errors
 */
export class WorkerDied extends ProcessError {
  /** The name of its class. */
  override readonly name = "WorkerDied";
  /** The exit code of the process, negative when it was ended by a signal. */
  readonly exitCode: number;
  /** Creates the error with the exit code of the process. */
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * A manager's object threw something that is not an error, or that cannot be read: the message says what. Of errors, the fields
 * that cannot cross are left out.
 *
 * @example
 * ```ts
 * import { RemoteError } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new RemoteError("The manager's object threw 5").name, "RemoteError");
 * ```
 * @category Errors
 */
export class RemoteError extends ProcessError {
  /** The name of its class. */
  override readonly name = "RemoteError";
}

/**
 * Two processes could not convince each other that they have the same key.
 *
 * @example
 * ```ts
 * import { answerChallenge, AuthenticationError, deliverChallenge, Pipe } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const [mine, theirs] = Pipe();
 * const key = (text: string) => new TextEncoder().encode(text);
 * const [told] = await Promise.allSettled([
 *   deliverChallenge(mine, key("secret")),
 *   answerChallenge(theirs, key("guess")),
 * ]);
 * assertEquals(told.status === "rejected" && told.reason instanceof AuthenticationError, true);
 * ```
 *
 * @category Errors
 */
export class AuthenticationError extends ProcessError {
  /** The name of its class. */
  override readonly name = "AuthenticationError";
}
