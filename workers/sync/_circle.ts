/**
 * Circles of threads of which each blocks on something that only others of the same circle could bring about: an item, an event, a lock, the
 * end of a process. The smallest is a thread that waits for what no other process has. What each thread is blocked on stands in its
 * control block (`engine/assembly/sync/wants.ts`).
 *
 * A circle is an error when it was found twice in `CONFIRM_MS`: somebody may have died between doing something and saying so.
 * Nothing is known of a process whose event loop runs, that is busy, or that has something to do at a time: a wait that such a one could
 * end is never an error.
 *
 * A thread that blocks serves its pools meanwhile. What may come of that (the result that it waits for, a callback, what it has handed out with
 * tasks) comes of what a worker does: so it waits for those workers as well, and says so (`TASK`). Where one of them is free, or a result
 * is there, or workers are only being started, something may come by itself.
 *
 * @module
 */

import { Word } from "../core/_core.ts";
import { Kind } from "../core/_kind_numbers.ts";
import type { Tree } from "../core/_tree.ts";
import { DeadlockError } from "../errors.ts";
import { mutexName, processName } from "./_mutex.ts";

/** How long a circle must stand. */
const CONFIRM_MS = 20;
/**
 * Tags of what is wanted: an object that any other holder may do something with; a block of several such words; in such a block, the end of a
 * worker, which stands for what it does for this process.
 */
export const ANY = 2;
export const LIST = 3;
const TASK = 1;
const TAGS = 3;

/** What of this process may happen though its thread sleeps. */
export interface Tasks {
  /** Words for what its workers do. */
  words: number[];
  /** References that it has given to its workers, and that none has received. */
  parcels: number[];
}

/** What may happen; null where something may happen by itself. */
export function tasksOf({ chores, core, guests }: Tree): Tasks | null {
  if (chores.size > 0) return null;
  const words = new Set<number>();
  const parcels: number[] = [];
  for (const guest of guests) {
    const wait = guest.waitsFor;
    if (wait === null) return null;
    for (const id of wait.workers) words.add(core.bellOf(id, 1) | TASK);
    for (const word of wait.parcels) parcels.push(word);
  }
  return { words: [...words], parcels };
}

/** Whether code of this process may run though its thread sleeps. */
export function mayCall({ guests }: Tree): boolean {
  if (guests.size === 0) return false;
  for (const guest of guests) if (guest.mayCall) return true;
  return false;
}

/** What a walk needs of a process. */
type Around = Pick<Tree, "core" | "self" | "words">;

/** What was found by a walk: who is in the circle and what for, and a number that is another where anything changed. */
interface Found {
  readonly members: ReadonlyMap<number, number>;
  readonly stamp: number;
}

/** The circle around one wait. */
export class Circle {
  readonly #tree: Tree;
  readonly #lonely: string | undefined;
  #stamp: number | null = null;
  #sinceMs = 0;

  constructor(tree: Tree, lonely?: string) {
    this.#tree = tree;
    this.#lonely = lonely;
  }

