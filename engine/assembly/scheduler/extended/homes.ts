// Where a ready process waits. Each belongs to a queue from the moment at which it becomes ready until it blocks or ends,
// while it runs too: its home. With a queue per CPU the home of a running process is the queue of its CPU.

import { Cause } from "../trace";
import { fillU32, getF64, getU32, NONE, setU32, setU8 } from "../columns";
import { cpuCount, Feature, features } from "../needs";
import { homeAddress, homesAddress, isReadyAddress, queueCount, queuesPerCpu } from "./memory";
import { groupReadyAddress, ranOnAddress, readyAddress, rootCount, rootHomesAddress, rootReadyAddress, speedAddress } from "./memory";
import { groupOf, homeOf, queueOfRoot, rootAt } from "./roots";
import { catchUp } from "./groups";
import { look } from "./run_queues";
import { noteTurn } from "./turns";
import { mayRun } from "./affinity";

/** Where processes are placed; the host's choice of `placement` and `wakePlacement` by number. */
export const enum Placement {
  RoundRobin = 0,
  LeastLoaded = 1,
  LastCpu = 2,
}

/** How a new process is placed; set by the host. */
export let placement: Placement = Placement.LeastLoaded;
/** How an unblocked process is placed; set by the host. */
export let wakePlacement: Placement = Placement.LastCpu;

/** The CPU that round robin placed a process on last. */
let placedLast: u32 = 0;

/** Called once before a run. */
export function clearHomes(): void {
  placedLast = cpuCount - 1;
  fillU32(homesAddress, queueCount(), 0);
  fillU32(rootHomesAddress, rootCount(), 0);
}

/** Whether a CPU with `a` processes is less loaded, for its speed, than one with `b`. */
// @ts-ignore: decorator
@inline export function isLess(a: u32, aCpu: u32, b: u32, bCpu: u32): bool {
  return f64(a) * getF64(speedAddress, bCpu) < f64(b) * getF64(speedAddress, aCpu);
}

/** The CPU on which a further process would find the least load. */
function leastLoaded(process: u32): u32 {
  let least = NONE;
  for (let cpu: u32 = 0; cpu < cpuCount; ++cpu) {
    if (!mayRun(process, cpu)) continue;
    if (least == NONE || isLess(getU32(homesAddress, cpu) + 1, cpu, getU32(homesAddress, least) + 1, least)) least = cpu;
  }
  return least;
}

/** The next CPU in turn on which a process may run. */
function nextInTurn(process: u32): u32 {
  do {
    placedLast = placedLast + 1 < cpuCount ? placedLast + 1 : 0;
  } while (!mayRun(process, placedLast));
  return placedLast;
}

function placeFor(process: u32, how: Placement): u32 {
  if (how == Placement.RoundRobin) return nextInTurn(process);
  const before = getU32(ranOnAddress, process);
  return how == Placement.LastCpu && before != NONE ? before : leastLoaded(process);
}

/** Looks at the root in which a process that becomes ready must queue; gives it a home if it has none. */
export function lookHome(process: u32, cause: Cause): void {
  if (cause == Cause.New || cause == Cause.Io || cause == Cause.Lock) {
    const queue = queuesPerCpu ? placeFor(process, cause == Cause.New ? placement : wakePlacement) : 0;
    settle(process, rootAt(queue, process));
  }
  look(homeOf(process), NONE);
}

/** Gives a process that has no home one. */
export function settle(process: u32, root: u32): void {
  if (getU32(rootHomesAddress, root) == 0) catchUp(root);
  setU32(homeAddress, process, root);
  setU32(rootHomesAddress, root, getU32(rootHomesAddress, root) + 1);
  noteTurn(root);
  const queue = queueOfRoot(root);
  setU32(homesAddress, queue, getU32(homesAddress, queue) + 1);
}

/** A process loses its home. */
export function leaveHome(process: u32): void {
  const root = homeOf(process);
  setU32(rootHomesAddress, root, getU32(rootHomesAddress, root) - 1);
  noteTurn(root);
  const queue = queueOfRoot(root);
  setU32(homesAddress, queue, getU32(homesAddress, queue) - 1);
}

/** Processes that belong to a queue. */
// @ts-ignore: decorator
@inline export function homesOf(queue: u32): u32 {
  return getU32(homesAddress, queue);
}

/** Counts a process in or out of those that are ready. */
export function countReadyAt(process: u32, change: i32): void {
  const root = homeOf(process);
  setU32(rootReadyAddress, root, getU32(rootReadyAddress, root) + change);
  noteTurn(root);
  const queue = queueOfRoot(root);
  setU32(readyAddress, queue, getU32(readyAddress, queue) + change);
  const group = groupOf(process);
  setU32(groupReadyAddress, group, getU32(groupReadyAddress, group) + change);
  if (features & Feature.Urgency) setU8(isReadyAddress, process, u8(change > 0));
}
