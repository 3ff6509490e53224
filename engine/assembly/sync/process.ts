// Process control blocks: who lives, who is to end, who waits for what.
//
// Words and writers
//   SLOT_STATE    0 free, 1 taken. Taken by the starter (swap), freed by the same process when it has reaped.
//   ID            written by the starter; 0 while a slot changes hands.
//   EXIT          0 while the process lives, else EXITED | 24 bits of exit code. Written once, by a swap from 0: the
//                 process itself at its end, or whoever ends it. The winner of the swap is the one who announces it.
//   KILL          0, or the signal. Written by whoever ends the process; never cleared while the slot is taken.
//   LIVE          the id while the process may act, 0 once it was signalled: what every operation looks at. It is the id, not
//                 a flag, so that a thread that outlives its slot's next owner stays fenced.
//   SECTION       not 0 while the process is inside an operation of several steps on shared words (the ring, the arena,
//                 lists of waiters). Written by the process alone.
//   WAITS_ON      address of the sequence word that its thread sleeps on, or 0. Written by the process alone.
//   BELL          sequence word of its event loop. Added to by everyone.
//   EXIT_SEQUENCE sequence word of those who wait for its end.
//   WANTS         what it waits for without a limit, WANT_COUNT how many such waits there were, SEEN what the word was that its thread
//                 sleeps on: see wants.ts.
//   INTERRUPT     1 when its code is to be interrupted at its next wait, by whoever interrupts; swapped for 0 by the process.
//   INTERRUPTS    how often its parent interrupted it and sent a signal besides, where it is a process of the system. By its parent.
//   NUDGERS       how many are about to wake its thread: see Nudging. By everyone.
//   OUTER         the same as SECTION for a series of operations: inside it they are done also after a signal.
//   START         whose the message is that it was started with (its arguments): 0 its parent's, else RECEIVED or TAKEN_BACK.
//                 Swapped from 0 by the process when it begins to decode, or by the parent that buries it undecoded.
//   THREAD        0 not begun; RUNS, its code may run; LEAVING, it only waits for the threads of its children; GONE, its worker has
//                 nothing more to do: by the bootstrap, or the warden. BURIED | id, swapped from GONE by the one process that frees what it
//                 left, and then its slot; swapped for GONE again by who buries that one, where it could not end it.
//   TOLD          1 when somebody has said that its thread is stuck: by swap.
//   SPACE, AWAITS, RUNG, RING   for trees of several address spaces: see spaces.ts.
//   HELD          1 once the process held an object (holders.ts): then its death may leave some without a holder.
//
// Sequence words. A sleeper (1) says in WAITS_ON where it will sleep, (2) reads the sequence word, (3) arms the object
// (sets its flag), (4) tries once more, (5) sleeps while the word is what it read. Who changes an object looks at its flag
// afterwards, and if it is set clears it, adds to the sequence word and wakes all. Either the change comes before (4),
// which sees it, or the flag's setter comes first, and the word is another before (5). Adding to a sequence word is always
// harmless: the sleeper only tries again. So anybody may wake anybody, and four things use it:
//
// Ending. The ender (1) writes KILL and LIVE, (2) reads WAITS_ON, (3) adds to that word and to BELL and wakes. The sleeper looks
// at LIVE between its steps (2) and (5): either it sees the signal, or the ender sees WAITS_ON and the sleep ends.
//
// Nudging. Who wakes a sleeper adds to a word that the sleeper may free as soon as it is awake (that of a waiter in a list). So
// it (1) adds to NUDGERS, (2) reads WAITS_ON, (3) adds to that word and wakes, (4) takes its one from NUDGERS; and the
// sleeper (1) writes 0 to WAITS_ON, (2) waits until NUDGERS is 0. Whichever comes second sees the first. What a dead process
// sleeps on is not freed before its thread is gone.
//
// Fencing. `enter` writes SECTION, then reads LIVE; the fence clears LIVE, then waits until SECTION is 0. Whichever comes
// second sees the first: after that the process does not begin an operation, and none of its own is under way. An
// OUTER does the same for a series of operations. An
// operation on a single word needs no section: what a fenced process takes by it belongs to a dead owner at once.
// A thread that is stopped by force inside a section never clears it: the fence then goes on after a limit of time, and
// every operation leaves, at each of its steps, what the next one mends (see the protocol of each file).
//
// Death. The winner of EXIT wakes everyone who waits anywhere (`announce`): a waiter that wakes looks at who owns what it waits
// for. So a wake-up that the dead owed somebody is never lost, and nobody keeps lists of what a process holds. It costs one
// pass over the slots for each death.
//
// Burial. The thread of a dead process may run on for a while, and look at LIVE only after a step or two: it reads its private
// blocks, and swaps words of locks that it had. So its blocks, its slot and the objects that only it held (holders.ts) are freed when
// THREAD is GONE, by whoever swaps that for BURIED: its parent, or where that is dead too, whoever buries another. After GONE
// its thread writes nothing any more.

