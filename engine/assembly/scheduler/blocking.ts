// What a process blocks on: I/O devices and locks; and how it goes on through its program.
//
// I/O in progress stands in a heap ordered by (completion time, order of issue); requests that wait for a device stand in a
// FIFO list, but devices.ts has them where devices have names or an order of their own. Locks are in locks.ts: who is given one
// stands in the `granted` list until the machine has let it go on.

import { getF64, getU32, getU8, NONE, setF64, setU32 } from "./columns";
import { Feature, features } from "./needs";
import {
  blockedAddress,
  blockedSinceAddress,
  burstKindAddress,
  burstNextAddress,
  burstOffsetAddress,
  burstValueAddress,
  ioAddress,
  programEndAddress,
  remainingAddress,
} from "./memory";
import { append, clearQueue, takeFirst } from "./queue";
import { heapKey, heapPop, heapPush } from "./heap";
import { clearLocks, giveLock, takeLock } from "./locks";
import { clearDevices, deviceOf, dueDevice, PROCESS_BITS, processOf, takeRequest, takesAtOnce, takesNext } from "./devices";

/** The host's `BURST_KIND`. */
export const enum BurstKind {
  Cpu = 0,
  Io = 1,
  Lock = 2,
  Unlock = 3,
}

/** What a process does after its burst. */
export const enum Step {
  /** It has a next CPU burst, and `remaining` holds its ticks. */
  Cpu,
  /** It asked for I/O. */
  Io,
  /** It waits for a lock. */
  Lock,
  /** Its program is done. */
  Exit,
}

/** Equal I/O devices behind the one FIFO list; Infinity for no limit. Set by the host. */
export let devices: f64 = Infinity;

/** The lock that the last `advance` blocked on. */
export let lockWaitedFor: u32 = NONE;

/** With `Feature.Devices`: whether a device took the last request at once. */
export let isServedAtOnce: bool = false;

// Fixed words below the tables: heads and tails of the two lists.
// @ts-ignore: decorator
@inline const DEVICE_HEAD: u32 = 512;
// @ts-ignore: decorator
@inline const DEVICE_TAIL: u32 = 516;
// @ts-ignore: decorator
@inline const GRANTED_HEAD: u32 = 520;
// @ts-ignore: decorator
@inline const GRANTED_TAIL: u32 = 524;

/** I/O in progress. */
export let ioCount: u32 = 0;
let ioSequence: u64 = 0;

/** Called once before a run. */
export function clearBlocking(): void {
  ioCount = 0;
  ioSequence = 0;
  lockWaitedFor = NONE;
  clearDevices();
  clearQueue(DEVICE_HEAD, DEVICE_TAIL);
  clearQueue(GRANTED_HEAD, GRANTED_TAIL);
  clearLocks();
}

/** When the next I/O completes; Infinity where none is in progress. */
// @ts-ignore: decorator
@inline export function nextIoTime(): f64 {
  return ioCount == 0 ? Infinity : heapKey(ioAddress);
}

function beginIo(process: u32, now: f64, ticks: f64): void {
  heapPush(ioAddress, ioCount, now + ticks, tagOfRequest(process));
  ioCount += 1;
}

/** The tag of the request that a process makes now: requests are ordered by the order of issue, then carry the process. */
// @ts-ignore: decorator
@inline function tagOfRequest(process: u32): u64 {
  return (ioSequence++ << PROCESS_BITS) | u64(process);
}

/** Ticks of the I/O burst that a process last asked for. */
function ioTicks(process: u32): f64 {
  return getF64(burstValueAddress, getU32(burstNextAddress, process) - 1);
}

/** Asks for the I/O that the program counter has just passed: at once, or behind those that wait for a device. */
function requestIo(process: u32, now: f64): void {
  if (features & Feature.Devices) requestOf(process, now);
  else if (f64(ioCount) < devices) beginIo(process, now, ioTicks(process));
  else append(DEVICE_TAIL, process);
}

/** Asks the device of this I/O, which has a queue of its own. */
function requestOf(process: u32, now: f64): void {
  const ticks = ioTicks(process);
  const tag = tagOfRequest(process);
  isServedAtOnce = takesAtOnce(process, deviceOf(process), ticks, tag);
  if (!isServedAtOnce) return;
  heapPush(ioAddress, ioCount, now + ticks, tag);
  ioCount += 1;
}

