// Lists of waiters that somebody releases by choice: the condition and the barrier.
//
//   head     +0 GUARD (inner lock)  +4 FIRST (newest waiter, or 0)
//   barrier  +8 PARTIES  +12 COUNT (arrived)  +16 STATUS  +20 SEQUENCE, +24 FLAG: end of an action or a release  +28 ACTION_OWNER
//            +40 NEEDS_ACTION
//   waiter   +0 NEXT  +4 OWNER  +8 SEQUENCE  +12 STATE  +16 INDEX  +20 HAS_ACTION      a shared block of its own
//
// The guard is held for a few steps inside a section, never while asleep. Each change of the list is one store: a new
// waiter is whole before FIRST names it; a waiter is taken out by one store into its predecessor. A waiter stays in the list
// until it takes itself out, released or not, so that a death leaves a waiter with a dead owner, which the next walk takes
// out of the count at once, and frees once the owner's thread is gone: till then it may still be woken. What is left in the list
// when its object is freed goes with it. A death between the two steps that make a new waiter shared and link it leaves one
// block of 64 bytes that nobody finds.
// Release writes STATE, adds to the waiter's SEQUENCE and wakes it; death between these is mended by the announcement.
//
// Condition. `notify` releases the oldest waiters that still wait. Whoever times out takes itself out under the
// guard, and learns there whether it was released after all: counts are exact.
//
// Barrier. STATUS: FILLING, ACTION (the last to arrive runs the user's action, others wait for that to end), RELEASING, BROKEN.
// The last one sets RELEASING, releases every waiter, then sets COUNT = 0 and FILLING. If it dies between, the next one that
// takes the guard sees RELEASING and goes on. A waiter that dies leaves the barrier broken: who looks at the list sees it.
// One that dies while it runs the action does too: ACTION_OWNER is then not alive.
// The action is a function of some processes only. Where the last one to arrive has none, it chooses one that waits and has: that one's
// STATE becomes ACTING, which wakes it to run the action, and the last one waits like the others. Where NEEDS_ACTION is set and nobody
// in the round has one, the round is broken.

import { add, load, store } from "./atomics";
import { allocate, assign, release, SHARED } from "./arena";
import { giveInner, takeInner } from "./inner";
import { BROKEN, BUSY, ENDED, NO_ACTION, NO_MEMORY, OK } from "./layout";
import { enter, isAlive, isEnded, isPresent, leave } from "./process";
import { arm, ARMED, signal } from "./sleep";
import { wake } from "./wake";

const GUARD: usize = 0;
const FIRST: usize = 4;
const PARTIES: usize = 8;
const COUNT: usize = 12;
const STATUS: usize = 16;
const SEQUENCE: usize = 20;
const FLAG: usize = 24;
const ACTION_OWNER: usize = 28;
const NEEDS_ACTION: usize = 40;

const W_NEXT: usize = 0;
const W_OWNER: usize = 4;
const W_SEQUENCE: usize = 8;
const W_STATE: usize = 12;
const W_INDEX: usize = 16;
const W_HAS_ACTION: usize = 20;
const WAITER_BYTES: u32 = 24;

const WAITING: u32 = 0;
const RELEASED: u32 = 1;
const WAITER_BROKEN: u32 = 2;
const ACTING: u32 = 3;

const FILLING: u32 = 0;
const ACTION: u32 = 1;
const RELEASING: u32 = 2;
const STATUS_BROKEN: u32 = 3;

/** Answer of `barrierArrive`: the caller is the last and runs the action, then calls `barrierFinish`. */
const LAST: i32 = 1;
/** Answer of `barrierTry`: the waiter was chosen to run the action, then to call `barrierFinish` and to leave. */
const CHOSEN: i32 = 2;

// @ts-ignore: decorator
@inline
function guard(head: usize, self: u32): void {
  takeInner(head + GUARD, self);
}

// @ts-ignore: decorator
@inline
function unguard(head: usize, self: u32): void {
  giveInner(head + GUARD, self);
}

function push(head: usize, self: u32, index: u32, hasAction: bool): usize {
  const waiter = allocate(self, WAITER_BYTES);
  if (waiter == 0) return 0;
  store(waiter + W_NEXT, load(head + FIRST));
  store(waiter + W_OWNER, self);
  store(waiter + W_SEQUENCE, 0);
  store(waiter + W_STATE, WAITING);
  store(waiter + W_INDEX, index);
  store(waiter + W_HAS_ACTION, hasAction ? 1 : 0);
  assign(self, waiter, SHARED);
  store(head + FIRST, <u32>waiter);
  return waiter;
}