import { add, load, relax, store, swap } from "./atomics";
import {
  blockOf,
  ENDED,
  ID_MASK,
  NO_SLOT,
  OK,
  P_AWAITS,
  P_BELL,
  P_EXIT,
  P_EXIT_SEQUENCE,
  P_GENERATION,
  P_HELD,
  P_ID,
  P_INTERRUPT,
  P_INTERRUPTS,
  P_KILL,
  P_LIVE,
  P_NAME,
  P_NUDGERS,
  P_OUTER,
  P_PARENT,
  P_PID,
  P_PRIVATE_BLOCKS,
  P_REPORT,
  P_RUNG,
  P_SECTION,
  P_SLOT_STATE,
  P_SPACE,
  P_START,
  P_TAKEN_BLOCK,
  P_THREAD,
  P_TOLD,
  P_WAITS_ON,
  P_WANT_COUNT,
  P_WANTS,
  PROCESS_BYTES,
  PROCESSES,
  ROOT_DEATHS,
  ROOT_PAGES,
  ROOT_PID,
  ROOT_SERIAL,
  ROOT_SLOTS,
  SLOT_BITS,
  SLOT_COUNT,
} from "./layout";
import { wake, wakeBell, wakeThreads } from "./wake";

/** Set in EXIT when the process has ended; the low 24 bits are the signed exit code. */
const EXITED: u32 = 0x80000000;
const THREAD_RUNS: u32 = 1;
const THREAD_GONE: u32 = 3;
const THREAD_BURIED: u32 = 0x80000000;
/** How long a sleeper waits for those who are about to wake it: for one that lost its CPU in between, not for ever. */
const NUDGE_TURNS: i32 = 1 << 22;

/** Workers are counted from here on: Linux gives no pid above 2^22, so that none of theirs is another program's. */
const WORKER_PIDS: u32 = 5_000_000;

/** Makes an empty tree with its root process, whose pid is given, in a memory of at most so many pages. Returns the root's id. */
export function treeCreate(pid: u32, pagesMax: u32): u32 {
  store(ROOT_PAGES, pagesMax);
  store(ROOT_PID, pid);
  store(ROOT_SERIAL, 1);
  const root = processClaim(0);
  store(ROOT_PID, WORKER_PIDS);
  return root;
}

/** Takes a slot for a process of `parent`; returns its id, or `NO_SLOT`. Up to 1024 steps. */
export function processClaim(parent: u32): i32 {
  for (let slot: u32 = 0; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) != 0 || swap(block + P_SLOT_STATE, 0, 1) != 0) continue;
    store(block + P_ID, 0); // from here on nobody takes the last owner's id for alive
    const generation = (add(block + P_GENERATION, 1) + 1) & (ID_MASK >> SLOT_BITS);
    store(block + P_EXIT, 0);
    store(block + P_LIVE, 0);
    store(block + P_KILL, 0);
    store(block + P_SECTION, 0);
    store(block + P_WAITS_ON, 0);
    store(block + P_PARENT, parent);
    store(block + P_PID, parent == 0 ? load(ROOT_PID) : add(ROOT_PID, 1) + 1);
    store(block + P_WANTS, 0);
    store(block + P_THREAD, 0);
    store(block + P_PRIVATE_BLOCKS, 0);
    store(block + P_NAME, 0);
    store(block + P_REPORT, 0);
    store(block + P_TAKEN_BLOCK, 0);
    store(block + P_START, 0);
    store(block + P_NUDGERS, 0);
    store(block + P_TOLD, 0);
    store(block + P_INTERRUPT, 0);
    store(block + P_INTERRUPTS, 0);
    store(block + P_HELD, 0);
    store(block + P_OUTER, 0);
    store(block + P_SPACE, 0);
    store(block + P_AWAITS, 0);
    store(block + P_RUNG, 0);
    reachSlot(slot);
    const id = ((generation == 0 ? 1 : generation) << SLOT_BITS) | slot;
    store(block + P_LIVE, id);
    store(block + P_ID, id);
    return <i32>id;
  }
  return NO_SLOT;
}

/** Has those who look at all slots look at this one too. */
function reachSlot(slot: u32): void {
  while (true) { // every turn ends it, or another process raised the word
    const count = load(ROOT_SLOTS);
    if (count > slot || swap(ROOT_SLOTS, count, slot + 1) == count) return;
  }
}

