// The machine as a compiled policy sees it (engine/own_policy.ts says what each means), read out of the columns.

import { cpuCount, Feature, features, processCount } from "../needs";
import { drawBelow } from "../policies/lottery";
import { fail, Fault, Hook, hookInProgress, isQuestion } from "./faults";
import { getF64, getU32, NONE } from "../columns";
import {
  arrivalAddress,
  lastAddress,
  readySinceAddress,
  remainingAddress,
  runningAddress,
  runStartAddress,
  servedAddress,
  sourceOfAddress,
} from "../memory";
import { placeOf } from "./numbers";
import { ties } from "../completion";

/** Where the time of the instant stands, where the host looks for it too. */
// @ts-ignore: decorator
@inline export const TIME: u32 = 3840;
/** Where the columns of what the workload says of processes begin, u32 each, 0 for none; the host writes them. */
// @ts-ignore: decorator
@inline const COLUMNS: u32 = 3848;
export const ownColumnsAddress: u32 = COLUMNS;
/** Where the host writes the text of an option. */
// @ts-ignore: decorator
@inline export const OPTIONS: u32 = 16;
export const ownOptionsAddress: u32 = OPTIONS;
/** Whether the policy may ask what is left of bursts; set by the host. */
export let ownKnowsBursts: u32 = 0;

/** What the workload says of a process, in the order of the host's `COMPILED_COLUMNS`. */
const enum Column {
  Pid = 0,
  Priority = 1,
  Tickets = 2,
  Nice = 3,
  Period = 4,
  Deadline = 5,
  Estimate = 6,
  Quantum = 7,
  Group = 8,
}

/** When the timer rings; Infinity for not at all. */
export let timerAt: f64 = Infinity;
/** Whether running processes get new quanta after the timer. */
export let renews: bool = false;

/** A process that has been charged for what it executed while it still has its CPU, and when that was. */
let charged: u32 = NONE;
let chargedAt: f64 = -1;

/** Called once before a run. */
export function clearView(): void {
  timerAt = Infinity;
  renews = false;
  charged = NONE;
  chargedAt = -1;
}

/** The timer rings. */
export function startRinging(): void {
  timerAt = Infinity;
  renews = false;
}

/** Notes that what a process has executed up to now stands in the columns already. */
// @ts-ignore: decorator
@inline export function noteCharged(process: u32): void {
  if (!isDefined(OWN_NOTES)) return;
  charged = process;
  chargedAt = load<f64>(TIME);
}

// @ts-ignore: decorator
@inline function numberOf(process: f64): u32 {
  const number = u32(placeOf(process));
  if (f64(number) != process || number >= processCount) fail(Fault.Process, process, f64(processCount - 1));
  return number;
}

/** The source that a process comes from. */
// @ts-ignore: decorator
@inline function sourceOf(process: u32): u32 {
  if (!(features & Feature.After)) return process;
  const source = getU32(sourceOfAddress, process);
  if (source == NONE) fail(Fault.Arrived, process);
  return source;
}

// @ts-ignore: decorator
@inline function said(column: Column, process: u32, other: f64): f64 {
  const source = sourceOf(process);
  const address = load<u32>(COLUMNS + (column << 2));
  return address != 0 ? getF64(address, source) : other;
}

/** Ticks that a process has executed that do not stand in the columns yet. */
// @ts-ignore: decorator
@inline function ranOf(process: u32): f64 {
  const time = load<f64>(TIME);
  if (isDefined(OWN_NOTES)) {
    if (charged == process && chargedAt == time) return 0;
  }
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    if (getU32(runningAddress, cpu) == process) return max(0, time - getF64(runStartAddress, cpu));
  }
  return 0;
}

/** What changes something, as the host's `CHANGES` numbers it. */
const enum Change {
  Draw = 0,
  SetTimer = 1,
  Reorder = 2,
  RenewQuanta = 3,
}

// @ts-ignore: decorator
@inline function refuseChange(change: Change): void {
  if (isQuestion() && !(change == Change.Draw && hookInProgress() == Hook.Pick)) fail(Fault.Change, change);
}

