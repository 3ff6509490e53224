// Objects that several processes hold, and how it is known when the last one lets go.
//
//   object  +0 KIND  +4 TRANSIT  +8 MORE  +12 .. +31 five holders     then the object's own words, from +32
//   more    +0 MORE  +4 .. 11 holders                                a block like it, linked when the five are taken
//
// A holder is a process id, or 0. A process is a holder once, however many references its code has; it becomes one by swapping 0, or a
// dead process's id, for its own: one step, so that a death leaves either no holder or one that everybody sees to be dead.
// TRANSIT counts references on their way inside messages. It is raised before the message is committed and lowered by
// the receiver after it became a holder, so that an object on its way is never taken for lost. A message that
// is lost with a process that took it but did not unpack it leaves TRANSIT too high: the object is then kept, not lost.
//
// What only dead processes hold is found by a walk over the arena (`objectLost`), where objects are marked as such.

import { add, load, store, swap } from "./atomics";
import { allocateZeroed, assign, findOwned, OBJECT, release, SHARED, stopFinding } from "./arena";
import { blockOf, BUSY, ENDED, NO_MEMORY, OK, P_HELD } from "./layout";
import { enter, isAlive, isPresent, leave } from "./process";

const KIND: usize = 0;
const TRANSIT: usize = 4;
const MORE: usize = 8;
const HOLDERS: usize = 12;
const HOLDER_COUNT: u32 = 5;
const MORE_HOLDERS: usize = 4;
const MORE_COUNT: u32 = 11;
/** TRANSIT of an object whose last holder has begun to free it. */
const GONE: u32 = 0x80000000;

/** Where an object's own words begin. */
export const OBJECT_BYTES: u32 = 32;

/** A zeroed object with its creator as the only holder; 0 when memory is used up, `ENDED` when not allowed. */
export function objectCreate(self: u32, kind: u32, bytes: u32): i32 {
  if (!enter(self)) return ENDED;
  const object = allocateZeroed(self, OBJECT_BYTES + bytes);
  if (object != 0) {
    store(object + KIND, kind);
    store(object + HOLDERS, self);
    store(blockOf(self) + P_HELD, 1);
    assign(self, object, OBJECT | kind);
  }
  leave(self);
  return object == 0 ? NO_MEMORY : <i32>object;
}

export function objectKind(object: usize): u32 {
  return load(object + KIND);
}

/** A reference goes into a message (+1), or came out of one (-1). */
export function objectTransit(object: usize, difference: i32): void {
  add(object + TRANSIT, <u32>difference);
}

function claim(word: usize, self: u32): i32 {
  const holder = load(word);
  if (holder == self) return OK;
  if (holder != 0 && isAlive(holder)) return BUSY;
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
export function objectHold(object: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  const code = hold(object, self);
  leave(self);
  return code;
}

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

/** Whether a living process holds it, or it is on its way to one. */
export function objectIsHeld(object: usize): bool {
  return isHeld(object, false);
}

function isHeld(object: usize, raw: bool): bool {
  const transit = load(object + TRANSIT);
  if (transit != 0 && (transit & GONE) == 0) return true;
  for (let index: u32 = 0; index < HOLDER_COUNT; index++) {
    const holder = load(object + HOLDERS + (<usize>index << 2));
    if (holder != 0 && (raw ? isPresent(holder) : isAlive(holder))) return true;
  }
  for (let more = <usize>load(object + MORE); more != 0; more = <usize>load(more)) {
    for (let index: u32 = 0; index < MORE_COUNT; index++) {
      const holder = load(more + MORE_HOLDERS + (<usize>index << 2));
      if (holder != 0 && (raw ? isPresent(holder) : isAlive(holder))) return true;
    }
  }
  return false;
}

/**
 * Lets go. 1 for the one caller that must free what the object holds, and then the object; else 0. With `raw` the object is
 * one that code reaches by a view of memory: it is not freed while the thread of a dead holder may still run.
 */
export function objectDrop(object: usize, self: u32, raw: bool): i32 {
  const word = holds(object, self);
  if (word != 0) store(word, 0);
  if (isHeld(object, raw)) return 0;
  return swap(object + TRANSIT, 0, GONE) == 0 ? 1 : 0;
}

/** An object of one of the kinds (a bit for each) that is not held, or 0. One step for each block of the arena. */
export function objectLost(self: u32, kinds: u32, raw: bool): usize {
  let object: usize = 0;
  while (true) { // one turn for each object
    object = findOwned(self, object, OBJECT);
    if (object == 0) return 0;
    const kind = load(object + KIND);
    if (kind < 32 && (kinds & (1 << kind)) != 0 && load(object + TRANSIT) == 0 && !isHeld(object, raw)) break;
  }
  stopFinding(self);
  return object;
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
