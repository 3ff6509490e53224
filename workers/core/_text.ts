/**
 * Texts in shared memory: names of processes and locks, which other processes read for their messages.
 *
 * @module
 */

import type { Tree } from "./_tree.ts";

/** Writes a text into a shared block of its own and returns its address. */
export function writeText(tree: Tree, text: string): number {
  const bytes = new TextEncoder().encode(text);
  const block = tree.allocate(bytes.length + 4, "store a name");
  tree.core.wordStore(block, bytes.length);
  tree.bytes(block + 4 + bytes.length).set(bytes, block + 4);
  tree.core.blockShare(tree.self, block);
  return block;
}

/** Reads a text that `writeText` wrote; an empty one for address 0. */
export function readText(tree: Tree, block: number): string {
  if (block === 0) return "";
  const length = tree.core.wordLoad(block);
  return new TextDecoder().decode(tree.bytes(block + 4 + length).slice(block + 4, block + 4 + length));
}
