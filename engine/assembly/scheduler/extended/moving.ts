// Processes that change their queue: work stealing and periodic balancing, for queues per CPU.

import { Cause, recording, recordTransition, State, traceIsFull } from "../trace";
import { getU32, NONE } from "../columns";
import { cpuCount } from "../needs";
import { groupOf, homeOf, readyIn, rootAt } from "./roots";
import { countReadyAt, homesOf, isLess, leaveHome, settle } from "./homes";
import { groupCount, queuesPerCpu, readyAddress } from "./memory";
import { join, look, orderKey, part, tagToMove } from "./run_queues";
import { lastOf, levelOf } from "../policy";
import { lookAtTurn } from "./groups";
import { dispatchCount, notePreemption, now } from "../counters";

/** Whether a CPU that has nothing to run takes from the queues of others; set by the host. */
export let stealing: u32 = 0;
/** Ticks between balancings; 0 for never. Set by the host. */
export let balancePeriod: f64 = 0;

let nextBalance: f64 = Infinity;
/** When the queues were balanced last, and the dispatches up to then. */
let balancedTime: f64 = -1;
let balancedDispatches: f64 = 0;

/** Called once before a run. */
export function clearMoving(): void {
  nextBalance = balancePeriod > 0 ? balancePeriod : Infinity;
  balancedTime = -1;
}

/** Gives a ready process that stands in no queue any more another home. */
export function rehome(process: u32, root: u32): void {
  countReadyAt(process, -1);
  leaveHome(process);
  settle(process, root);
  countReadyAt(process, 1);
}

/**
 * Looks, through the eyes of a CPU, at the root that it steals from: its turn at the queue with the most ready processes
 * among those that have something for it, then the one of the lowest index. Returns whether there is one.
 */
export function lookForLoot<P>(policy: P, thief: u32): bool {
  if (!stealing || !queuesPerCpu) return false;
  let victim = NONE;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    const ready = getU32(readyAddress, cpu);
    if (cpu == thief || ready == 0 || (victim != NONE && ready <= getU32(readyAddress, victim))) continue;
    if (lookAtTurn(policy, cpu, thief)) victim = cpu;
  }
  return victim != NONE && lookAtTurn(policy, victim, thief);
}

/**
 * When the queues are balanced next, if nothing happens before. Queues that were balanced at the last instant stay as they
 * are, unless a CPU was given away afterwards.
 */
// @ts-ignore: decorator
@inline export function nextBalanceTime(): f64 {
  return balancedTime == now && balancedDispatches == dispatchCount ? Infinity : nextBalance;
}

// @ts-ignore: decorator
@inline function isBalanceTime(): bool {
  return i64(now) % i64(balancePeriod) == 0;
}

/** Balances the queues if it is time to; false if a trace buffer might overflow. */
export function balance<P>(policy: P): bool {
  if (now < nextBalance) return true;
  // Where nobody was ready, or nobody could be moved, at the time of a balancing there was no instant: it is over.
  const isDue = isBalanceTime();
  while (isDue && findMove(policy)) {
    if (recording && traceIsFull()) return false;
    const process = moving;
    look(homeOf(process), NONE);
    part(process);
    rehome(process, rootAt(target, process));
    look(homeOf(process), NONE);
    join(process, orderKey(process), tagToMove(process));
    notePreemption();
    if (recording) {
      recordTransition(now, process, State.Ready, Cause.Balanced, NONE, NONE, NONE, levelOf(policy, process), target);
    }
  }
  if (isDue) {
    balancedTime = now;
    balancedDispatches = dispatchCount;
  }
  nextBalance = (floor(now / balancePeriod) + 1) * balancePeriod;
  return true;
}

/** What `findMove` has found: the process, and the CPU to whose queue it goes. */
let moving: u32 = NONE;
let target: u32 = NONE;

/**
 * Finds the next process to be moved: from the most loaded CPU to the one that would be the least loaded with it, if that
 * is less; where nothing there may run on that one, the next pairs are tried.
 */
function findMove<P>(policy: P): bool {
  const least = leastLoadedAfter(NONE);
  for (let from = mostLoadedAfter(NONE); from != NONE; from = mostLoadedAfter(from)) {
    // Those that follow are no more loaded than this one, so that they have nothing to give either.
    if (!isLess(homesOf(least) + 1, least, homesOf(from), from)) return false;
    for (let to = least; to != NONE; to = leastLoadedAfter(to)) {
      if (!isLess(homesOf(to) + 1, to, homesOf(from), from)) break;
      moving = lastFor(policy, from, to);
      target = to;
      if (moving != NONE) return true;
    }
  }
  return false;
}

/** The CPU that follows in the order of load, most loaded first, then by index, among those with a ready process. */
function mostLoadedAfter(cpu: u32): u32 {
  let next = NONE;
  for (let other: u32 = 0; other < cpuCount; ++other) {
    if (getU32(readyAddress, other) == 0) continue;
    if (cpu != NONE && !isMore(cpu, other)) continue;
    if (next == NONE || isMore(other, next)) next = other;
  }
  return next;
}

/** Whether a CPU goes before another in that order. */
function isMore(cpu: u32, other: u32): bool {
  if (isLess(homesOf(other), other, homesOf(cpu), cpu)) return true;
  return cpu < other && !isLess(homesOf(cpu), cpu, homesOf(other), other);
}

/** The CPU that follows in the order of the load that a further process would make, least loaded first, then by index. */
function leastLoadedAfter(cpu: u32): u32 {
  let next = NONE;
  for (let other: u32 = 0; other < cpuCount; ++other) {
    if (cpu != NONE && !wouldBeLess(cpu, other)) continue;
    if (next == NONE || wouldBeLess(other, next)) next = other;
  }
  return next;
}

/** Whether a CPU goes before another in that order. */
function wouldBeLess(cpu: u32, other: u32): bool {
  if (isLess(homesOf(cpu) + 1, cpu, homesOf(other) + 1, other)) return true;
  return cpu < other && !isLess(homesOf(other) + 1, other, homesOf(cpu) + 1, cpu);
}

/**
 * The last process of a CPU's queue that may run on another: of the group with the most ready processes there among those
 * that have one, then of the first.
 */
function lastFor<P>(policy: P, from: u32, to: u32): u32 {
  let found = NONE;
  for (let group: u32 = 0; group < groupCount; ++group) {
    const root = from * groupCount + group;
    if (readyIn(root) == 0) continue;
    if (found != NONE && readyIn(root) <= readyIn(from * groupCount + groupOf(found))) continue;
    look(root, to);
    const process = lastOf(policy);
    if (process != NONE) found = process;
  }
  return found;
}
