// Where a run stands: the clock, what was counted so far, and what the instant in progress must still look at. The files
// of the machine change it through the functions below; the host reads the counters at any return.

import { NONE } from "./columns";

/** The instant in progress, or the last one. */
export let now: f64 = 0;
export let finishedCount: u32 = 0;
export let arrivedCount: u32 = 0;
export let readyCount: u32 = 0;
export let dispatchCount: f64 = 0;
export let switchCount: f64 = 0;
/** Dispatches on another CPU than the process's last; counted by the extended build, as the next ones are. */
export let migrationCount: f64 = 0;
/** Processes that lost their CPU to their group's quota. */
export let throttleCount: f64 = 0;
export let longestWait: f64 = -1;
export let longestWaitProcess: u32 = NONE;

/** Instants since a process was given a CPU; exported for tests. */
export let quietInstants: u32 = 0;

/** Whether something happened at this instant after which a running process may be outranked. */
export let mayPreempt: bool = false;
/** Whether a context switch ended at this instant. */
export let switchEnded: bool = false;
/** Whether a counter has passed what it can tell. */
export let countOverflow: bool = false;

/** Called once before a run. */
export function clearCounters(): void {
  now = 0;
  finishedCount = 0;
  arrivedCount = 0;
  readyCount = 0;
  dispatchCount = 0;
  switchCount = 0;
  migrationCount = 0;
  throttleCount = 0;
  longestWait = -1;
  longestWaitProcess = NONE;
  quietInstants = 0;
  mayPreempt = false;
  switchEnded = false;
  countOverflow = false;
}

/** Starts an instant. */
// @ts-ignore: decorator
@inline export function startInstant(time: f64): void {
  now = time;
  mayPreempt = false;
  switchEnded = false;
  // Boosts, turns and the like make instants by themselves, tick by tick if asked to, beside a burst of any length.
  quietInstants += 1;
  if (quietInstants == 0) noteOverflow();
}

// @ts-ignore: decorator
@inline export function countReady(change: i32): void {
  readyCount += change;
}

// @ts-ignore: decorator
@inline export function countArrival(): u32 {
  return arrivedCount++;
}

// @ts-ignore: decorator
@inline export function countFinish(): void {
  finishedCount += 1;
}

// @ts-ignore: decorator
@inline export function countDispatch(): void {
  dispatchCount += 1;
  quietInstants = 0;
}

// @ts-ignore: decorator
@inline export function countSwitch(): void {
  switchCount += 1;
}

// @ts-ignore: decorator
@inline export function countSwitches(count: u32): void {
  switchCount += count;
}

// @ts-ignore: decorator
@inline export function countMigration(): void {
  migrationCount += 1;
}

// @ts-ignore: decorator
@inline export function countThrottle(): void {
  throttleCount += 1;
}

/** Notes the longest wait so far. */
// @ts-ignore: decorator
@inline export function noteWait(ticks: f64, process: u32): void {
  longestWait = ticks;
  longestWaitProcess = process;
}

/** Notes that a running process may be outranked from now on. */
// @ts-ignore: decorator
@inline export function notePreemption(): void {
  mayPreempt = true;
}

/** Notes that a context switch ended. */
// @ts-ignore: decorator
@inline export function noteSwitchEnd(): void {
  switchEnded = true;
  mayPreempt = true;
}

/** Notes that a counter has passed what it can tell. */
// @ts-ignore: decorator
@inline export function noteOverflow(): void {
  countOverflow = true;
}

/** Takes over from `runPlain` what it has counted. */
export function park(time: f64, arrived: u32, finished: u32, ready: u32, dispatched: f64, switched: f64): void {
  now = time;
  arrivedCount = arrived;
  finishedCount = finished;
  readyCount = ready;
  dispatchCount = dispatched;
  switchCount = switched;
}
