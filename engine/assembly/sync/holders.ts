// Objects that several processes hold, and how it is known when the last one lets go.
//
//   object  +0 TRANSIT  +4 LAST  +8 MORE  +12 MOVES  +16 .. +31 four holders     then the object's own words, from +32
//   more    +0 MORE  +4 .. 11 holders                                            a block like it, linked when the four are taken
//
// A holder is a process id, or 0. A process is a holder once, however many references its code has; it becomes one by swapping 0, or the
// id of a process whose thread is gone, for its own: one step, so that a death leaves either no holder or one that everybody sees to be
// dead. TRANSIT counts references that no process holds: those on their way inside messages, and those that other objects keep. It is
// raised before the message is committed and lowered by the receiver after it became a holder, so that an object on its way is
// never taken for lost. MOVES counts how often TRANSIT was raised: see below. LAST is of those who may be stopped by the system (debts.ts).
//
// Held, present, free. An object is held while a living process is a holder or TRANSIT is not 0: an end of a pipe that nobody holds is at
// its end. It is freed when besides no holder is present, that is, when the threads of all holders that were killed are gone too:
// such a thread may still read and swap words of what it had, as it looks at LIVE only now and then.
//
// Who looks. Holders come and go while somebody looks at one after the other, so that a reference which moves from a process that was
// not looked at yet to one that was would be missed. But to become a holder takes a reference on its way, and that one was either
// seen in TRANSIT or raised MOVES: who finds no holder looks at MOVES again, and where it has changed begins anew. TRANSIT
// is raised before MOVES, MOVES is read before TRANSIT. Whoever finds nobody, and MOVES as it was, knows that there is nobody: and
// there never will be, as only a holder can send.
//
// Who frees. The last one to let go, or whoever finds what only the dead held by a walk over the arena (`objectLost`); the one who
// swaps TRANSIT from 0 to GONE. To look and to swap, and before that to give up one's own hold or reference, is one step under the
// arena's lock, under which alone memory is freed: outside of it, after one's hold is given up, the object may be freed by
// another, and its words be anything.
//
// Death at each step. Before the hold is given up: nothing happened. Before GONE: a walk finds the object, as the dead has P_HELD. After
// GONE: nobody frees the object, which is why the host begins with `outerBegin`, so that a fence waits until it is freed. Between
// the raise of TRANSIT and the commit of the message, or between the taking of a message and the end of its decoding, the
// references belong to the thread, which gives them back when it sees that it was ended (`objectForgo`): it is allowed to, as TRANSIT
// keeps the object. A process that the system stops there has noted what it owes, and whoever buries it gives that back (debts.ts).

import { add, load, store, swap } from "./atomics";
import { allocateZeroed, assign, findOwned, lockArena, OBJECT, ownerOf, release, SHARED, stopFinding, unlockArena } from "./arena";
import { closeCounter, countNoted, owes } from "./debts";
import { ARENA, blockOf, BUSY, ENDED, NO_MEMORY, OK, P_HELD } from "./layout";
import { enter, isAlive, isPresent, leave, nudgeAll } from "./process";

const TRANSIT: usize = 0;
const MORE: usize = 8;
const MOVES: usize = 12;
const HOLDERS: usize = 16;
const HOLDER_COUNT: u32 = 4;
const MORE_HOLDERS: usize = 4;
const MORE_COUNT: u32 = 11;
/** TRANSIT of an object that somebody has begun to free. */
const GONE: u32 = 0x80000000;
/** Of an object's owner in the arena. */
const KIND_MASK: u32 = 0xffff;

/** Where an object's own words begin. */
export const OBJECT_BYTES: u32 = 32;

/** What a look at all holders finds: nobody; only dead ones, of which some have a thread; a living one, or a reference on its way. */
const NOBODY: i32 = 0;
const THREADS: i32 = 1;
const HELD: i32 = 2;

/** A zeroed object with its creator as the only holder; 0 when memory is used up, `ENDED` when not allowed. */
export function objectCreate(self: u32, kind: u32, bytes: u32): i32 {
  if (!enter(self)) return ENDED;
  const object = allocateZeroed(self, OBJECT_BYTES + bytes);
  if (object != 0) {
    store(object + HOLDERS, self);
    store(blockOf(self) + P_HELD, 1);
    assign(self, object, OBJECT | kind);
  }
  leave(self);
  return object == 0 ? NO_MEMORY : <i32>object;
}

export function objectKind(object: usize): u32 {
  return ownerOf(object) & KIND_MASK;
}

/** A reference goes into a message, or another object keeps one. By a holder. With an entry of its ledger it is noted there. */
export function objectDepart(object: usize, self: u32, entry: usize, value: u32): void {
  change(object, self, 1, entry, value);
  add(object + MOVES, 1);
}

/** Counts a reference, and notes it where there is an entry: see debts.ts. */
function change(object: usize, self: u32, by: u32, entry: usize, value: u32): void {
  if (!countNoted(object + TRANSIT, self, by, entry, value)) add(object + TRANSIT, by);
}

