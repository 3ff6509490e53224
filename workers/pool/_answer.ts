/**
 * What workers of a pool hand in, as the pool's process reads it, and what it says of those that do not.
 *
 * @module
 */

import { Outcome, SHORT_RESULT, Slot, SLOT_BYTES } from "./_board.ts";
import type { Decoder } from "../core/_decode.ts";
import { type Tree, usedUp } from "../core/_tree.ts";
import { TimeoutError, WorkerDied } from "../errors.ts";
import type { TaskOptions } from "./options.ts";

/** What a worker handed in. */
export interface Answer {
  outcome: number;
  /** Where it lies, and how long it is. */
  address: number;
  bytes: number;
  /** The block that it lies in, or 0 when it lies in the slot. */
  block: number;
  decoder: Decoder;
  /** The memory around it. */
  buffer: SharedArrayBuffer;
}

/** What was handed in for a slot. */
export function answerIn(slot: number, tree: Tree, decoder: Decoder): Answer {
  const words = tree.words(slot + SLOT_BYTES);
  const at = slot >>> 2;
  const block = words[at + Slot.result] >>> 0;
  const bytes = words[at + Slot.resultBytes];
  const address = block === 0 ? slot + SHORT_RESULT : block;
  return {
    outcome: words[at + Slot.outcome],
    address,
    bytes,
    block,
    decoder,
    buffer: tree.bytes(address + bytes).buffer,
  };
}

/** Decodes what nobody wants, for the handles in it. */
export function forgoAnswer({ outcome, address, bytes, decoder }: Answer): void {
  if (bytes > 0 && outcome !== Outcome.numbers) decoder.decode(address, bytes);
}

/** The error that a worker handed in. */
export function errorOf(answer: Answer, name: string, { timeoutMs }: TaskOptions): unknown {
  switch (answer.outcome) {
    case Outcome.thrown:
      return answer.decoder.decode(answer.address, answer.bytes);
    case Outcome.unclonable:
      return new DOMException(answer.decoder.decode(answer.address, answer.bytes) as string, "DataCloneError");
    case Outcome.timedOut:
      return timedOut(name, timeoutMs);
    default:
      return usedUp("return the result");
  }
}

/** The error of a task that took too long, with what it hangs in, where that is known. */
export function timedOut(name: string, timeoutMs: number | undefined, why = ""): TimeoutError {
  const text = `Cannot complete the task ${name}: it took longer than timeoutMs ${timeoutMs}`;
  return new TimeoutError(why === "" ? text : `${text}; ${why}`);
}

/** The end of a worker. */
export interface Death {
  /** Process id, or 0 when it ended before it said it. */
  id: number;
  name: string;
  pid: number;
  exitCode: number;
  error: unknown;
}

/** The error of a task whose worker ended. */
export function workerDied(task: string, { name, pid, exitCode, error: cause }: Death): WorkerDied {
  const error = new WorkerDied(
    `Cannot complete the task ${task}: its worker ${name} (pid ${pid}) ended with exit code ${exitCode}`,
    exitCode,
  );
  if (cause !== undefined) error.cause = cause;
  return error;
}