/** Takes one waiter out and frees it; one step for each waiter in the list. */
function remove(head: usize, self: u32, waiter: usize): void {
  let link = head + FIRST;
  while (load(link) != 0) {
    const current = <usize>load(link);
    if (current == waiter) {
      store(link, load(current + W_NEXT));
      release(self, current);
      return;
    }
    link = current + W_NEXT;
  }
}

/** Whether nothing was decided for a waiter. */
// @ts-ignore: decorator
@inline
function isOpen(waiter: usize): bool {
  const state = load(waiter + W_STATE);
  return state == WAITING || state == ACTING;
}

/** Frees the waiters of the dead whose threads are gone; true when one of the dead still waited. */
function sweep(head: usize, self: u32): bool {
  let lost = false;
  let link = head + FIRST;
  while (load(link) != 0) {
    const current = <usize>load(link);
    const owner = load(current + W_OWNER);
    if (isAlive(owner)) {
      link = current + W_NEXT;
      continue;
    }
    if (isOpen(current)) {
      store(current + W_STATE, WAITER_BROKEN);
      lost = true;
    }
    if (isPresent(owner)) link = current + W_NEXT;
    else {
      store(link, load(current + W_NEXT));
      release(self, current);
    }
  }
  return lost;
}

/** Frees what is left in a list that nobody uses any more. */
export function waitersFree(head: usize, self: u32): void {
  if (!enter(self)) return;
  guard(head, self);
  while (load(head + FIRST) != 0) {
    const waiter = <usize>load(head + FIRST);
    store(head + FIRST, load(waiter + W_NEXT));
    release(self, waiter);
  }
  unguard(head, self);
  leave(self);
}

function free(waiter: usize, state: u32): void {
  store(waiter + W_STATE, state);
  add(waiter + W_SEQUENCE, 1);
  wake(waiter + W_SEQUENCE);
}

/** Joins a condition's waiters; the caller holds the user's lock. The waiter's address, or a negative code. */
export function conditionJoin(head: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  guard(head, self);
  const waiter = push(head, self, 0, false);
  unguard(head, self);
  leave(self);
  return waiter == 0 ? NO_MEMORY : <i32>waiter;
}

/** Whether the waiter was released. */
export function waiterTry(waiter: usize, self: u32): i32 {
  const state = load(waiter + W_STATE);
  if (isEnded(self)) return ENDED;
  if (state == ACTING) return CHOSEN;
  return state == WAITING ? BUSY : state == RELEASED ? OK : BROKEN;
}

export function waiterIndex(waiter: usize): u32 {
  return load(waiter + W_INDEX);
}

/** Leaves; `OK` when it was released before. */
export function conditionLeave(head: usize, self: u32, waiter: usize): i32 {
  if (!enter(self)) return ENDED;
  guard(head, self);
  const code = load(waiter + W_STATE) == RELEASED ? OK : BUSY;
  remove(head, self, waiter);
  unguard(head, self);
  leave(self);
  return code;
}

/** Releases up to `count` waiters, the oldest first; returns how many. Quadratic in the waiters, of which there are few. */
export function conditionNotify(head: usize, self: u32, count: u32): i32 {
  if (!enter(self)) return ENDED;
  guard(head, self);
  sweep(head, self);
  let released: u32 = 0;
  while (released < count) {
    let oldest: usize = 0;
    for (let waiter = <usize>load(head + FIRST); waiter != 0; waiter = <usize>load(waiter + W_NEXT)) {
      if (load(waiter + W_STATE) == WAITING) oldest = waiter;
    }
    if (oldest == 0) break;
    free(oldest, RELEASED);
    released++;
  }
  unguard(head, self);
  leave(self);
  return <i32>released;
}

/** How many wait and were not released: for tests. */
export function conditionCount(head: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  guard(head, self);
  sweep(head, self);
  let count = 0;
  for (let waiter = <usize>load(head + FIRST); waiter != 0; waiter = <usize>load(waiter + W_NEXT)) {
    if (load(waiter + W_STATE) == WAITING) count++;
  }
  unguard(head, self);
  leave(self);
  return count;
}

/** Releases every waiter of a barrier with an outcome, and begins the next round or stays broken. */
function conclude(head: usize, outcome: u32, status: u32): void {
  if (outcome == RELEASED) store(head + STATUS, RELEASING);
  else store(head + STATUS, STATUS_BROKEN);
  for (let waiter = <usize>load(head + FIRST); waiter != 0; waiter = <usize>load(waiter + W_NEXT)) {
    if (isOpen(waiter)) free(waiter, outcome);
  }
  store(head + COUNT, 0);
  store(head + STATUS, status);
  signal(head + FLAG, head + SEQUENCE);
}

