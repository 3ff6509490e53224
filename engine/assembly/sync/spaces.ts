// Trees that span several address spaces: processes of the operating system that have mapped the same memory.
//
//   SPANS   0: all processes are threads of one address space, and V8 keeps those who sleep (atomics.ts). Then nothing of this file is
//           used. Set once, when the memory has become one that others can map; SPACE and DESCRIPTOR say where, TOKEN that it is this one.
//
// Words of a process control block
//   SPACE   the space that it lives in: the pid of the system. By its starter, and by itself.
//   AWAITS  a bit for each bucket of addresses that its event loop awaits. By its thread alone.
//   RUNG    the buckets in which another space has changed something. By everyone; taken (exchanged for 0) by its thread.
//   RING    the futex that its event loop has somebody sleep on. Added to by everyone after RUNG.
//
// Threads that sleep do so in the kernel's futex of the word, and have said where in WAITS_ON before they read the word (process.ts). So who
// has changed a word finds them in WAITS_ON, or they find the word changed: a wake-up that nobody waits for costs a look at the slots and no
// call. Inner locks say nothing there: who gives one that is CONTENDED always calls the kernel.
//
// Awaited waits sleep in V8, which wakes those of its own space. For others: the sleeper (1) sets AWAITS, (2) lets V8 compare the word and
// sleep; the waker (1) adds to the word, (2) reads AWAITS, (3) sets RUNG, (4) adds to RING and wakes it. Whichever comes second sees the
// first. Whom RING wakes takes RUNG and has V8 wake what is awaited in those buckets. A waker that dies in between has its death announced, for which
// every bell rings.
//
// The change. Who sets SPANS nudges everyone afterwards. A thread that slept in V8 has said so in WAITS_ON: it is woken and sleeps anew, in the
// kernel. One that read SPANS before it was set has written WAITS_ON before, so the nudge finds it, and V8 the word changed. An event loop
// hears its bell, sets AWAITS and tries everything again. Who sleeps for an inner lock does so for a moment only.
//
// MUTE. A process that may not use FFI cannot call the kernel. It sleeps in V8 for a moment at a time and wakes those of its space in V8; while
// there is one, the sleepers of others do the same in the kernel. Its starter says so, before others sleep without a limit where it cannot wake them.
//
// Death of a space. Its processes are found by SPACE. What they left in AWAITS and WAITS_ON costs a call until their slots are taken anew.

import { exchange, isSpanning, load, store } from "./atomics";
import {
  blockOf,
  P_AWAITS,
  P_EXIT,
  P_ID,
  P_PARENT,
  P_RING,
  P_RUNG,
  P_SLOT_STATE,
  P_SPACE,
  PROCESS_BYTES,
  PROCESSES,
  ROOT_DESCRIPTOR,
  ROOT_LEDGERS,
  ROOT_MUTE,
  ROOT_SPACE,
  ROOT_SPAN_LOCK,
  ROOT_SPANS,
  ROOT_TOKEN,
  SLOT_COUNT,
} from "./layout";
import { giveInner, takeInner } from "./inner";
import { isPresent, nudgeAll } from "./process";

/** The longest sleep while somebody is mute. */
const MUTE_SLEEP_NS: f64 = 5_000_000;

/** Says what an event loop awaits, as the sum of buckets; its thread alone calls it. */
export function setAwaits(id: u32, buckets: u32): void {
  store(blockOf(id) + P_AWAITS, buckets);
}

/** Takes the buckets in which something has changed. What they are taken after is what `ringOf` was before. */
export function takeRung(id: u32): u32 {
  return exchange(blockOf(id) + P_RUNG, 0);
}

/** Address of the word that the event loop's sleeper sleeps on. */
export function ringOf(id: u32): usize {
  return blockOf(id) + P_RING;
}

/** How long a sleep that may take so long takes at the most. */
export function limited(timeoutNs: f64): f64 {
  if (load(ROOT_MUTE) == 0) return timeoutNs;
  return timeoutNs < 0 || timeoutNs > MUTE_SLEEP_NS ? MUTE_SLEEP_NS : timeoutNs;
}

/** There is a process that cannot call the kernel: nobody is to rely on it from here on. */
export function spanMute(): void {
  if (exchange(ROOT_MUTE, 1) == 0) nudgeAll();
}

export function spans(): bool {
  return isSpanning();
}

/** The next process at or after a slot that lives in a space, or whose thread may run there; or 0. */
export function nextInSpace(space: u32, fromSlot: u32): u32 {
  for (let slot = fromSlot; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0 || load(block + P_SPACE) != space) continue;
    const id = load(block + P_ID);
    if (id != 0 && (load(block + P_EXIT) == 0 || isPresent(id))) return id;
  }
  return 0;
}

/**
 * The next process at or after a slot that is the first of a space of its own, and for whose end `owner` answers; or 0. That is its parent,
 * or descends to it by processes that are gone. A parent's slot is free only after its children's.
 */
export function nextWard(owner: u32, fromSlot: u32): u32 {
  for (let slot = fromSlot; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0) continue;
    const id = load(block + P_ID), space = load(block + P_SPACE);
    let above = load(block + P_PARENT);
    if (id == 0 || space == 0 || above == 0 || !isPresent(id) || load(blockOf(above) + P_SPACE) == space) continue;
    for (let step: u32 = 0; step < SLOT_COUNT && above != owner && above != 0 && !isPresent(above); step++) {
      above = load(blockOf(above) + P_PARENT);
    }
    if (above == owner) return id;
  }
  return 0;
}

/** Whether threads of other processes may run. */
export function othersArePresent(self: u32): bool {
  for (let slot: u32 = 0; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0) continue;
    const id = load(block + P_ID);
    if (id != self && isPresent(id)) return true;
  }
  return false;
}

/** One at a time moves the memory. */
export function spanLock(self: u32): void {
  takeInner(ROOT_SPAN_LOCK, self);
}

export function spanUnlock(self: u32): void {
  giveInner(ROOT_SPAN_LOCK, self);
}

/** The memory can be mapped by others, by a descriptor of a space. From here on everybody sleeps in the kernel. */
export function spanBegin(space: u32, descriptor: u32, ledgers: usize): void {
  store(ROOT_LEDGERS, <u32>ledgers);
  store(ROOT_SPACE, space);
  store(ROOT_DESCRIPTOR, descriptor);
  store(ROOT_SPANS, 1);
  nudgeAll();
}

/** A word for each slot, for what its process owes. */
export function spanLedgers(): usize {
  return load(ROOT_LEDGERS);
}

export function spanSpace(): u32 {
  return load(ROOT_SPACE);
}

export function spanDescriptor(): u32 {
  return load(ROOT_DESCRIPTOR);
}

/** Address of the 16 random bytes by which a memory is known. */
export function spanToken(): usize {
  return ROOT_TOKEN;
}
