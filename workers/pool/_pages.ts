/**
 * Where the arguments of tasks lie until their task is settled: pages of shared memory, filled from one end, freed when the last of
 * their tasks is. A message that is larger than a part of a page keeps the block that it was encoded in.
 *
 * @module
 */

import type { Encoded } from "../core/_codec.ts";
import type { Tree } from "../core/_tree.ts";

const PAGE_BYTES = 65520; // with its header one 64 KiB block

/** A block of shared memory that some tasks use. */
export interface Page {
  block: number;
  uses: number;
}

/** The pages of one pool. */
export class Pages {
  readonly #tree: Tree;
  #page: Page | null = null;
  #used = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Keeps an encoded message; its address is afterwards that in the page. */
  keep(encoded: Encoded): Page {
    const { address, length, block } = encoded;
    if (block) return { block: address, uses: 1 };
    const bytes = (length + 7) & ~7;
    if (this.#page === null || this.#used + bytes > PAGE_BYTES) this.#open();
    const page = this.#page!;
    const target = page.block + this.#used;
    this.#tree.bytes(target + length).copyWithin(target, address, address + length);
    this.#used += bytes;
    page.uses += 1;
    encoded.address = target;
    return page;
  }

  /** A page of its own for so many bytes. */
  take(bytes: number): Page {
    return { block: this.#tree.allocate(Math.max(1, bytes), "send the tasks"), uses: 1 };
  }

  /** One task less uses a page. */
  release(page: Page): void {
    page.uses -= 1;
    if (page.uses === 0) this.#tree.core.blockRelease(this.#tree.self, page.block);
  }

  /** No more tasks come. */
  close(): void {
    if (this.#page !== null) this.release(this.#page);
    this.#page = null;
  }

  #open(): void {
    this.close();
    this.#page = { block: this.#tree.allocate(PAGE_BYTES, "send the task"), uses: 1 }; // one use is being filled
    this.#used = 0;
  }
}
