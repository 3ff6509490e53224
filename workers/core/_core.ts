/**
 * The shared core as the host sees it: the functions of `engine/assembly/sync`, instantiated once in every process over
 * the one memory of the tree. Addresses and process ids are opaque numbers here; what they mean stands in
 * `engine/assembly/sync/layout.ts`.
 *
 * @module
 */

import { type Futex, openFutex } from "./_libc.ts";

/** Answers of the core. Zero and above are results. */
export const OK = 0;
export const BUSY = -1;
export const ENDED = -2;
export const OWNER_DIED = -3;
export const NOT_OWNER = -4;
export const OVERFLOW = -5;
export const CLOSED = -6;
export const BROKEN = -7;
export const NO_MEMORY = -8;
export const BLOCK = -9;
export const NO_SLOT = -10;
export const NO_ACTION = -11;
export const NOT_BYTES = -12;
/** Only the host says these: the time was up. */
export const TIMED_OUT = -100;

/** What a sleeper sets in an object's flag: it waits for the object, or for several at its own bell. */
export const ARMED = 1;
export const WATCHED = 2;

/** Words of a process control block that the host reads or writes by name (`P_…` in layout.ts). */
export const Word = {
  kill: 12,
  space: 16,
  parent: 32,
  pid: 36,
  thread: 48,
  interrupts: 52,
  name: 56,
  report: 60,
  start: 72,
  seen: 112,
} as const;

/** Set in `Word.report` of a process that had no codec to say what ended it: a text in JSON, not a message. Blocks are aligned. */
export const PLAIN_REPORT = 1;

/** Values of `Word.thread`, see process.ts: its code runs, it waits for its children's threads, it has nothing more to do. */
export const Thread = { runs: 1, leaving: 2, gone: 3 } as const;

/** `Word.start` of a process whose arguments were taken back, see process.ts. */
export const TAKEN_BACK = 2;

/** The functions of the sync module. `self` is always the calling process's id. */
export interface Core {
  treeCreate(pid: number, pagesMax: number): number;
  processClaim(parent: number): number;
  processRelease(id: number): void;
  processSignal(id: number, signal: number): number;
  processInterrupt(id: number): number;
  takeInterrupt(self: number): number;
  processTakeStart(id: number, by: number): number;
  processIsOutside(id: number): number;
  outerBegin(self: number): number;
  outerEnd(self: number): void;
  processExit(id: number, code: number): number;
  processExitCode(id: number): number;
  processWord(id: number, offset: number): number;
  processSetWord(id: number, offset: number, value: number): void;
  announce(id: number): void;
  deathCount(): number;
  isAlone(self: number): number;
  isAlive(id: number): number;
  isEnded(id: number): number;
  isPresent(id: number): number;
  isDescendant(id: number, ancestor: number): number;
  nextDescendant(ancestor: number, fromSlot: number): number;
  nextSerial(): number;
  nextStuck(top: number, fromSlot: number, tell: number): number;
  directory(): number;
  slotOf(id: number): number;
  nudge(id: number): void;
  bellOf(id: number, exit: number): number;
  exitTry(id: number): number;

  bucketOf(address: number): number;
  nextInSpace(space: number, fromSlot: number): number;
  nextWard(owner: number, fromSlot: number): number;
  othersArePresent(self: number): number;
  /** The kernel's way to sleep and wake, for trees that span several address spaces. */
  futex(): Futex;
  ringOf(self: number): number;
  setAwaits(self: number, buckets: number): void;
  takeRung(self: number): number;
  spans(): number;
  ledgerBegin(self: number, ledger: number, more: number): void;
  settleBegin(self: number, dead: number): number;
  settleEnd(self: number, dead: number): void;
  settleTasks(dead: number): void;
  spanBegin(space: number, descriptor: number, ledgers: number): void;
  spanLedgers(): number;
  spanDescriptor(): number;
  limited(timeoutNs: number): number;
  spanMute(): void;
  spanLock(self: number): void;
  spanUnlock(self: number): void;
  spanSpace(): number;
  spanToken(): number;

