/**
 * The warden of a process that has started processes of the system: a thread that sleeps until one of them ends, and says so in the
 * shared memory at once, whatever its owner does meanwhile. `_warden_thread.ts` is what it runs.
 *
 * @module
 */

import { say } from "../core/_say.ts";
import type { Mapping } from "../core/_spanning.ts";
import type { Tree } from "../core/_tree.ts";
import { makeBell, ring } from "./_libc_process.ts";

const thread = new URL("./_warden_thread.ts", import.meta.url);

/** What the thread is told by its name: a message would come only when event loops turn. */
export interface WardenBirth extends Mapping {
  /** The process that it serves. */
  owner: number;
  /** What is rung when there is something to look for. */
  bell: number;
}

const wardens = new WeakMap<Tree, Warden>();

/** The warden of this process; the first call starts it. @throws {RangeError} when no more files may be opened. */
export function wardenOf(tree: Tree, mapping: Mapping): Warden {
  let warden = wardens.get(tree);
  if (warden === undefined) wardens.set(tree, warden = new Warden(tree, mapping));
  return warden;
}

/** The owner's side of it. */
export class Warden {
  readonly #bell: number;

  constructor(tree: Tree, mapping: Mapping) {
    this.#bell = makeBell();
    const birth: WardenBirth = { ...mapping, owner: tree.self, bell: this.#bell };
    const worker = unreferenced(new Worker(thread, { type: "module", name: JSON.stringify(birth) }));
    worker.onerror = (event) => {
      event.preventDefault();
      say(`The end of processes that the system ends is seen late: their warden could not go on: ${event.message}`);
    };
    tree.departing.add(() => ring(this.#bell, true));
  }

  /** Has it look for processes that were started. */
  ring(): void {
    ring(this.#bell, false);
  }
}

/** Deno keeps a worker's `unref` under a symbol without a name; without it a stuck thread would hold the exit. */
export function unreferenced(worker: Worker): Worker {
  const unref = Object.getOwnPropertySymbols(Worker.prototype).find((symbol) => !symbol.description);
  if (unref !== undefined) (worker as unknown as Record<symbol, (referenced: boolean) => void>)[unref](false);
  return worker;
}