/**
 * A reference came out of a message: makes `self` a holder. After anything but `OK` (`ENDED`, `NO_MEMORY`) the reference is still the
 * caller's, to be received or forgone. With an entry of its ledger it is noted there.
 */
export function objectReceive(object: usize, self: u32, entry: usize, value: u32): i32 {
  if (!enter(self)) return ENDED;
  const code = hold(object, self);
  if (code == OK) change(object, self, <u32>-1, entry, value);
  leave(self);
  return code;
}

/** Makes `self` a holder of what an object that it holds keeps a reference to. */
export function objectHold(object: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  const code = hold(object, self);
  leave(self);
  return code;
}

/** Whether something of a process may still use what it held: its thread, or whoever settles it. */
function reaches(holder: u32): bool {
  return isPresent(holder) || owes(holder);
}

function claim(word: usize, self: u32): i32 {
  const holder = load(word);
  if (holder == self) return OK;
  if (holder != 0 && reaches(holder)) return BUSY;
  return swap(word, holder, self) == holder ? OK : BUSY;
}

function holds(object: usize, self: u32): usize {
  for (let index: u32 = 0; index < HOLDER_COUNT; index++) {
    const word = object + HOLDERS + (<usize>index << 2);
    if (load(word) == self) return word;
  }
  for (let more = <usize>load(object + MORE); more != 0; more = <usize>load(more)) {
    for (let index: u32 = 0; index < MORE_COUNT; index++) {
      const word = more + MORE_HOLDERS + (<usize>index << 2);
      if (load(word) == self) return word;
    }
  }
  return 0;
}

/** Makes `self` a holder. */
function hold(object: usize, self: u32): i32 {
  if (holds(object, self) != 0) return OK;
  store(blockOf(self) + P_HELD, 1);
  for (let index: u32 = 0; index < HOLDER_COUNT; index++) {
    if (claim(object + HOLDERS + (<usize>index << 2), self) == OK) return OK;
  }
  let link = object + MORE;
  while (true) { // one turn for each block of holders
    let more = <usize>load(link);
    if (more == 0) {
      more = allocateZeroed(self, <u32>MORE_HOLDERS + MORE_COUNT * 4);
      if (more == 0) return NO_MEMORY;
      store(more + MORE_HOLDERS, self);
      assign(self, more, SHARED);
      if (swap(link, 0, <u32>more) == 0) return OK;
      release(self, more);
      more = <usize>load(link);
    }
    for (let index: u32 = 0; index < MORE_COUNT; index++) {
      if (claim(more + MORE_HOLDERS + (<usize>index << 2), self) == OK) return OK;
    }
    link = more;
  }
}

/** The holder at a place, 0 where there is none that lives, -1 behind the last place: for who looks at one after the other. */
export function objectHolder(object: usize, index: u32): i32 {
  let word = object + HOLDERS;
  let count = HOLDER_COUNT;
  let more = <usize>load(object + MORE);
  while (index >= count) { // one turn for each block of holders
    index -= count;
    // Who looks may hold nothing: the object may be gone, and its words be anything.
    if (more < ARENA || more > (<usize>memory.size() << 16) - 64) return -1;
    word = more + MORE_HOLDERS;
    count = MORE_COUNT;
    more = <usize>load(more);
  }
  const holder = load(word + (<usize>index << 2));
  return holder != 0 && isAlive(holder) ? <i32>holder : 0;
}

/** How often references left, modulo 2^32. */
export function objectMoves(object: usize): u32 {
  return load(object + MOVES);
}

/** How many references are on their way or kept. To be asked after `objectMoves`, where that is asked too. */
export function objectTransit(object: usize): u32 {
  return load(object + TRANSIT);
}

/** The one living process that holds it; 0 when there are several, or none, or it is on its way to one. */
export function objectSoleHolder(object: usize): u32 {
  if (load(object + TRANSIT) != 0) return 0;
  let sole: u32 = 0;
  let word = object + HOLDERS;
  let count = HOLDER_COUNT;
  let more = <usize>load(object + MORE);
  while (true) { // one turn for each block of holders
    for (let index: u32 = 0; index < count; index++) {
      const holder = load(word + (<usize>index << 2));
      if (holder == 0 || !isAlive(holder)) continue;
      if (sole != 0) return 0;
      sole = holder;
    }
    if (more == 0) return sole;
    word = more + MORE_HOLDERS;
    count = MORE_COUNT;
    more = <usize>load(more);
  }
}

/** Looks at all holders. */
function look(object: usize): i32 {
  while (true) { // every turn ends it, or a reference went on its way meanwhile
    const moves = load(object + MOVES);
    const transit = load(object + TRANSIT);
    if (transit != 0 && (transit & GONE) == 0) return HELD;
    let found = lookAt(object + HOLDERS, HOLDER_COUNT);
    for (let more = <usize>load(object + MORE); more != 0 && found != HELD; more = <usize>load(more)) {
      found = max(found, lookAt(more + MORE_HOLDERS, MORE_COUNT));
    }
    if (found == HELD || load(object + MOVES) == moves) return found;
  }
}

