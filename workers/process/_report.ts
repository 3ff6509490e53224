/**
 * Carries the uncaught error of a child to its parent, and prints it once. Loaded by a child that needs it.
 *
 * @module
 */

import { encodeShared } from "../core/_codec.ts";
import { Word } from "../core/_core.ts";
import type { Tree } from "../core/_tree.ts";

/** Prints the error and leaves it in the control block. */
export function reportError(tree: Tree, error: unknown): void {
  console.error(`Process ${tree.birth.name} (pid ${tree.birth.pid}):`, error);
  tree.core.processSetWord(tree.self, Word.report, encodeError(tree, error));
}

function encodeError(tree: Tree, error: unknown): number {
  try {
    return encodeShared(tree, error, "the error").block;
  } catch {
    // Something inside cannot cross: what can be said in words.
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const plain = new Error(message);
    Object.defineProperty(plain, "name", { value: name, configurable: true });
    plain.stack = stack;
    return encodeShared(tree, plain, "the error").block;
  }
}