  waitBegin(self: number, sequence: number): number;
  waitEnd(self: number): void;
  park(self: number, sequence: number, seen: number, timeoutMs: number): number;
  spin(sequence: number, seen: number, turns: number): number;
  wordLoad(address: number): number;
  wordStore(address: number, value: number): void;
  wordPublish(self: number, address: number, value: number): number;

  blockAllocate(self: number, bytes: number): number;
  blockRelease(self: number, block: number): void;
  blockShare(self: number, block: number): void;
  blockGive(self: number, block: number, to: number): void;
  blockReturn(self: number, block: number): void;
  blockJoin(self: number, whole: number, last: number, part: number): void;
  blockNext(block: number): number;
  memoryArm(bits: number): void;
  memorySequence(): number;
  memoryPagesMax(): number;
  blockBytes(block: number): number;
  buryNext(self: number, dead: number): number;
  buried(self: number, dead: number): number;
  usedBytes(self: number): number;

  objectCreate(self: number, kind: number, bytes: number): number;
  objectKind(object: number): number;
  lostObject(self: number, kinds: number): number;
  objectWords(object: number): number;
  objectDepart(object: number, self?: number, entry?: number, value?: number): void;
  objectReceive(object: number, self: number, entry?: number, value?: number): number;
  objectForgo(object: number, self: number, entry?: number, value?: number): number;
  objectHold(object: number, self: number): number;
  objectArrive(object: number, self: number): number;
  objectDrop(object: number, self: number): number;
  objectIsHeld(object: number): number;
  objectSoleHolder(object: number): number;
  objectHolder(object: number, index: number): number;
  objectMoves(object: number): number;
  objectTransit(object: number): number;
  objectRelease(self: number, object: number): void;
  objectReferences(object: number, moves: number): number;
  objectsUnheld(self: number, kinds: number, target: number, most: number): number;

  lockTry(lock: number, self: number): number;
  lockArm(lock: number, self: number): number;
  lockRelease(lock: number, self: number): number;
  lockOwner(lock: number): number;
  recursiveTry(lock: number, self: number): number;
  recursiveArm(lock: number, self: number): number;
  recursiveRelease(lock: number, self: number): number;
  recursiveDepth(lock: number, self: number): number;
  recursiveSetDepth(lock: number, depth: number): void;
  wantAny(self: number, wanted: number, seen: number): void;
  wantStands(id: number): number;
  wantCount(id: number): number;
  wantSaved(self: number): number;
  wantRestore(self: number, saved: number): void;
  wantBegin(self: number, wanted: number, soft: number): number;
  wantLook(self: number): number;
  wantSum(): number;
  wanted(id: number): number;
  wantedOf(wanted: number): number;
  wantEnd(self: number): void;

  rwTry(head: number, self: number, mode: number): number;
  rwJoin(head: number, self: number, mode: number): number;
  rwLook(head: number, self: number, entry: number): number;
  rwLeave(head: number, self: number, entry: number): void;
  rwRelease(head: number, self: number, mode: number): number;
  rwCount(head: number, self: number, mode: number, owner: number): number;

  semaphoreTry(semaphore: number, self: number): number;
  semaphoreArm(semaphore: number, self: number): number;
  semaphoreRelease(semaphore: number, self: number): number;
  eventTry(event: number, self: number, since: number): number;
  eventArm(event: number, self: number, since: number): number;
  eventSet(event: number, self: number): number;
  eventClear(event: number, self: number): number;

  conditionJoin(head: number, self: number): number;
  conditionLeave(head: number, self: number, waiter: number): number;
  conditionNotify(head: number, self: number, count: number): number;
  conditionCount(head: number, self: number): number;
  waitersFree(head: number, self: number): void;
  waiterTry(waiter: number, self: number): number;
  waiterIndex(waiter: number): number;
  barrierActionRuns(head: number, self: number): number;
  barrierArrive(head: number, self: number, hasAction: number): number;
  barrierFinish(head: number, self: number, succeeded: number): number;
  barrierTry(head: number, self: number, waiter: number): number;
  barrierLeave(head: number, self: number, waiter: number): number;
  barrierBreak(head: number, self: number, reset: number): number;
  barrierState(head: number, self: number): number;