function lookAt(holders: usize, count: u32): i32 {
  let found = NOBODY;
  for (let index: u32 = 0; index < count; index++) {
    const holder = load(holders + (<usize>index << 2));
    if (holder == 0) continue;
    if (isAlive(holder)) return HELD;
    if (reaches(holder)) found = THREADS;
  }
  return found;
}

/** Whether a living process holds it, or it is on its way to one. */
export function objectIsHeld(object: usize): bool {
  return look(object) == HELD;
}

/** Lets go. 1 for the one caller that must free what the object holds, and then the object; else 0. */
export function objectDrop(object: usize, self: u32): i32 {
  if (!enter(self)) return 0;
  lockArena(self);
  const word = holds(object, self);
  if (word != 0) store(word, 0);
  return settle(object, self);
}

/** A reference that another object kept is given up; the answer is that of `objectDrop`. */
export function objectArrive(object: usize, self: u32): i32 {
  if (!enter(self)) return 0;
  lockArena(self);
  add(object + TRANSIT, <u32>-1);
  return settle(object, self);
}

/** The second half of both. Who waits for the last living holder to let go hears of it, also where the memory must wait for a thread. */
function settle(object: usize, self: u32): i32 {
  const found = look(object);
  const last = found == NOBODY && closeCounter(object + TRANSIT, GONE);
  unlockArena(self);
  leave(self);
  if (found == THREADS) nudgeAll();
  return last ? 1 : 0;
}

/**
 * A reference that was to go into a message, or that came in one, is given up. True when nobody holds the object any more: then
 * the caller is to look for what is lost. Where it was ended itself, whoever buries it does. With an entry of its ledger, or of one that it
 * settles, it is noted there.
 */
export function objectForgo(object: usize, self: u32, entry: usize, value: u32): bool {
  let found = NOBODY;
  if (enter(self)) {
    lockArena(self);
    change(object, self, <u32>-1, entry, value);
    found = look(object);
    unlockArena(self);
    leave(self);
  } else {
    store(blockOf(self) + P_HELD, 1);
    change(object, self, <u32>-1, entry, value);
  }
  if (found != HELD) nudgeAll();
  return found != HELD;
}

/** An object of one of the kinds (a bit for each) that nobody holds or reaches, for the caller to free; or 0. One step for each block of the arena. */
export function objectLost(self: u32, kinds: u32): usize {
  let object: usize = 0;
  while (true) { // one turn for each object
    object = findOwned(self, object, OBJECT);
    if (object == 0) return 0;
    const kind = objectKind(object);
    if (kind >= 32 || (kinds & (1 << kind)) == 0) continue;
    if (look(object) == NOBODY && closeCounter(object + TRANSIT, GONE)) break;
  }
  stopFinding(self);
  return object;
}

/**
 * Objects of the kinds that no living process holds, but that references on their way reach: each gets one more such reference, so that it
 * is not freed meanwhile. Writes at most `most` addresses to `target` and answers how many; one step for each block of the arena.
 */
export function objectsOnTheirWay(self: u32, kinds: u32, target: usize, most: u32): u32 {
  let count: u32 = 0;
  let object: usize = 0;
  while (count < most) { // one turn for each object
    object = findOwned(self, object, OBJECT);
    if (object == 0) return count;
    const kind = objectKind(object);
    if (kind >= 32 || (kinds & (1 << kind)) == 0) continue;
    const transit = load(object + TRANSIT);
    if (transit == 0 || (transit & GONE) != 0 || isWithHolder(object)) continue;
    objectDepart(object, self, 0, 0);
    store(target + <usize>(count++ << 2), <u32>object);
  }
  stopFinding(self);
  return count;
}

/** Whether code of some process may still reach it by a handle of its own. */
function isWithHolder(object: usize): bool {
  let found = lookAt(object + HOLDERS, HOLDER_COUNT);
  for (let more = <usize>load(object + MORE); more != 0 && found == NOBODY; more = <usize>load(more)) {
    found = lookAt(more + MORE_HOLDERS, MORE_COUNT);
  }
  return found != NOBODY;
}

/** How many references are on their way, and with `moves` how often one went; -1 while a process holds it. */
export function objectReferences(object: usize, moves: bool): i32 {
  const moved = load(object + MOVES);
  const transit = load(object + TRANSIT);
  if (isWithHolder(object)) return -1;
  return <i32>(moves ? moved : transit);
}

/** Frees an object's memory. Only inside a section. */
export function objectFree(object: usize, self: u32): void {
  for (let more = <usize>load(object + MORE); more != 0;) {
    const next = <usize>load(more);
    release(self, more);
    more = next;
  }
  release(self, object);
}
