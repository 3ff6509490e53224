/**
 * The pieces of which the models are made: how a host waits, what a reaper does, where things are.
 *
 * @module
 */

import { BUSY, type Core, OK, Thread, Word } from "../../../../workers/core/_core.ts";
import type { Next, Program, Stage } from "./checker.ts";

/** A memory with a root and three processes. */
export interface Place {
  root: number;
  /** Ids of the processes. */
  ids: number[];
}

/** The ids are the same in every memory: generation 1 in the slots 0 to 3. */
export const place: Place = { root: 4, ids: [5, 6, 7] };

/** Makes the tree. */
export function setUpTree(core: Core): void {
  const root = core.treeCreate(1, 16384);
  const ids = [1, 2, 3].map(() => core.processClaim(root));
  if (root !== place.root || ids.join() !== place.ids.join()) throw new Error(`unexpected ids ${root} ${ids}`);
}

const PROCESSES = 1024;
const PROCESS_BYTES = 128;
/** Words of a control block by offset (`engine/assembly/sync/layout.ts`), which nobody reads in a model without deaths or fences. */
const QUIET = new Set([0, 4, 12, 24, 28, 64, 68, 84, 88, 92, 100, 104]);
/** The same, besides: who lives, and what sleepers sleep on. */
const OF_DEATHS = new Set([8, 80, 96]);

/** Words of the arena's index: read and written under its lock, so that reading is no point of choice, nor is writing where nobody dies. */
const ARENA_INDEX = [84, 220];
/** Flag and sequence word of those who wait for memory, of whom there are none in most models. */
export const OF_MEMORY = [256, 260];

/** Where the ledgers are, which nobody changes. */
const LEDGERS = 304;

/** Accesses that make no difference. */
export function quietWords(deaths: boolean): (address: number, reads: boolean) => boolean {
  return (address, reads) => {
    if (address < PROCESSES) {
      if (address >= ARENA_INDEX[0] && address < ARENA_INDEX[1]) return reads || !deaths;
      return address === 68 || address === 72 || address === LEDGERS || OF_MEMORY.includes(address); // ROOT_DEATHS, ROOT_SERIAL
    }
    if (address >= PROCESSES + 4 * PROCESS_BYTES) return false;
    const offset = (address - PROCESSES) % PROCESS_BYTES;
    return QUIET.has(offset) || (!deaths && OF_DEATHS.has(offset));
  };
}

/**
 * A wait as `waitSync` does it: read the word, arm, sleep. Goes to the next stage with what `done` makes of the answer, and comes back
 * to this one after each sleep.
 */
export function wait(
  options: {
    self: number;
    sequence: (core: Core) => number;
    arm: (core: Core, locals: readonly number[]) => number;
    stage: number;
    done: (code: number, locals: readonly number[]) => Next;
    timeoutMs?: number;
    /** What to do when a sleep with a time limit ends. */
    afterSleep?: (locals: readonly number[]) => Next;
  },
): Stage {
  const { self, sequence, arm, stage, done, timeoutMs = -1, afterSleep } = options;
  return (core, locals) => {
    const address = sequence(core);
    const seen = core.waitBegin(self, address);
    const code = arm(core, locals);
    if (code !== BUSY) {
      core.waitEnd(self);
      return done(code, locals);
    }
    core.park(self, address, seen, timeoutMs);
    return afterSleep !== undefined ? afterSleep(locals) : [stage, locals];
  };
}

/** What the parent does when a process has died with its thread: sets the exit word, wakes everyone, frees its blocks and its slot. */
export function reaper(dead: number): Program {
  return {
    afterDeath: true,
    stages: [(core) => {
      if (core.processExit(dead, -9)) core.announce(dead);
      return [1, []];
    }, (core) => {
      core.processSetWord(dead, Word.thread, Thread.gone);
      const next = () => core.buryNext(place.root, dead);
      for (let id = next(); id !== 0; id = next()) core.buried(place.root, id);
      return null;
    }],
  };
}

/** Asserts inside a stage, where a failed assertion of the core's answer is a found bug. */
export function expect(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

export { BUSY, OK };
