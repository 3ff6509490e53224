// Semaphore and event: one word each, a flag and a sequence word (process.ts).
//
// Semaphore   +0 VALUE  +4 SEQUENCE  +8 FLAG  +12 MAX
//   Acquire swaps VALUE for one less; release swaps it for one more, then signals. A unit has no owner: what a process
//   held when it died stays taken, as with any semaphore. An ended process that took a unit puts it back at once.
//   Death after the release's swap and before its signal: the announcement wakes the waiters.
//
// Event       +0 STATE  +4 SEQUENCE  +8 FLAG
//   STATE is generation << 1 | set. Setting a clear event begins a new generation, so that a waiter that slept through set
//   and clear sees that it was set.

import { load, swap } from "./atomics";
import { BUSY, ENDED, OK, OVERFLOW } from "./layout";
import { enter, isEnded, leave } from "./process";
import { arm, ARMED, signal } from "./sleep";

const SEQUENCE: usize = 4;
const FLAG: usize = 8;
const MAX: usize = 12;

export function semaphoreTry(semaphore: usize, self: u32): i32 {
  while (true) { // every turn ends it, or another process changed the value
    const value = load(semaphore);
    if (isEnded(self)) return ENDED;
    if (value == 0) return BUSY;
    if (swap(semaphore, value, value - 1) != value) continue;
    if (!isEnded(self)) return OK;
    put(semaphore);
    return ENDED;
  }
}

export function semaphoreArm(semaphore: usize, self: u32): i32 {
  arm(semaphore + FLAG, ARMED);
  return semaphoreTry(semaphore, self);
}

function put(semaphore: usize): i32 {
  while (true) { // every turn ends it, or another process changed the value
    const value = load(semaphore);
    if (value >= load(semaphore + MAX)) return OVERFLOW;
    if (swap(semaphore, value, value + 1) == value) break;
  }
  signal(semaphore + FLAG, semaphore + SEQUENCE);
  return OK;
}

/** `OVERFLOW` when the value is at its maximum already. */
export function semaphoreRelease(semaphore: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  const code = put(semaphore);
  leave(self);
  return code;
}

export function eventSet(event: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  while (true) { // every turn ends it, or another process changed the state
    const state = load(event);
    if ((state & 1) != 0) break;
    if (swap(event, state, state + 3) == state) break; // next generation, set
  }
  signal(event + FLAG, event + SEQUENCE);
  leave(self);
  return OK;
}

export function eventClear(event: usize, self: u32): i32 {
  if (!enter(self)) return ENDED;
  while (true) { // every turn ends it, or another process changed the state
    const state = load(event);
    if ((state & 1) == 0 || swap(event, state, state & ~1) == state) break;
  }
  leave(self);
  return OK;
}

/** Whether the event is set, or was since its state was `since`. */
export function eventTry(event: usize, self: u32, since: u32): i32 {
  const state = load(event);
  if (isEnded(self)) return ENDED;
  return ((state | since) & 1) != 0 || (state >> 1) != (since >> 1) ? OK : BUSY;
}

export function eventArm(event: usize, self: u32, since: u32): i32 {
  arm(event + FLAG, ARMED);
  return eventTry(event, self, since);
}
