/**
 * Tasks as the process sees them that a pool belongs to.
 *
 * @module
 */

import type { Encoded } from "../core/_codec.ts";
import type { Decoder } from "../core/_decode.ts";
import { Outcome } from "./_board.ts";
import type { Page } from "./_pages.ts";
import { TimeoutError } from "../errors.ts";
import type { TaskOptions } from "./options.ts";

/** What a worker handed in. */
export interface Answer {
  outcome: number;
  /** Where it lies, and how long it is. */
  address: number;
  bytes: number;
  decoder: Decoder;
  /** The memory around it. */
  buffer: SharedArrayBuffer;
}

/** What a task asks for, as a slot says it. */
export interface TaskDescription {
  /** Address of the target's description. */
  target: number;
  /** The target's name, for messages. */
  name: string;
  mode: number;
  /** Where the arguments lie. */
  page: Page;
  address: number;
  bytes: number;
  /** Handles among the arguments. */
  departed: Encoded["departed"];
}

/** A call or a chunk of calls, from its submission until it is settled and its slot is free. */
export abstract class PoolTask {
  readonly what: TaskDescription;
  readonly options: TaskOptions;
  /** Address of its slot while it is offered or runs. */
  slot = 0;
  /** Which offer of the pool that was. */
  offer = 0;
  /** Nobody waits for it any more: it has a result, or was given up. */
  settled = false;
  /** Its worker is being ended because of it; the process id. */
  doomed = 0;
  retriesLeft: number;
  /** When a worker must have stopped it by itself; see `performance.now`. */
  deadlineMs = Infinity;
  /** Takes its listener away from the signal. */
  unlisten: (() => void) | null = null;

  constructor(what: TaskDescription, options: TaskOptions, retries: number) {
    this.what = what;
    this.options = options;
    this.retriesLeft = options.retries ?? retries;
  }

  /** Called once, with what a worker handed in. */
  abstract succeed(answer: Answer): void;
  /** Called once, instead. */
  abstract fail(error: unknown): void;
}

/** A task of one call. */
export class CallTask extends PoolTask {
  readonly #sink: { settle(succeeded: boolean, value: unknown): void };

  constructor(
    what: TaskDescription,
    options: TaskOptions,
    { retries, sink }: { retries: number; sink: { settle(succeeded: boolean, value: unknown): void } },
  ) {
    super(what, options, retries);
    this.#sink = sink;
  }

  succeed(answer: Answer): void {
    if (answer.outcome === Outcome.value) {
      this.#sink.settle(true, answer.decoder.decode(answer.address, answer.bytes));
    } else this.#sink.settle(false, errorOf(answer, this.what.name, this.options));
  }

  fail(error: unknown): void {
    this.#sink.settle(false, error);
  }
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
      return new RangeError("Cannot return the result: the tree's shared memory is used up");
  }
}

/** The error of a task that took too long. */
export function timedOut(name: string, timeoutMs: number | undefined): TimeoutError {
  return new TimeoutError(`Cannot complete the task ${name}: it took longer than timeoutMs ${timeoutMs}`);
}