// @ts-ignore: decorator
@global export class PolicyMachine {
  // @ts-ignore: decorator
  @inline get now(): f64 {
    return load<f64>(TIME);
  }
  // @ts-ignore: decorator
  @inline get cpus(): f64 {
    return f64(cpuCount);
  }
  // @ts-ignore: decorator
  @inline get processes(): f64 {
    return f64(processCount);
  }
  // @ts-ignore: decorator
  @inline get endsFirst(): bool {
    return ties == 1;
  }
  // Of each two methods one takes a process of the author's, the other one as the core numbers it, which is one.
  // @ts-ignore: decorator
  @inline pid(process: f64): f64 {
    return this.$pid(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $pid(process: u32): f64 {
    return said(Column.Pid, process, f64(sourceOf(process)) + 1);
  }
  // @ts-ignore: decorator
  @inline arrival(process: f64): f64 {
    return this.$arrival(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $arrival(process: u32): f64 {
    sourceOf(process);
    return getF64(arrivalAddress, process);
  }
  // @ts-ignore: decorator
  @inline readySince(process: f64): f64 {
    return this.$readySince(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $readySince(process: u32): f64 {
    return getF64(readySinceAddress, process);
  }
  // @ts-ignore: decorator
  @inline executed(process: f64): f64 {
    return this.$executed(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $executed(process: u32): f64 {
    return getF64(servedAddress, process) + ranOf(process);
  }
  // @ts-ignore: decorator
  @inline remaining(process: f64): f64 {
    return this.$remaining(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $remaining(process: u32): f64 {
    if (!ownKnowsBursts) fail(Fault.Clairvoyant, process);
    return getF64(remainingAddress, process) - ranOf(process);
  }
  // @ts-ignore: decorator
  @inline priority(process: f64): f64 {
    return this.$priority(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $priority(process: u32): f64 {
    return said(Column.Priority, process, 0);
  }
  // @ts-ignore: decorator
  @inline tickets(process: f64): f64 {
    return this.$tickets(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $tickets(process: u32): f64 {
    return said(Column.Tickets, process, 1);
  }
  // @ts-ignore: decorator
  @inline nice(process: f64): f64 {
    return this.$nice(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $nice(process: u32): f64 {
    return said(Column.Nice, process, 0);
  }
  // @ts-ignore: decorator
  @inline period(process: f64): f64 {
    return this.$period(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $period(process: u32): f64 {
    return said(Column.Period, process, 0);
  }
  // @ts-ignore: decorator
  @inline deadline(process: f64): f64 {
    return this.$deadline(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $deadline(process: u32): f64 {
    const relative = said(Column.Deadline, process, 0);
    const allowed = relative != 0 ? relative : said(Column.Period, process, 0);
    return allowed == 0 ? Infinity : getF64(arrivalAddress, process) + allowed;
  }
  // @ts-ignore: decorator
  @inline estimate(process: f64): f64 {
    return this.$estimate(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $estimate(process: u32): f64 {
    return said(Column.Estimate, process, 0);
  }
  // @ts-ignore: decorator
  @inline quantum(process: f64): f64 {
    return this.$quantum(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $quantum(process: u32): f64 {
    return said(Column.Quantum, process, 0);
  }
  // @ts-ignore: decorator
  @inline group(process: f64): f64 {
    return this.$group(numberOf(process));
  }
  // @ts-ignore: decorator
  @inline $group(process: u32): f64 {
    return said(Column.Group, process, 0);
  }
  // @ts-ignore: decorator
  @inline runningOn(cpu: f64): f64 {
    return f64(i32(getU32(runningAddress, cpuOf(cpu))));
  }
  // @ts-ignore: decorator
  @inline lastOn(cpu: f64): f64 {
    return f64(i32(getU32(lastAddress, cpuOf(cpu))));
  }
  draw(count: f64): f64 {
    refuseChange(Change.Draw);
    if (!(count >= 1 && count <= 9007199254740991 && floor(count) == count)) fail(Fault.Draw, count);
    return drawBelow(count);
  }
  setTimer(time: f64): void {
    refuseChange(Change.SetTimer);
    if (!isDefined(OWN_TIMER)) fail(Fault.NoTimer, time);
    if (!(time > load<f64>(TIME)) || floor(time) != time) fail(Fault.Timer, time, load<f64>(TIME));
    timerAt = time;
  }
  reorder(): void {
    refuseChange(Change.Reorder);
    $reorder();
  }
  renewQuanta(): void {
    refuseChange(Change.RenewQuanta);
    renews = true;
  }
}

// @ts-ignore: decorator
@inline function cpuOf(cpu: f64): u32 {
  const number = u32(placeOf(cpu));
  if (f64(number) != cpu || number >= cpuCount) fail(Fault.Index, cpu, f64(cpuCount));
  return number;
}
