/**
 * What Lock and RLock share: the wait of the contended path, the search for deadlocks, names.
 *
 *   words  +0 .. +8 the lock itself (`engine/assembly/sync/lock.ts`)  +12 NAME (a text, or 0)  +16 SERIAL
 *
 * @module
 */

import { BUSY, OWNER_DIED, TIMED_OUT, Word } from "./_core.ts";
import { signalOf, timeoutOf, type Wait } from "./_limit.ts";
import { Shared } from "./_shared.ts";
import { readText, writeText } from "./_text.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";
import { waitAsync, waitSync } from "./_wait.ts";
import { DeadlockError } from "./errors.ts";

const NAME = 12;
const SERIAL = 16;
const WORD_BYTES = 20;
const SEQUENCE = 4;

/** The object of a new lock. */
export function createMutex(kind: number, what: string, name: string | undefined): Shared {
  if (name !== undefined && typeof name !== "string") {
    throw new TypeError(`Cannot create ${what}: name must be a string, got ${String(name)}`);
  }
  const shared = Shared.create(kind, WORD_BYTES, what);
  shared.store(SERIAL, shared.core.nextSerial());
  if (name !== undefined) shared.store(NAME, writeText(shared.tree, name));
  return shared;
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

/** The contended path of a lock. Answers `OK`, `OWNER_DIED` or `TIMED_OUT`, or throws. */
export class Contention {
  readonly sequence: number;
  readonly #shared: Shared;
  readonly #tryArm: (words: number, self: number) => number;

  constructor(shared: Shared, recursive: boolean) {
    this.#shared = shared;
    this.sequence = shared.words + SEQUENCE;
    this.#tryArm = recursive ? shared.core.recursiveArm : shared.core.lockArm;
  }

  arm(): number {
    return this.#tryArm(this.#shared.words, this.#shared.self);
  }

  /** After a try that answered `code`. */
  waitSync(code: number, wait: Wait | undefined): number {
    if (code !== BUSY) return settled(code);
    const timeoutMs = timeoutOf(wait);
    if (timeoutMs === 0) return TIMED_OUT;
    if (timeoutMs !== Infinity) return waitSync(this.#shared.tree, this, timeoutMs);
    const { tree, core, self, words } = this.#shared;
    try {
      if (core.wantBegin(self, words) > 0) throw deadlock(tree, words);
      return waitSync(tree, this, timeoutMs);
    } finally {
      core.wantEnd(self);
    }
  }

  async wait(code: number, wait: Wait | undefined): Promise<number> {
    if (code !== BUSY) return settled(code);
    const timeoutMs = timeoutOf(wait);
    if (timeoutMs === 0) return TIMED_OUT;
    return await waitAsync(this.#shared.tree, this, timeoutMs, signalOf(wait));
  }
}

function settled(code: number): number {
  if (code === OWNER_DIED) return code;
  if (code === -5) throw new RangeError("Cannot acquire the lock: it is held too many times already");
  throw new ProcessEnded();
}

/** The error for the cycle that the wait of this process for `words` would close. */
function deadlock(tree: Tree, words: number): DeadlockError {
  const { core } = tree;
  const cycle: { process: string; pid: number; waitsFor: string }[] = [];
  let id = tree.self;
  let lock = words;
  do { // the core counted the members of this cycle, and all of them sleep
    const process = readText(tree, core.processWord(id, Word.name)) || tree.birth.name;
    cycle.push({ process, pid: core.processWord(id, Word.pid), waitsFor: mutexName(tree, lock) });
    id = core.lockOwner(lock);
    lock = core.processWord(id, Word.wants);
  } while (id !== tree.self && id !== 0 && lock !== 0 && cycle.length < 1024);
  const text = cycle.map((member, index) =>
    `${member.process} (pid ${member.pid}) waits for ${member.waitsFor}, which ${
      cycle[(index + 1) % cycle.length].process
    } holds`
  ).join("; ");
  return new DeadlockError(`Cannot acquire the lock: ${text}`, cycle);
}
