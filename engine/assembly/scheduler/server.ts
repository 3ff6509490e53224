// The budget of a server: the process for jobs without a period that has a priority among periodic tasks, and runs as long as
// its budget lasts. Lehoczky, Sha and Strosnider, Enhanced Aperiodic Responsiveness in Hard Real-Time Environments, RTSS 1987
// (polling and deferrable); Sprunt, Sha and Lehoczky, Aperiodic Task Scheduling for Hard-Real-Time Systems, Real-Time Systems 1,
// 1989 (sporadic), as in Buttazzo, Hard Real-Time Computing Systems, chapter 5.
//
// Nothing happens to a budget but at instants that `settle` is told of, or where nobody could tell: what ran since the last
// instant is known, so the budget is brought up to date at the beginning of each.
//
// A sporadic server is active while it, or a task that goes before it, runs. What it uses up in such an interval it is given
// back a period after the interval began (or after it had a budget again); these times ascend, so a ring holds them. As the budget,
// what is used and what is to be given back are the whole budget together, the ring holds no more entries than that has ticks.

import { getF64, NONE, setF64 } from "./columns";
import { replenishmentAddress } from "./memory";
import { replenishmentCapacity } from "./needs";

/** What `serverKind` says. */
export const enum ServerKind {
  None = 0,
  Polling = 1,
  Deferrable = 2,
  Sporadic = 3,
}

// Options, set by the host.
export let serverKind: u32 = ServerKind.None;
export let serverBudget: f64 = 0;
export let serverPeriod: f64 = 0;
/** Its key among those of the tasks. */
export let serverKey: f64 = 0;

let budget: f64 = 0;
/** Up to when it is brought up to date. */
let settled: f64 = 0;
/** When the next period begins; of a polling or deferrable server. */
let nextPeriod: f64 = 0;
/** Who has the CPU, or NONE; whether the server serves it, or it is a task that goes before the server. */
let onCpu: u32 = NONE;
let serves: bool = false;
let isAbove: bool = false;
/** Jobs that wait for it. */
let waiting: u32 = 0;

// Of a sporadic server.
let wasActive: bool = false;
/** Since when it is active with a budget, or -1. */
let activeSince: f64 = -1;
/** What it used since then. */
let used: f64 = 0;
let ringFirst: u32 = 0;
let ringCount: u32 = 0;

/** Called once before a run. */
export function clearServer(): void {
  budget = serverKind == ServerKind.Sporadic ? serverBudget : 0;
  settled = 0;
  nextPeriod = 0;
  onCpu = NONE;
  serves = false;
  isAbove = false;
  waiting = 0;
  wasActive = false;
  activeSince = -1;
  used = 0;
  ringFirst = 0;
  ringCount = 0;
}

// @ts-ignore: decorator
@inline export function countWaiting(change: i32): void {
  waiting += change;
}

/** Whether it may run a job that waits for it. */
// @ts-ignore: decorator
@inline export function mayServe(): bool {
  return waiting > 0 && budget > 0;
}

/** A process got the CPU. */
// @ts-ignore: decorator
@inline export function noteRunning(process: u32, isServed: bool, key: f64): void {
  onCpu = process;
  serves = isServed;
  isAbove = !isServed && key < serverKey;
}

/** A process left the CPU, which another one may have been given already. */
// @ts-ignore: decorator
@inline export function noteLeft(process: u32): void {
  if (onCpu != process) return;
  onCpu = NONE;
  serves = false;
  isAbove = false;
}

// @ts-ignore: decorator
@inline function ringEntry(index: u32): u32 {
  const entry = ringFirst + index;
  return 2 * (entry < replenishmentCapacity ? entry : entry - replenishmentCapacity);
}

/** When the next of the ring is due, or Infinity. */
// @ts-ignore: decorator
@inline function nextDue(): f64 {
  return ringCount > 0 ? getF64(replenishmentAddress, ringEntry(0)) : Infinity;
}

/** How long a job that gets the CPU now may run: until the budget is used up, with all that it is given meanwhile. */
export function ticksToServe(now: f64): f64 {
  let end = now + budget;
  if (serverKind != ServerKind.Sporadic) return end > nextPeriod ? nextPeriod + serverBudget - now : budget;
  for (let index: u32 = 0; index < ringCount; ++index) {
    const entry = ringEntry(index);
    if (getF64(replenishmentAddress, entry) >= end) break;
    end += getF64(replenishmentAddress, entry + 1);
  }
  return end - now;
}

/** When jobs that wait for it may run though nothing else happens, or Infinity. */
// @ts-ignore: decorator
@inline export function nextReplenishment(): f64 {
  if (waiting == 0 || budget > 0) return Infinity;
  return serverKind == ServerKind.Sporadic ? nextDue() : nextPeriod;
}

/** Brings the budget up to date at the beginning of an instant. */
export function settle(time: f64): void {
  if (serverKind == ServerKind.Sporadic) settleSporadic(time);
  else settlePeriodic(time);
  settled = time;
}

function settlePeriodic(time: f64): void {
  const isIdle = !serves && waiting == 0;
  if (serverKind == ServerKind.Polling && isIdle) budget = 0;
  if (nextPeriod > time) {
    if (serves) budget -= time - settled;
    return;
  }
  const latest = f64(i64(time) / i64(serverPeriod) * i64(serverPeriod));
  budget = serverKind == ServerKind.Polling && isIdle && latest < time ? 0 : serverBudget;
  if (serves) budget -= time - latest;
  nextPeriod = latest + serverPeriod;
}

function settleSporadic(time: f64): void {
  const isActive = serves || isAbove;
  if (isActive != wasActive) {
    if (isActive) openInterval(settled);
    else closeInterval();
    wasActive = isActive;
  }
  let from = settled;
  while (true) {
    const to = min(time, max(from, nextDue()));
    if (serves) {
      budget -= to - from;
      used += to - from;
    }
    from = to;
    if (budget == 0) closeInterval();
    if (nextDue() > to) break;
    budget += getF64(replenishmentAddress, ringEntry(0) + 1);
    ringFirst = ringFirst + 1 < replenishmentCapacity ? ringFirst + 1 : 0;
    ringCount -= 1;
    if (isActive && activeSince < 0) openInterval(to);
  }
}

function openInterval(time: f64): void {
  if (budget > 0) activeSince = time;
}

/** It is idle, or its budget is used up: what it used will be given back. */
function closeInterval(): void {
  if (used > 0) {
    const entry = ringEntry(ringCount);
    setF64(replenishmentAddress, entry, activeSince + serverPeriod);
    setF64(replenishmentAddress, entry + 1, used);
    ringCount += 1;
  }
  activeSince = -1;
  used = 0;
}
