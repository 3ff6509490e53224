/**
 * How a worker of a pool runs a chunk: the items of a map, one after the other. As long as items and results are numbers, nothing but
 * numbers is made.
 *
 * @module
 */

import { isThenable } from "../core/_checks.ts";
import { Mode, Outcome } from "./_board.ts";
import type { Finisher } from "./_finish.ts";

/** A function that tasks call. */
// deno-lint-ignore no-explicit-any
export type Target = (...args: any[]) => unknown;

/** What there is to do. */
interface Chunk {
  target: Target;
  items: ArrayLike<unknown>;
  mode: number;
}

/** Runs a chunk and hands its results in; a promise when an item has to be waited for. */
export function runChunk(finisher: Finisher, slot: number, chunk: Chunk): Promise<void> | undefined {
  return new Run(finisher, slot, chunk).numbers();
}

class Run {
  readonly #finisher: Finisher;
  readonly #slot: number;
  readonly #target: Target;
  readonly #items: ArrayLike<unknown>;
  readonly #spread: boolean;
  /** Whether an item that fails leaves the others alone. */
  readonly #each: boolean;
  #results: unknown[] = [];
  readonly #errors: [index: number, error: unknown][] = [];

  constructor(finisher: Finisher, slot: number, { target, items, mode }: Chunk) {
    this.#finisher = finisher;
    this.#slot = slot;
    this.#target = target;
    this.#items = items;
    this.#spread = (mode & Mode.kind) === Mode.starmap;
    this.#each = (mode & Mode.each) !== 0;
  }

  /** While every result is a number. */
  numbers(): Promise<void> | undefined {
    const items = this.#items;
    const target = this.#target;
    if (this.#spread || items.length === 0) return this.#go();
    const results = new Float64Array(items.length);
    for (let index = 0; index < items.length; index++) {
      let result: unknown;
      try {
        result = target(items[index]);
      } catch (error) {
        this.#results = [...results.subarray(0, index)];
        return this.#failed(error) ? undefined : this.#go();
      }
      if (typeof result === "number") results[index] = result;
      else {
        this.#results = [...results.subarray(0, index)];
        if (isThenable(result)) return this.#slowly(result);
        this.#results.push(result);
        return this.#go();
      }
    }
    this.#finisher.finishNumbers(this.#slot, results);
  }

  /** The rest, until an item has to be waited for. */
  #go(): Promise<void> | undefined {
    const [items, target, results] = [this.#items, this.#target, this.#results];
    for (let index = results.length; index < items.length; index++) {
      try {
        const result = this.#spread ? target(...items[index] as unknown[]) : target(items[index]);
        if (isThenable(result)) return this.#slowly(result);
        results.push(result);
      } catch (error) {
        if (this.#failed(error)) return;
      }
    }
    this.#finish();
  }

  /** Waits for a result, then goes on. */
  async #slowly(result: PromiseLike<unknown>): Promise<void> {
    try {
      this.#results.push(await result);
    } catch (error) {
      if (this.#failed(error)) return;
    }
    await this.#go();
  }

  /** Whether that was the end of the chunk. */
  #failed(error: unknown): boolean {
    if (!this.#each) {
      this.#finisher.fail(this.#slot, error);
      return true;
    }
    this.#errors.push([this.#results.push(undefined) - 1, this.#finisher.crossing(error)]);
    return false;
  }

  #finish(): void {
    const [finisher, results, errors] = [this.#finisher, this.#results, this.#errors];
    if (!this.#each) return finisher.finish(this.#slot, Outcome.value, results, "results");
    if (errors.length === 0 && finisher.tryFinish(this.#slot, Outcome.value, results, "results") === null) return;
    for (const [index, result] of results.entries()) { // only the items that cannot cross fail
      const reason = finisher.refusal(result, "result");
      if (reason === null) continue;
      results[index] = undefined;
      errors.push([index, reason]);
    }
    finisher.finish(this.#slot, Outcome.mixed, [results, errors]);
  }
}
