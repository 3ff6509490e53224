/**
 * How a worker of a pool hands results in.
 *
 * @module
 */

import { type Codec, codecOf, type Encoded, unsend } from "../core/_codec.ts";
import { ENDED, NO_MEMORY, OK } from "../core/_core.ts";
import { Outcome } from "./_board.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";

/** A task's time was up, and it was stopped in the midst of whatever it did. */
export class Stopped extends Error {}

/** Hands in what became of tasks. */
export class Finisher {
  readonly codec: Codec;
  /** This worker was stopped in the midst of something, and must end. */
  stopped = false;
  readonly #tree: Tree;
  readonly #board: number;

  constructor(tree: Tree, board: number) {
    this.#tree = tree;
    this.#board = board;
    this.codec = codecOf(tree);
  }

  /**
   * Hands in a result, or what was thrown. What cannot cross fails its task, and nothing else.
   *
   * @throws {ProcessEnded} when the pool has given the task up.
   */
  finish(slot: number, outcome: number, value: unknown, label = outcome === Outcome.value ? "result" : "error"): void {
    const refused = this.tryFinish(slot, outcome, value, label);
    if (refused === null) return;
    if (outcome === Outcome.value && refused.reason instanceof DOMException) {
      return this.finish(slot, Outcome.unclonable, refused.reason.message, label);
    }
    this.finish(slot, Outcome.thrown, plain(outcome === Outcome.value ? refused.reason : value), label);
  }

  /** The same; answers why the value cannot cross, and then nothing was handed in. */
  tryFinish(slot: number, outcome: number, value: unknown, label: string): { reason: unknown } | null {
    let encoded: Encoded;
    try {
      encoded = this.codec.encoder.encode(value, label);
    } catch (reason) {
      if (reason instanceof ProcessEnded) throw reason;
      return { reason };
    }
    const { address, length, block } = encoded;
    let isSent = false;
    try {
      isSent = this.#hand(slot, outcome, address, length, block ? 1 : 0);
    } finally {
      if (!isSent) unsend(this.#tree, encoded, block ? address : null);
    }
    return null;
  }

  /** Hands in the numbers that a chunk came to. */
  finishNumbers(slot: number, results: Float64Array): void {
    const { core, self } = this.#tree;
    const bytes = results.byteLength;
    const block = core.blockAllocate(self, Math.max(8, bytes));
    if (block === ENDED) throw new ProcessEnded();
    if (block <= 0) return void this.#hand(slot, Outcome.noMemory, 0, 0, 0);
    new Float64Array(this.#tree.bytes(block + bytes).buffer, block, results.length).set(results);
    this.#hand(slot, Outcome.numbers, block, bytes, 1);
  }

  /** Hands in what a task threw. */
  fail(slot: number, error: unknown): undefined {
    if (isOf(error, ProcessEnded)) throw error;
    if (isOf(error, Stopped)) {
      this.stopped = true;
      return void this.#hand(slot, Outcome.timedOut, 0, 0, 0);
    }
    this.finish(slot, Outcome.thrown, error);
  }

  /** Why a value cannot cross, or null. */
  refusal(value: unknown, label: string): unknown {
    if (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol") return null;
    try {
      const encoded = this.codec.encoder.encode(value, label);
      unsend(this.#tree, encoded, encoded.block ? encoded.address : null);
      return null;
    } catch (error) {
      if (error instanceof ProcessEnded) throw error;
      return error;
    }
  }

  /** An error, or what of it can cross. */
  crossing(error: unknown): unknown {
    if (isOf(error, ProcessEnded) || isOf(error, Stopped)) throw error;
    return this.refusal(error, "error") === null ? error : plain(error);
  }

  /** Whether this was handed in; without memory for it, that is. */
  #hand(slot: number, outcome: number, address: number, length: number, block: number): boolean {
    const code = this.#tree.core.boardFinish(this.#board, slot, this.#tree.self, outcome, address, length, block);
    if (code === OK) return true;
    if (code !== NO_MEMORY) throw new ProcessEnded();
    this.#hand(slot, Outcome.noMemory, 0, 0, 0);
    return false;
  }
}

/** Whether the library itself threw it. What users throw may be such that even to ask fails. */
function isOf(thrown: unknown, type: { new (...args: never[]): object }): boolean {
  try {
    return thrown instanceof type;
  } catch {
    return false;
  }
}

/** What can be said of an error that cannot cross as it is: all but the fields that hinder it. */
function plain(thrown: unknown): Error {
  try {
    return copyOf(thrown, new Set());
  } catch {
    return new Error("The task threw what cannot be read");
  }
}

/** @param seen Errors that this one is a cause of, as causes may go round in circles. */
function copyOf(thrown: unknown, seen: Set<Error>): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  seen.add(error);
  const copy = new Error(error.message);
  Object.defineProperty(copy, "name", { value: error.name, configurable: true });
  copy.stack = error.stack;
  for (const [key, value] of Object.entries(error)) {
    if (value === null || !["object", "function", "symbol"].includes(typeof value)) {
      Object.assign(copy, { [key]: value });
    }
  }
  const { cause } = error;
  if (cause instanceof Error && !seen.has(cause)) copy.cause = copyOf(cause, seen);
  else if (cause !== undefined) copy.cause = String(cause);
  return copy;
}
