/**
 * Carries the uncaught error of a child to its parent, and prints it once. Loaded by a child that needs it.
 *
 * @module
 */

import { encodeShared } from "../core/_codec.ts";
import { Word } from "../core/_core.ts";
import { say } from "../core/_say.ts";
import type { Tree } from "../core/_tree.ts";

/** Prints the error, and leaves the first one in the control block. */
export function reportError(tree: Tree, error: unknown): void {
  say(`Process ${tree.birth.name} (pid ${tree.birth.pid}):`, error);
  if (tree.core.processWord(tree.self, Word.report) !== 0) return;
  const block = encodeError(tree, error);
  tree.core.blockGive(tree.self, block, tree.self); // it goes with this process where no parent takes it
  tree.core.processSetWord(tree.self, Word.report, block);
}

function encodeError(tree: Tree, error: unknown): number {
  try {
    const { block, encoded: { debt } } = encodeShared(tree, error, "the error", { thrown: true });
    if (debt !== null) tree.debts!.leave(debt); // its parent's from here on
    return block;
  } catch {
    // It is no error, or cannot be read: what can be said in words.
    return encodeShared(tree, inWords(error), "the error", { thrown: true }).block;
  }
}

function inWords(error: unknown): Error {
  try {
    return new Error(String(error));
  } catch (reason) {
    return new Error(`The process ended by an error that cannot be read: ${reason}`);
  }
}
