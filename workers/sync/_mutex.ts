/**
 * The objects of Lock and RLock, and their names.
 *
 *   words  +0 .. +8 the lock itself (`engine/assembly/sync/lock.ts`)  +12 NAME (a text, or 0)  +16 SERIAL
 *
 * @module
 */

import { checkOptions, checkType } from "../core/_checks.ts";
import { Word } from "../core/_core.ts";
import { Shared } from "../core/_shared.ts";
import { readText, writeText } from "../core/_text.ts";
import { ROOT_NAME, type Tree } from "../core/_tree.ts";

const NAME = 12;
const SERIAL = 16;
const WORD_BYTES = 20;

/** The object of a new lock. */
export function createMutex(kind: number, what: string, options: { name?: string }): Shared {
  checkOptions(`create ${what}`, options);
  const { name } = options;
  checkType(`create ${what}: name`, name, "string");
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

/** A line about a lock: its name, and who holds it. */
export function inspectMutex(title: string, { tree, words }: Shared): string {
  const owner = tree.core.lockOwner(words);
  const held = owner === 0
    ? "free"
    : `held by ${processName(tree, owner)} (pid ${tree.core.processWord(owner, Word.pid)})`;
  return `${title} { ${mutexName(tree, words)}: ${held} }`;
}

/** Tells the log that a lock came from a holder that died. */
export function logRecovered({ tree, words }: Shared): void {
  tree.log?.("warning", `got ${mutexName(tree, words)}, whose last holder died holding it`);
}

/** The name of a process of the tree. */
export function processName(tree: Tree, id: number): string {
  return readText(tree, tree.core.processWord(id, Word.name)) || ROOT_NAME;
}