/** A device has the first request of its queue served. */
function serve(device: u32, now: f64): void {
  const tag = takeRequest(device);
  heapPush(ioAddress, ioCount, now + ioTicks(processOf(tag)), tag);
  ioCount += 1;
}

/** A device that has waited for all requests of the instant takes the first of its queue; false where none does. */
export function serveDue(now: f64): bool {
  const device = dueDevice();
  if (device == NONE) return false;
  serve(device, now);
  return true;
}

/** Takes the I/O that completes now off its device, which takes the next request; returns its process. */
export function completeIo(now: f64): u32 {
  const process = processOf(heapPop(ioAddress, ioCount));
  ioCount -= 1;
  if (features & Feature.Devices) {
    const device = deviceOf(process);
    if (takesNext(device)) serve(device, now);
  } else if (load<u32>(DEVICE_HEAD) != NONE) {
    const waiting = takeFirst(DEVICE_HEAD, DEVICE_TAIL);
    beginIo(waiting, now, ioTicks(waiting));
  }
  return process;
}

/** Whether a process was given a lock and has not gone on yet. */
// @ts-ignore: decorator
@inline export function hasGranted(): bool {
  return load<u32>(GRANTED_HEAD) != NONE;
}

/** Takes the first process that was given a lock. */
export function takeGranted(): u32 {
  return takeFirst(GRANTED_HEAD, GRANTED_TAIL);
}

/** Lets a process go on through its program from the end of a burst, or from a lock it was given. */
export function advance(process: u32, now: f64): Step {
  const end = getU32(programEndAddress, process);
  let next = getU32(burstNextAddress, process);
  while (next < end) {
    const kind = getU8(burstKindAddress, next);
    const value = getF64(burstValueAddress, next);
    next += 1;
    if (kind == BurstKind.Cpu) {
      setF64(remainingAddress, process, value);
      setU32(burstNextAddress, process, next);
      return Step.Cpu;
    }
    if (kind == BurstKind.Io) {
      setU32(burstNextAddress, process, next);
      requestIo(process, now);
      return Step.Io;
    }
    const lock = u32(value);
    if (kind == BurstKind.Unlock) {
      const granted = giveLock(process, lock);
      if (granted != NONE) append(GRANTED_TAIL, granted);
    } else if (!takeLock(process, lock)) {
      setU32(burstNextAddress, process, next);
      lockWaitedFor = lock;
      return Step.Lock;
    }
  }
  setU32(burstNextAddress, process, next);
  return Step.Exit;
}

/** The lock that a process was given last: the entry of its program before the one that comes next. */
export function lockGranted(process: u32): u32 {
  return u32(getF64(burstValueAddress, getU32(burstNextAddress, process) - 1));
}

/** Notes that a process is blocked from now on. */
// @ts-ignore: decorator
@inline export function blockFrom(process: u32, now: f64): void {
  setF64(blockedSinceAddress, process, now);
}

/** Adds the ticks since `blockFrom` to the process's blocked time. */
// @ts-ignore: decorator
@inline export function blockedUntil(process: u32, now: f64): void {
  const blocked = getF64(blockedAddress, process) + now - getF64(blockedSinceAddress, process);
  setF64(blockedAddress, process, blocked);
}

/** Puts every process before its first burst. */
export function startPrograms(processCount: u32): void {
  for (let process: u32 = 0; process < processCount; ++process) {
    setU32(programEndAddress, process, getU32(burstOffsetAddress, process + 1));
    startProgram(process, getU32(burstOffsetAddress, process));
  }
}

/** Puts a process before the entry that its program begins with; a CPU burst's ticks are in `remaining` then. */
export function startProgram(process: u32, first: u32): void {
  const isCpu = getU8(burstKindAddress, first) == BurstKind.Cpu;
  setU32(burstNextAddress, process, first + u32(isCpu));
  setF64(remainingAddress, process, isCpu ? getF64(burstValueAddress, first) : 0);
}

/** Whether a process that has not begun its program begins it with I/O. */
// @ts-ignore: decorator
@inline export function beginsWithIo(process: u32): bool {
  return getU8(burstKindAddress, getU32(burstOffsetAddress, process)) == BurstKind.Io;
}
