/**
 * The objects of Lock and RLock, and their names.
 *
 *   words  +0 .. +8 the lock itself (`engine/assembly/sync/lock.ts`)  +12 NAME (a text, or 0)  +16 SERIAL
 *
 * @module
 */

import { Shared } from "../core/_shared.ts";
import { readText, writeText } from "../core/_text.ts";
import type { Tree } from "../core/_tree.ts";

const NAME = 12;
const SERIAL = 16;
const WORD_BYTES = 20;

/** The object of a new lock. */
export function createMutex(kind: number, what: string, name: string | undefined): Shared {
  if (name !== undefined && typeof name !== "string") {
    throw new TypeError(`Cannot create ${what}: name must be a string, got ${String(name)}`);
  }
  return Shared.create(kind, WORD_BYTES, what, (shared) => {
    shared.store(SERIAL, shared.core.nextSerial());
    if (name !== undefined) shared.store(NAME, writeText(shared.tree, name));
  });
}

/** Frees a lock's name. */
export function freeMutex({ tree, words }: { tree: Tree; words: number }): void {
  const name = tree.core.wordLoad(words + NAME);
  if (name !== 0) tree.core.blockRelease(tree.self, name);
}

/** The name of the lock at an address: its own, or a number. */
export function mutexName(tree: Tree, words: number): string {
  const name = readText(tree, tree.core.wordLoad(words + NAME));
  return name !== "" ? name : `lock ${tree.core.wordLoad(words + SERIAL)}`;
}