/** Takes the guard, goes on where a dead process stopped, and breaks a barrier that lost a waiter. */
function settle(head: usize, self: u32): void {
  guard(head, self);
  const status = load(head + STATUS);
  if (status == RELEASING) conclude(head, RELEASED, FILLING);
  else if (status == ACTION && !isAlive(load(head + ACTION_OWNER))) conclude(head, WAITER_BROKEN, STATUS_BROKEN);
  if (sweep(head, self) && load(head + STATUS) != STATUS_BROKEN) conclude(head, WAITER_BROKEN, STATUS_BROKEN);
}

/** The one that has waited longest of those with an action; 0 when none has. */
function actor(head: usize): usize {
  let oldest: usize = 0;
  for (let waiter = <usize>load(head + FIRST); waiter != 0; waiter = <usize>load(waiter + W_NEXT)) {
    if (load(waiter + W_STATE) == WAITING && load(waiter + W_HAS_ACTION) != 0) oldest = waiter;
  }
  return oldest;
}

/** Takes a seat: its address, or `NO_MEMORY`. */
function seat(head: usize, self: u32, index: u32, hasAction: bool): i32 {
  const waiter = push(head, self, index, hasAction);
  if (waiter == 0) return NO_MEMORY;
  store(head + COUNT, index + 1);
  return <i32>waiter;
}

/** The last one arrives: `LAST`, a seat's address, or `NO_ACTION`. */
function arriveLast(head: usize, self: u32, index: u32, hasAction: bool): i32 {
  if (hasAction) {
    store(head + ACTION_OWNER, self);
    store(head + COUNT, index + 1);
    store(head + STATUS, ACTION);
    return LAST;
  }
  const chosen = actor(head);
  if (chosen != 0) {
    const code = seat(head, self, index, false);
    if (code == NO_MEMORY) return code;
    store(head + ACTION_OWNER, load(chosen + W_OWNER));
    store(head + STATUS, ACTION);
    free(chosen, ACTING);
    return code;
  }
  if (load(head + NEEDS_ACTION) != 0) {
    conclude(head, WAITER_BROKEN, STATUS_BROKEN);
    return NO_ACTION;
  }
  conclude(head, RELEASED, FILLING);
  return LAST;
}

/** Arrives: a waiter's address (above 1), `LAST`, `BROKEN`, `NO_ACTION`, or `BUSY` while an action runs. */
export function barrierArrive(head: usize, self: u32, hasAction: bool): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  let code: i32;
  const status = load(head + STATUS);
  if (status == STATUS_BROKEN) code = BROKEN;
  else if (status == ACTION) code = BUSY;
  else {
    const index = load(head + COUNT);
    code = index + 1 >= load(head + PARTIES) ? arriveLast(head, self, index, hasAction) : seat(head, self, index, hasAction);
  }
  unguard(head, self);
  leave(self);
  return code;
}

/** Says that somebody will sleep until the action has ended: `BUSY` while it runs, else `OK`. */
export function barrierActionRuns(head: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  arm(head + FLAG, ARMED);
  settle(head, self);
  const code = load(head + STATUS) == ACTION ? BUSY : OK;
  unguard(head, self);
  leave(self);
  return code;
}

/** Ends the action, of the last one to arrive or of the one that was chosen. */
export function barrierFinish(head: usize, self: u32, succeeded: bool): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  let code = BROKEN;
  if (load(head + STATUS) == ACTION && load(head + ACTION_OWNER) == self) {
    code = OK;
    if (succeeded) conclude(head, RELEASED, FILLING);
    else conclude(head, WAITER_BROKEN, STATUS_BROKEN);
  }
  unguard(head, self);
  leave(self);
  return code;
}

/** Looks whether a waiter was released; notices the death of another. */
export function barrierTry(head: usize, self: u32, waiter: usize): i32 {
  const code = waiterTry(waiter, self);
  if (code != BUSY) return code;
  if (!enter(self)) return ENDED;
  settle(head, self);
  unguard(head, self);
  leave(self);
  return waiterTry(waiter, self);
}

/** Leaves a barrier; one that was not released yet breaks it. */
export function barrierLeave(head: usize, self: u32, waiter: usize): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  if (isOpen(waiter)) conclude(head, WAITER_BROKEN, STATUS_BROKEN);
  const code = load(waiter + W_STATE) == RELEASED ? OK : BROKEN;
  remove(head, self, waiter);
  unguard(head, self);
  leave(self);
  return code;
}

/** Breaks the barrier, or makes it usable again; who waits fails either way. */
export function barrierBreak(head: usize, self: u32, reset: bool): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  conclude(head, WAITER_BROKEN, reset ? FILLING : STATUS_BROKEN);
  unguard(head, self);
  leave(self);
  return OK;
}

/** How many wait now; -7 (`BROKEN`) when it is broken. */
export function barrierState(head: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  settle(head, self);
  const code = load(head + STATUS) == STATUS_BROKEN ? BROKEN : <i32>load(head + COUNT);
  unguard(head, self);
  leave(self);
  return code;
}
