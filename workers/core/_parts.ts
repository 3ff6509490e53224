/**
 * Messages in shared memory that are too long for one block: they begin in one and go on in its parts (`engine/assembly/sync/arena.ts`).
 * Each block is filled to its end, so that none need say how much of it is used. So a message of any length takes little more
 * memory than it is long, wherever that is.
 *
 * @module
 */

import { PAGE_BYTES, PAGES_BEFORE, type Tree } from "./_tree.ts";

/** What is longer is written into several blocks. With its header, a block of 16 MiB. */
export const PART_BYTES_MAX = 2 ** 24 - 16;
/** Where memory is in pieces, parts may be as short as this. */
const PART_BYTES_MIN = 2 ** 16 - 16;
/** The longest message: its length is a number of 31 bits. */
export const MESSAGE_BYTES_MAX = 2 ** 31 - 1;

const tooLarge = new WeakSet<object>();

/** Refuses a message that the tree's shared memory could not hold if there was nothing else in it: no waiting helps it. @throws {RangeError} */
export function checkFits(tree: Tree, length: number, label: string): void {
  const limit = (tree.core.memoryPagesMax() - PAGES_BEFORE) * PAGE_BYTES;
  if (length <= limit) return;
  const error = new RangeError(
    `Cannot send ${label}: it takes ${length} bytes, and the tree's shared memory can never be larger than ${limit}; see limitSharedMemory`,
  );
  tooLarge.add(error);
  throw error;
}

/** Whether an error is that of `checkFits`. */
export function isTooLarge(error: unknown): error is RangeError {
  return typeof error === "object" && error !== null && tooLarge.has(error);
}

/** Writes bytes, behind each other, into a private block and its parts. Its address, or 0 where there is no memory for them. */
export function storeParts(tree: Tree, ...pieces: Uint8Array[]): number {
  const { core, self } = tree;
  let rest = pieces.reduce((sum, { length }) => sum + length, 0);
  let [first, last, at, end] = [0, 0, 0, 0];
  let wanted = PART_BYTES_MAX;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length || first === 0;) { // one turn for each block
      if (at === end) {
        let block = tree.tryAllocate(Math.max(1, Math.min(rest, wanted)));
        while (block === 0 && Math.min(rest, wanted) > PART_BYTES_MIN) {
          wanted = Math.max(PART_BYTES_MIN, (wanted + 16) / 2 - 16);
          block = tree.tryAllocate(Math.min(rest, wanted));
        }
        if (block === 0) {
          if (first !== 0) core.blockReturn(self, first);
          return 0;
        }
        if (first === 0) first = block;
        else core.blockJoin(self, first, last, block);
        [last, at, end] = [block, block, block + (core.blockBytes(block) >>> 0)];
      }
      const count = Math.min(piece.length - from, end - at);
      tree.bytes(at + count).set(piece.subarray(from, from + count), at);
      [from, at, rest] = [from + count, at + count, rest - count];
    }
  }
  return first;
}

/** Whether so many bytes that begin in a block go on in parts of it. */
export function isInParts(tree: Tree, block: number, length: number): boolean {
  return length > PART_BYTES_MIN && length > tree.core.blockBytes(block) >>> 0;
}

/** A private copy of the bytes that begin in a block. */
export function gather(tree: Tree, block: number, length: number): Uint8Array<ArrayBuffer> {
  const { core } = tree;
  const bytes = new Uint8Array(length);
  for (let at = 0, part = block; at < length; part = core.blockNext(part) >>> 0) {
    const count = Math.min(length - at, core.blockBytes(part) >>> 0);
    bytes.set(tree.bytes(part + count).subarray(part, part + count), at);
    at += count;
  }
  return bytes;
}
