/**
 * Where the arguments of tasks lie until their task is settled: pages of shared memory, filled from one end, freed when the last of
 * their tasks is. A message that is larger than a part of a page keeps the block that it was encoded in. Where there is no shared memory, or
 * for what is too long for a block, it waits in private memory until the task is offered.
 *
 * @module
 */

import { type Encoded, place } from "../core/_codec.ts";
import { PART_BYTES_MAX } from "../core/_parts.ts";
import type { Tree } from "../core/_tree.ts";

const PAGE_BYTES = 65520; // with its header one 64 KiB block

/** A block of shared memory that some tasks use. */
export interface Page {
  /** Its address, or 0 while the message waits in private memory. */
  block: number;
  uses: number;
  waiting: Encoded | null;
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
    if (block) return { block: address, uses: 1, waiting: null };
    const bytes = (length + 7) & ~7;
    if (encoded.heap === null && (this.#page === null || this.#used + bytes > PAGE_BYTES)) this.#open();
    const page = this.#page;
    if (page === null || encoded.heap !== null) {
      const heap = encoded.heap ?? this.#tree.bytes(address + length).slice(address, address + length);
      return { block: 0, uses: 1, waiting: { ...encoded, heap: heap as Uint8Array<ArrayBuffer> } };
    }
    const target = page.block + this.#used;
    this.#tree.bytes(target + length).copyWithin(target, address, address + length);
    this.#used += bytes;
    page.uses += 1;
    encoded.address = target;
    return page;
  }

  /** A page of its own for so many bytes, or null where there is no memory for it in one piece. */
  take(bytes: number): Page | null {
    const block = bytes > PART_BYTES_MAX ? 0 : this.#tree.tryAllocate(Math.max(1, bytes));
    return block === 0 ? null : { block, uses: 1, waiting: null };
  }

  /** Moves what waits in private memory into shared memory: its address; 0 where there is no room for it. */
  place(page: Page): number {
    const message = page.waiting!;
    if (!place(this.#tree, message)) return 0;
    page.waiting = null;
    return page.block = message.address;
  }

  /** One task less uses a page. */
  release(page: Page): void {
    page.uses -= 1;
    if (page.uses === 0 && page.block !== 0) this.#tree.core.blockRelease(this.#tree.self, page.block);
  }

  /** No more tasks come. */
  close(): void {
    if (this.#page !== null) this.release(this.#page);
    this.#page = null;
  }

  #open(): void {
    this.close();
    const block = this.#tree.tryAllocate(PAGE_BYTES);
    if (block !== 0) this.#page = { block, uses: 1, waiting: null }; // one use is being filled
    this.#used = 0;
  }
}