  /** The error, if there is a circle that was there `CONFIRM_MS` ago; or when to look again. */
  look(): DeadlockError | number | null {
    const found = findCircle(this.#tree);
    if (found === null) {
      this.#stamp = null;
      return null;
    }
    const now = performance.now();
    if (found.stamp !== this.#stamp) {
      this.#stamp = found.stamp;
      this.#sinceMs = now;
    }
    const restMs = this.#sinceMs + CONFIRM_MS - now;
    return restMs > 0 ? restMs : circleError(this.#tree, found.members, this.#lonely);
  }
}

/** All whom the wait of this thread leads to, if each of them is blocked: nobody can end any of these waits. */
export function findCircle(tree: Around): Found | null {
  const first = walk(tree);
  if (first === null) return null;
  const second = walk(tree);
  return second !== null && second.sum === first.sum ? second : null;
}

/** Visits all that this wait leads to; null as soon as one of them may go on. */
function walk(tree: Around): (Found & { sum: number }) | null {
  const { core, self } = tree;
  const members = new Map<number, number>([[self, 0]]);
  /** How many references to what is waited for are on their way, and how many of those only members can receive. */
  const onTheirWay = new Map<number, number>();
  const parcels = new Map<number, number>();
  let [sum, stamp] = [0, 0];
  for (const [id] of members) { // grows meanwhile; at most 1024
    const count = core.wantCount(id);
    const wants = core.wantStands(id) >>> 0;
    if (wants === 0) return null;
    members.set(id, wants);
    // Who waits for any other shows it anew after each turn: not the count tells that, but what its word was.
    const turn = (wants & ANY) !== 0 ? core.processWord(id, Word.seen) : count;
    let moves = 0;
    const list = listOf(tree, wants);
    // A list that was taken back meanwhile may be anything.
    if (core.wantCount(id) !== count || (core.wantStands(id) >>> 0) !== wants) return null;
    for (const want of list.words) {
      const helpers = helpersOf(tree, id, want);
      if (helpers === null) return null;
      for (const helper of helpers.ids) if (!members.has(helper)) members.set(helper, 0);
      if (helpers.transit > 0) onTheirWay.set((want & ~TAGS) >>> 0, helpers.transit);
      moves = mix(mix(moves + helpers.moves, want), helpers.transit);
    }
    for (let at = 0; at < list.parcels.length; at += PARCEL_WORDS) {
      const [object, word, value] = list.parcels.slice(at, at + PARCEL_WORDS);
      if (word === 0 || core.wordLoad(word) === value) parcels.set(object, (parcels.get(object) ?? 0) + 1);
    }
    sum = mix(mix(mix(sum, id), count), moves);
    stamp = mix(mix(mix(mix(stamp, id), wants), turn), moves);
  }
  for (const [object, transit] of onTheirWay) if (parcels.get(object) !== transit) return null;
  return { members, sum, stamp };
}

function mix(hash: number, value: number): number {
  return Math.imul(Math.imul(hash ^ value, 0x01000193) ^ (value >>> 15), 0x85ebca6b) ^ (hash >>> 13);
}

/** The most words of a list: a block that is no list any more may say anything. */
const WORDS_MAX = 4096;

/**
 * A list is [count, word ..., count of words, parcels]: a parcel is a reference to an object that is in a message to a worker, of which none
 * has it while a word of the message's is as it was: [object, address, value]. Address 0: while the thread that shows it sleeps.
 */
export const PARCEL_WORDS = 3;

function listOf(tree: Around, wants: number): { words: number[]; parcels: number[] } {
  if ((wants & TAGS) !== LIST) return { words: [wants], parcels: [] };
  const block = (wants & ~TAGS) >>> 0;
  const part = (at: number): number[] => {
    const count = Math.max(0, Math.min(tree.words(at + 4)[at >>> 2], WORDS_MAX));
    const words = tree.words(at + 4 + 4 * count);
    return Array.from({ length: count }, (_, index) => words[(at >>> 2) + 1 + index] >>> 0);
  };
  const words = part(block);
  return { words, parcels: part(block + 4 + 4 * words.length) };
}

/** Who might end a wait, besides the one that waits; null when that is not known, or nobody need: it may end by itself. */
function helpersOf(
  { core }: Around,
  id: number,
  want: number,
): { ids: number[]; moves: number; transit: number } | null {
  const address = (want & ~TAGS) >>> 0;
  if ((want & ANY) === 0) {
    const owner = core.wantedOf(address);
    return owner === 0 ? null : { ids: [owner], moves: 0, transit: 0 };
  }
  const moves = core.objectMoves(address);
  const transit = core.objectTransit(address) >>> 0;
  const ids = [];
  let held = false;
  for (let index = 0;; index++) { // one turn for each place of a holder
    const holder = core.objectHolder(address, index);
    if (holder < 0) break;
    if (holder !== 0) held = true;
    if (holder !== 0 && holder !== id) ids.push(holder);
  }
  return held ? { ids, moves, transit } : null;
}

const THINGS: Record<number, string> = {
  [Kind.Semaphore]: "a semaphore",
  [Kind.BoundedSemaphore]: "a semaphore",
  [Kind.Condition]: "a condition",
  [Kind.Event]: "an event",
  [Kind.Barrier]: "a barrier",
  [Kind.Queue]: "a queue",
  [Kind.JoinableQueue]: "a queue",
  [Kind.SimpleQueue]: "a queue",
  [Kind.Connection]: "a pipe",
};
/** What the cycle says of waits for the end of a process, and for what no other process has. */
export const END = "the end of a process";
const ANOTHER = "another process";

/** What a wait is for, in words. */
function thing(tree: Tree, want: number): string {
  const { core } = tree;
  const address = (want & ~TAGS) >>> 0;
  if ((want & TAGS) === LIST) {
    return [...new Set(listOf(tree, want).words.map((word) => thing(tree, word)))].join(" or ");
  }
  if ((want & ANY) !== 0) {
    const kind = core.objectKind(address);
    return kind === Kind.RWLock ? mutexName(tree, core.objectWords(address)) : THINGS[kind] ?? "something";
  }
  if ((want & TAGS) === TASK) return `a task of ${processName(tree, core.wantedOf(address))}`;
  return isEnd(tree, address) ? END : mutexName(tree, address);
}

function isEnd({ core }: Tree, address: number): boolean {
  const owner = core.wantedOf(address);
  return owner !== 0 && address === core.bellOf(owner, 1);
}

function circleError(tree: Tree, members: ReadonlyMap<number, number>, lonely: string | undefined): DeadlockError {
  const { core, self, birth } = tree;
  if (members.size === 1 && lonely !== undefined) {
    return new DeadlockError(lonely, [{ process: birth.name, pid: birth.pid, waitsFor: ANOTHER }]);
  }
  const cycle: { process: string; pid: number; waitsFor: string }[] = [];
  const texts: string[] = [];
  for (const [id, wants] of members) {
    const process = id === self ? birth.name : processName(tree, id);
    const pid = core.processWord(id, Word.pid);
    const waitsFor = thing(tree, wants);
    cycle.push({ process, pid, waitsFor });
    const owner = (wants & TAGS) === 0 ? core.wantedOf(wants) : 0;
    const isHeld = listOf(tree, wants).words.some((want) => (want & ANY) !== 0);
    const relation = owner === 0
      ? waitsFor + (isHeld ? ", which only processes have that are named here" : "")
      : waitsFor === END
      ? `the end of ${processName(tree, owner)}`
      : `${waitsFor}, which ${processName(tree, owner)} holds`;
    texts.push(`${process} (pid ${pid}) waits for ${relation}`);
  }
  return new DeadlockError(`Cannot wait: this would never end: ${texts.join("; ")}`, cycle);
}
