// Devices that have names, or an order other than first come, first served: each has a queue of its own, and figures. The
// first of them stands for those without a name.
//
// Requests that wait stand in a heap a device, ordered by (key, order of issue), one after another in one column: the host
// knows how many processes a device can have at the most. Under first come, first served all keys are 0. A device of that
// order takes a request at once; the others at the end of step 4, when all requests of the instant have been made, in the
// order of their numbers: those that may are listed until then.
//
// The figures of a device, 48 bytes: busy f64, requests f64, waited f64, longest wait f64, since when its queue has been as
// it is f64, the longest queue u32. A queue counts for its length once time passes, so it does not matter in which order
// requests come and go at an instant.

import { getF64, getU32, getU8, NONE, setF64, setU32, setU8 } from "./columns";
import { now } from "./counters";
import { heapPop, heapPush, heapTag } from "./heap";
import {
  blockedSinceAddress,
  burstDeviceAddress,
  burstNextAddress,
  burstValueAddress,
  DEVICE_FIGURES_BYTES,
  deviceDueAddress,
  deviceFiguresAddress,
  deviceIsDueAddress,
  deviceOrderAddress,
  deviceQueueAddress,
  deviceServersAddress,
  deviceServingAddress,
  deviceWaitingAddress,
  requestsAddress,
  sourceOfAddress,
  urgencyAddress,
} from "./memory";
import { Feature, features } from "./needs";
import { Cause, recording, recordTransition, State } from "./trace";

/** What a device's queue goes by; the host's numbers. */
export const enum DeviceOrder {
  Fcfs = 0,
  Priority = 1,
  Shortest = 2,
}

/** Bits of a process number in the tag of a request; a process with bursts takes more than 64 bytes, so 26 bits do. */
// @ts-ignore: decorator
@inline export const PROCESS_BITS: u64 = 26;

/** The process of a request. */
// @ts-ignore: decorator
@inline export function processOf(tag: u64): u32 {
  return u32(tag & ((1 << PROCESS_BITS) - 1));
}

let dueCount: u32 = 0;

/** Called once before a run. */
export function clearDevices(): void {
  dueCount = 0;
}

/** The device of the I/O burst that a process last asked for. */
// @ts-ignore: decorator
@inline export function deviceOf(process: u32): u32 {
  return getU32(burstDeviceAddress, getU32(burstNextAddress, process) - 1);
}

// @ts-ignore: decorator
@inline function hasRoom(device: u32): bool {
  return getF64(deviceServingAddress, device) < getF64(deviceServersAddress, device);
}

/** Whether a request is served at once; if not, it has joined the queue of its device. */
export function takesAtOnce(process: u32, device: u32, ticks: f64, tag: u64): bool {
  const order = getU8(deviceOrderAddress, device);
  if (order == DeviceOrder.Fcfs && hasRoom(device)) {
    countService(device, ticks, 0);
    return true;
  }
  let key: f64 = 0;
  if (order == DeviceOrder.Shortest) key = ticks;
  else if (order == DeviceOrder.Priority) key = getF64(urgencyAddress, sourceOf(process));
  const waiting = getU32(deviceWaitingAddress, device);
  noteQueue(device, waiting);
  heapPush(queueOf(device), waiting, key, tag);
  setU32(deviceWaitingAddress, device, waiting + 1);
  if (order != DeviceOrder.Fcfs) noteDue(device);
  return false;
}

/** What the host wrote of a process stands at its source, which has another number where some come after others. */
// @ts-ignore: decorator
@inline export function sourceOf(process: u32): u32 {
  return features & Feature.After ? getU32(sourceOfAddress, process) : process;
}

// @ts-ignore: decorator
@inline function queueOf(device: u32): u32 {
  return requestsAddress + (getU32(deviceQueueAddress, device) << 4);
}

/** Lists a device among those that may take a request at the end of step 4. */
function noteDue(device: u32): void {
  if (getU8(deviceIsDueAddress, device)) return;
  setU8(deviceIsDueAddress, device, 1);
  heapPush(deviceDueAddress, dueCount, f64(device), u64(device));
  dueCount += 1;
}

/** A device has completed a request; whether it takes the next one at once. */
export function takesNext(device: u32): bool {
  setF64(deviceServingAddress, device, getF64(deviceServingAddress, device) - 1);
  if (getU32(deviceWaitingAddress, device) == 0) return false;
  if (getU8(deviceOrderAddress, device) == DeviceOrder.Fcfs) return true;
  noteDue(device);
  return false;
}

/** The first listed device that takes a request now, at the end of step 4; NONE where none does. */
export function dueDevice(): u32 {
  while (dueCount > 0) {
    const device = u32(heapTag(deviceDueAddress));
    if (getU32(deviceWaitingAddress, device) > 0 && hasRoom(device)) return device;
    setU8(deviceIsDueAddress, device, 0);
    heapPop(deviceDueAddress, dueCount);
    dueCount -= 1;
  }
  return NONE;
}

/** Takes the first request off a device's queue, which is not empty, to be served; returns its tag. */
export function takeRequest(device: u32): u64 {
  const waiting = getU32(deviceWaitingAddress, device);
  noteQueue(device, waiting);
  const tag = heapPop(queueOf(device), waiting);
  setU32(deviceWaitingAddress, device, waiting - 1);
  const process = processOf(tag);
  const ticks = getF64(burstValueAddress, getU32(burstNextAddress, process) - 1);
  countService(device, ticks, now - getF64(blockedSinceAddress, process));
  if (recording) recordService(process, device);
  return tag;
}

/** Records that a device with a name has taken a request. */
export function recordService(process: u32, device: u32): void {
  if (device != 0) recordTransition(now, process, State.Blocked, Cause.Device, NONE, NONE, device - 1, 0);
}

function countService(device: u32, ticks: f64, waited: f64): void {
  setF64(deviceServingAddress, device, getF64(deviceServingAddress, device) + 1);
  const figures = deviceFiguresAddress + device * DEVICE_FIGURES_BYTES;
  store<f64>(figures, load<f64>(figures) + ticks);
  store<f64>(figures, load<f64>(figures, 8) + 1, 8);
  store<f64>(figures, load<f64>(figures, 16) + waited, 16);
  if (waited > load<f64>(figures, 24)) store<f64>(figures, waited, 24);
}

/** Notes the length that a queue has had up to now. */
function noteQueue(device: u32, length: u32): void {
  const figures = deviceFiguresAddress + device * DEVICE_FIGURES_BYTES;
  if (now == load<f64>(figures, 32)) return;
  store<f64>(figures, now, 32);
  if (length > load<u32>(figures, 40)) store<u32>(figures, length, 40);
}
