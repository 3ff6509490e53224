/**
 * How a worker of a pool hands results in.
 *
 * @module
 */

import { type Codec, codecOf, type Encoded, place, unsend } from "../core/_codec.ts";
import { NO_MEMORY, OK } from "../core/_core.ts";
import { isTooLarge, PART_BYTES_MAX } from "../core/_parts.ts";
import { onceMemorySync } from "../core/_scarcity.ts";
import { Outcome } from "./_board.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";

/** A message without a byte. */
const NOTHING: Encoded = { address: 0, length: 0, block: false, heap: null, departed: [], debt: null, plain: true };

/** A task's time was up, and it was stopped in the midst of whatever it did. */
export class Stopped extends Error {}

/** Hands in what became of tasks. */
export class Finisher {
  readonly codec: Codec;
  /** This worker was stopped in the midst of something, and must end. */
  stopped = false;
  readonly #tree: Tree;
  readonly #board: number;
  readonly #lacksMemory: (lacks: boolean) => void;

  /** @param lacksMemory Called each time when a result finds no memory, and when it has found some. */
  constructor(tree: Tree, board: number, lacksMemory: (lacks: boolean) => void) {
    this.#tree = tree;
    this.#board = board;
    this.#lacksMemory = lacksMemory;
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
    const reason = isTooLarge(refused.reason)
      ? refused.reason
      : plain(outcome === Outcome.value ? refused.reason : value);
    this.finish(slot, Outcome.thrown, reason, label);
  }

  /** The same; answers why the value cannot cross, and then nothing was handed in. */
  tryFinish(slot: number, outcome: number, value: unknown, label: string): { reason: unknown } | null {
    let encoded: Encoded;
    try {
      const { encoder } = this.codec;
      const isThrown = outcome === Outcome.thrown || outcome === Outcome.mixed; // of what is mixed, results were looked at one by one
      encoded = isThrown ? encoder.encodeThrown(value, label) : encoder.encode(value, label);
    } catch (reason) {
      if (reason instanceof ProcessEnded) throw reason;
      return { reason };
    }
    let isSent = false;
    try {
      isSent = this.#hand(slot, outcome, encoded);
    } finally {
      if (!isSent) unsend(this.#tree, encoded, encoded.block ? encoded.address : null);
    }
    return null;
  }

  /** Hands in the numbers that a chunk came to. */
  finishNumbers(slot: number, results: Float64Array): void {
    const bytes = results.byteLength;
    const block = bytes > PART_BYTES_MAX ? 0 : this.#tree.tryAllocate(Math.max(8, bytes));
    if (block === 0) return this.finish(slot, Outcome.value, Array.from(results), "results");
    new Float64Array(this.#tree.bytes(block + bytes).buffer, block, results.length).set(results);
    this.#hand(slot, Outcome.numbers, { ...NOTHING, address: block, length: bytes, block: true });
  }

  /** Hands in what a task threw. */
  fail(slot: number, error: unknown): undefined {
    if (isOf(error, ProcessEnded)) throw error;
    if (isOf(error, Stopped)) {
      this.stopped = true;
      return void this.#hand(slot, Outcome.timedOut, NOTHING);
    }
    this.finish(slot, Outcome.thrown, error);
  }

  /** Why a value cannot cross, or null. */
  refusal(value: unknown, label: string): unknown {
    if (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol") return null;
    return this.#tried(() => this.codec.encoder.encode(value, label));
  }

  #tried(encode: () => Encoded): unknown {
    try {
      const encoded = encode();
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
    return this.#tried(() => this.codec.encoder.encodeThrown(error, "error")) === null ? error : plain(error);
  }

  /** Whether this was handed in, as soon as there was memory for it: where there never is, that is handed in. */
  #hand(slot: number, outcome: number, encoded: Encoded): boolean {
    const [tree, board] = [this.#tree, this.#board];
    const { debt } = encoded;
    const attempt = () => {
      if (!place(tree, encoded)) return NO_MEMORY;
      const { address, length, block } = encoded;
      if (debt !== null) tree.debts!.finish(debt, slot);
      const code = tree.core.boardFinish(
        board,
        slot,
        tree.self,
        outcome,
        address,
        length,
        block ? 1 : 0,
        debt?.entry ?? 0,
      );
      if (debt !== null && code === OK) tree.debts!.leave(debt);
      else if (debt !== null) tree.debts!.regain(debt);
      return code;
    };
    let code = attempt();
    if (code === OK) return true;
    if (code !== NO_MEMORY) throw new ProcessEnded();
    try {
      code = onceMemorySync(tree, "return the result", () => {
        const code = attempt();
        this.#lacksMemory(code === NO_MEMORY);
        return code;
      });
    } catch (error) {
      if (error instanceof ProcessEnded) throw error;
      this.#lacksMemory(false);
      this.#hand(slot, Outcome.noMemory, NOTHING);
      return false;
    }
    if (code !== OK) throw new ProcessEnded();
    return true;
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

/** What can be said of what cannot cross even without its fields: it is no error, or cannot be read. */
function plain(thrown: unknown): Error {
  try {
    return new Error(String(thrown));
  } catch {
    return new Error("The task threw what cannot be read");
  }
}