  ringMake(self: number, capacity: number, maxItems: number, grows: number, start: number): number;
  ringFree(self: number, ring: number): void;
  ringPut(ring: number, self: number, source: number, length: number, block: number, entry?: number): number;
  ringGet(ring: number, self: number, target: number, entry?: number): number;
  ringGetBytes(ring: number, self: number, target: number): number;
  ringPeek(ring: number, self: number, cursor: number, target: number): number;
  ringSpinGet(ring: number, turns: number): number;
  ringSpinTake(ring: number, self: number, target: number, turns: number, entry?: number): number;
  ringArmPut(ring: number, bits: number): void;
  ringArmGet(ring: number, bits: number): void;
  ringArmDone(ring: number, bits: number): void;
  ringCount(ring: number): number;
  ringIsFull(ring: number): number;
  ringMaxItems(ring: number): number;
  ringMark(ring: number): void;
  ringCarries(ring: number): number;
  ringDone(ring: number, self: number): number;
  ringTryDone(ring: number, self: number): number;
  ringSequence(ring: number, which: number): number;
  ringSignalAll(ring: number): void;
  takenBlock(self: number): number;
  takenBytes(self: number): number;

  boardMake(self: number, slots: number, seats: number, start: number): number;
  boardSlots(board: number): number;
  boardSeat(board: number, seat: number): number;
  boardOffer(board: number, slot: number): number;
  boardPass(board: number): number;
  boardCall(board: number): void;
  boardRecall(slot: number): number;
  boardClose(board: number): void;
  boardTake(board: number, self: number): number;
  boardArmTake(board: number): void;
  boardSpinTake(board: number, turns: number): number;
  boardFinish(
    board: number,
    slot: number,
    self: number,
    outcome: number,
    source: number,
    length: number,
    block: number,
    entry?: number,
  ): number;
  boardDrain(board: number): number;
  boardArmDrain(board: number, bits: number): number;
  boardSpinDrain(board: number, turns: number): number;
  boardRecover(self: number, slot: number, dead: number): number;
  boardSequence(board: number, which: number): number;
  boardAbandon(slot: number): number;
}

/** Functions whose answers are addresses or other numbers without a sign: WASM gives those from 2 GiB on as negative ones. */
const UNSIGNED = [
  "bellOf",
  "blockNext",
  "boardDrain",
  "boardSeat",
  "boardSequence",
  "boardSlots",
  "directory",
  "lostObject",
  "memorySequence",
  "objectWords",
  "ringSequence",
  "settleBegin",
  "spanLedgers",
  "takenBlock",
  "wanted",
  "wordLoad",
] as const;

/**
 * Instantiates the module over a tree's memory.
 *
 * @param id The address space, by the pid that the system gave it; another where the memory is mapped once more for the caller alone.
 */
export function instantiateCore(module: WebAssembly.Module, memory: WebAssembly.Memory, id = Deno.pid): Core {
  let opened: Futex | null = null;
  const futex = (): Futex => {
    if (opened === null) {
      opened = openFutex(memory);
      if (opened.isMute) core.spanMute();
    }
    return opened;
  };
  const space = {
    id,
    sleep: (address: number, expected: number, timeoutNs: number): number => {
      futex().sleep(address >>> 0, expected >>> 0, core.limited(timeoutNs));
      return 0;
    },
    wake: (address: number): void => futex().wake(address >>> 0),
  };
  const { exports } = new WebAssembly.Instance(module, { env: { memory }, space });
  const core = { ...exports, futex } as unknown as Core;
  for (const name of UNSIGNED) {
    const signed = core[name] as (a?: number, b?: number) => number;
    core[name] = (a?: number, b?: number): number => signed(a, b) >>> 0;
  }
  return core;
}

/** An answer that is an address or, from -1 down to -15, a code. */
export function addressOr(code: number): number {
  return code < 0 && code > -16 ? code : code >>> 0;
}
