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
    return encodeShared(tree, error, "the error").block;
  } catch {
    // Something inside cannot cross: what can be said in words.
    return encodeShared(tree, inWords(error), "the error").block;
  }
}

function inWords(error: unknown): Error {
  try {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const plain = new Error(message);
    Object.defineProperty(plain, "name", { value: name, configurable: true });
    plain.stack = stack;
    return plain;
  } catch (reason) {
    return new Error(`The process ended by an error that cannot be read: ${reason}`);
  }
}