/** Gives the slot back: of a process that could not be started, or that was buried. */
export function processRelease(id: u32): void {
  const block = blockOf(id);
  if (load(block + P_ID) == id && load(block + P_EXIT) != 0) store(block + P_SLOT_STATE, 0);
}

/** Makes the caller the one who frees what a process left; false when its thread is not gone, or another is that one. */
export function processBury(self: u32, id: u32): bool {
  const block = blockOf(id);
  return load(block + P_ID) == id && swap(block + P_THREAD, THREAD_GONE, THREAD_BURIED | self) == THREAD_GONE;
}

/** Those that a dead process had begun to bury are to be buried by others. */
export function returnBurials(dead: u32): void {
  for (let slot: u32 = 0; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) != 0) swap(block + P_THREAD, THREAD_BURIED | dead, THREAD_GONE);
  }
}

/** Makes the message that a process was started with that of the caller: `by` is 1 for the process itself, 2 for its parent. */
export function processTakeStart(id: u32, by: u32): bool {
  const block = blockOf(id);
  return load(block + P_ID) == id && swap(block + P_START, 0, by) == 0;
}

export function isAlive(id: u32): bool {
  const block = blockOf(id);
  return load(block + P_ID) == id && load(block + P_EXIT) == 0;
}

/** Whether code of the process may still run, alive or fenced. */
export function isPresent(id: u32): bool {
  const block = blockOf(id);
  return load(block + P_ID) == id && load(block + P_THREAD) < THREAD_GONE;
}

/** Whether the process has been told to end: it may do nothing more. */
// @ts-ignore: decorator
@inline
export function isEnded(id: u32): bool {
  return load(blockOf(id) + P_LIVE) != id;
}

/** Begins an operation of several steps; false when the process may not. */
// @ts-ignore: decorator
@inline
export function enter(id: u32): bool {
  const block = blockOf(id);
  if (load(block + P_LIVE) != id && load(block + P_OUTER) != id) return false;
  store(block + P_SECTION, id);
  if (load(block + P_LIVE) == id || load(block + P_OUTER) == id) return true;
  swap(block + P_SECTION, id, 0);
  return false;
}

/** Begins a series of operations that a signal must not cut in two: 0 when the process may not, 2 when one is under way already. */
export function outerBegin(id: u32): u32 {
  const block = blockOf(id);
  if (load(block + P_OUTER) == id) return 2;
  store(block + P_OUTER, id);
  if (load(block + P_LIVE) == id) return 1;
  swap(block + P_OUTER, id, 0);
  return 0;
}

export function outerEnd(id: u32): void {
  swap(blockOf(id) + P_OUTER, id, 0);
}

// @ts-ignore: decorator
@inline
export function leave(id: u32): void {
  swap(blockOf(id) + P_SECTION, id, 0); // another id stands there if the slot has a new owner
}

/** Wakes whatever `id` waits for, in its thread and in its event loop. */
export function nudge(id: u32): void {
  const block = blockOf(id);
  add(block + P_NUDGERS, 1);
  const address = load(block + P_WAITS_ON);
  if (address != 0) {
    add(address, 1);
    wakeThreads(address);
  }
  add(block + P_NUDGERS, <u32>-1);
  add(block + P_BELL, 1);
  wakeBell(block);
}

/** Wakes everyone. */
export function nudgeAll(): void {
  for (let slot: u32 = 0; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0) continue;
    const id = load(block + P_ID);
    if (id != 0) nudge(id);
  }
}

/** Tells a process to end. The first signal stays; `ENDED` when there is nobody to tell. */
export function processSignal(id: u32, signal: u32): i32 {
  if (!isAlive(id)) return ENDED;
  const block = blockOf(id);
  swap(block + P_KILL, 0, signal);
  swap(block + P_LIVE, id, 0);
  nudge(id);
  return OK;
}

/** Asks a process to interrupt its code; false when there is nobody to ask. */
export function processInterrupt(id: u32): bool {
  if (!isAlive(id) || isEnded(id)) return false;
  store(blockOf(id) + P_INTERRUPT, 1);
  nudge(id);
  return true;
}

/** Whether the process was asked to, for the one caller who does it. */
export function takeInterrupt(self: u32): bool {
  const word = blockOf(self) + P_INTERRUPT;
  return load(word) != 0 && swap(word, 1, 0) == 1;
}

/** Whether no operation of a signalled process is under way: the second half of a fence. */
export function processIsOutside(id: u32): bool {
  return load(blockOf(id) + P_SECTION) == 0 && load(blockOf(id) + P_OUTER) == 0;
}

/** Sets the exit code if there is none yet; true for the one caller who set it, and who must then call `announce`. */
export function processExit(id: u32, code: i32): bool {
  const block = blockOf(id);
  if (!isAlive(id)) return false;
  swap(block + P_KILL, 0, 9);
  swap(block + P_LIVE, id, 0);
  return swap(block + P_EXIT, 0, EXITED | (<u32>code & 0xffffff)) == 0;
}

