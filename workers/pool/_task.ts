/**
 * Tasks as the process sees them that a pool belongs to.
 *
 * @module
 */

import type { Encoded } from "../core/_codec.ts";
import { depart, forgo } from "../core/_shared.ts";
import { type Answer, errorOf } from "./_answer.ts";
import { Outcome } from "./_board.ts";
import type { Page } from "./_pages.ts";
import type { TaskOptions } from "./options.ts";

/** What a task asks for, as a slot says it. */
export interface TaskDescription {
  /** Address of the target's description. */
  target: number;
  /** The target's name and module, for messages. */
  name: string;
  module: string;
  mode: number;
  /** Where the arguments lie; `address` is theirs once they are in shared memory. */
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
  /** Whether references are kept of the handles among the arguments, besides those in the message, as the task may be begun again. */
  readonly keeps: boolean;
  /** Address of its slot while it is offered or runs. */
  slot = 0;
  /** Which offer of the pool that was. */
  offer = 0;
  /** Nobody waits for it any more: it has a result, or was given up. */
  settled = false;
  /** Its worker is being ended because of it; the process id. */
  doomed = 0;
  retriesLeft: number;
  /** When it was offered, if it has a limit; see `performance.now`. */
  offeredAtMs = 0;
  /** When a worker must have stopped it by itself; see `performance.now`. */
  deadlineMs = Infinity;
  /** Takes its listener away from the signal. */
  unlisten: (() => void) | null = null;

  constructor(what: TaskDescription, options: TaskOptions, retries: number) {
    this.what = what;
    this.options = options;
    this.retriesLeft = options.retries ?? retries;
    this.keeps = this.retriesLeft > 0;
    if (this.keeps) this.#depart();
  }

  /** The task is begun again; the handles among its arguments were `received`, or not. */
  again(received: boolean): void {
    this.retriesLeft -= 1;
    if (received) this.#depart();
  }

  /** The arguments are not needed any more. */
  letGo(received: boolean): void {
    for (let times = (received ? 0 : 1) + (this.keeps ? 1 : 0); times > 0; times--) {
      for (const shared of this.what.departed) forgo(shared);
    }
  }

  #depart(): void {
    for (const shared of this.what.departed) depart(shared);
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