/** Wakes those who wait for the end of `id`, and everyone else. */
export function announce(id: u32): void {
  const block = blockOf(id);
  add(ROOT_DEATHS, 1);
  add(block + P_EXIT_SEQUENCE, 1);
  wake(block + P_EXIT_SEQUENCE);
  nudgeAll();
}

/** How many deaths were announced, modulo 2^32. */
export function deathCount(): u32 {
  return load(ROOT_DEATHS);
}

/** The exit code, for a process that has ended. */
export function processExitCode(id: u32): i32 {
  return (<i32>(load(blockOf(id) + P_EXIT) << 8)) >> 8;
}

/** Whether `id` descends from `ancestor`. At most 1024 steps: a parent's slot is free only after its children's. */
export function isDescendant(id: u32, ancestor: u32): bool {
  for (let step: u32 = 0; step < SLOT_COUNT; step++) {
    const block = blockOf(id);
    if (load(block + P_ID) != id) return false;
    id = load(block + P_PARENT);
    if (id == ancestor) return true;
    if (id == 0) return false;
  }
  return false;
}

/** The next living descendant of `ancestor` at or after a slot, or 0. */
export function nextDescendant(ancestor: u32, fromSlot: u32): u32 {
  for (let slot = fromSlot; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0) continue;
    const id = load(block + P_ID);
    if (id != 0 && load(block + P_EXIT) == 0 && isDescendant(id, ancestor)) return id;
  }
  return 0;
}

/** Whether no other process of the tree lives. */
export function isAlone(self: u32): bool {
  for (let slot: u32 = 0; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0) continue;
    const id = load(block + P_ID);
    if (id != 0 && id != self && load(block + P_EXIT) == 0) return false;
  }
  return true;
}

/** The next process at or after a slot that has ended, with its thread, after its parent; or 0. */
export function nextOrphan(fromSlot: u32): u32 {
  for (let slot = fromSlot; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0 || load(block + P_EXIT) == 0 || load(block + P_THREAD) != THREAD_GONE) continue;
    const parent = load(block + P_PARENT);
    if (parent != 0 && !isAlive(parent)) return load(block + P_ID);
  }
  return 0;
}

/**
 * The next process at or after a slot, `top` or one that descends from it, that is dead while its thread still runs its code, and of which
 * nobody has said so; or 0. With `tell` the caller is the one who says it.
 */
export function nextStuck(top: u32, fromSlot: u32, tell: bool): u32 {
  for (let slot = fromSlot; slot < SLOT_COUNT; slot++) {
    const block = PROCESSES + <usize>slot * PROCESS_BYTES;
    if (load(block + P_SLOT_STATE) == 0 || load(block + P_EXIT) == 0 || load(block + P_THREAD) != THREAD_RUNS) continue;
    const id = load(block + P_ID);
    if ((id != top && !isDescendant(id, top)) || load(block + P_TOLD) != 0) continue;
    if (!tell || swap(block + P_TOLD, 0, 1) == 0) return id;
  }
  return 0;
}

/** Reads a word of a process control block: 0 when the slot belongs to another process by now. */
export function processWord(id: u32, offset: u32): u32 {
  const block = blockOf(id);
  const value = load(block + <usize>offset);
  return load(block + P_ID) == id ? value : 0;
}

export function processSetWord(id: u32, offset: u32, value: u32): void {
  store(blockOf(id) + <usize>offset, value);
}

/** Step (1) and (2) of a sleep: says where, and reads the sequence word. */
export function waitBegin(id: u32, sequence: usize): u32 {
  if (!isEnded(id)) store(blockOf(id) + P_WAITS_ON, <u32>sequence);
  return load(sequence);
}

/** After a sleep. A dead process does this too: its control block is its own until its thread is gone. */
export function waitEnd(id: u32): void {
  const block = blockOf(id);
  if (load(block + P_ID) != id) return;
  store(block + P_WAITS_ON, 0);
  for (let turn = 0; turn < NUDGE_TURNS; turn++) {
    if (swap(block + P_NUDGERS, 0, 0) == 0) return;
    relax();
  }
  store(block + P_NUDGERS, 0);
}

/** Spins on a sequence word; true when it is no longer `seen`. */
export function spin(sequence: usize, seen: u32, turns: u32): bool {
  for (let turn: u32 = 0; turn < turns; turn++) {
    if (load(sequence) != seen) return true;
    relax();
  }
  return false;
}

/** A number that no other caller gets: names of processes and locks. */
export function nextSerial(): u32 {
  return add(ROOT_SERIAL, 1);
}
