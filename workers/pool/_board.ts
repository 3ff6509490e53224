/**
 * The words of a pool's board as the host sees them; what they mean, and who writes them when, stands in
 * `engine/assembly/sync/board.ts`.
 *
 * @module
 */

import type { Located } from "./_targets.ts";

/** Bytes of a slot. */
export const SLOT_BYTES = 128;
/** Slots of a board: tasks that are offered or run at once. A power of two. */
export const SLOTS = 1024;

/** Words of a slot, as indices of 32-bit words from its beginning. */
export const Slot = {
  state: 0,
  target: 1,
  args: 2,
  argsBytes: 3,
  mode: 4,
  timeoutMs: 5,
  startedMs: 6,
  decoded: 7,
  outcome: 8,
  result: 9,
  resultBytes: 10,
  next: 11,
  phase: 13,
} as const;

/** What a worker does before it can run a task: of a slot what it does for the task, of a seat what it does to be ready. */
export const Phase = {
  /** Runs the task; or its thread is being started. */
  none: 0,
  /** Has begun to take tasks. Of a seat only. */
  ready: 1,
  /** Loads a module. */
  loads: 2,
  /** Is in its initializer. Of a seat only. */
  initializes: 3,
  /** Has a result for which there is no memory. Of a seat only. */
  lacksMemory: 4,
} as const;

/** Where the result lies that fits the slot, in bytes. */
export const SHORT_RESULT = 56;

/** What a slot asks for: one of the first three, and flags. */
export const Mode = {
  /** A call: the arguments are an array. */
  call: 0,
  /** A chunk: an array of items, each the only argument of a call. */
  map: 1,
  /** A chunk: an array of arrays, each the arguments of a call. */
  starmap: 2,
  kind: 3,
  /** An item that fails does not end its chunk. */
  each: 4,
  /** The items are numbers, as doubles. */
  numbers: 8,
  /** The arguments hold handles, so that the worker says when it has unpacked them. */
  handles: 16,
} as const;

/** A module or an initializer that takes no longer than this is not held against a task's limit. */
export const BEGIN_MS = 1000;

/** What became of a task. */
export const Outcome = {
  /** The result. */
  value: 0,
  /** What was thrown. */
  thrown: 1,
  /** A text: why the result cannot cross. */
  unclonable: 2,
  /** Nothing: the time was up, and the task was stopped. */
  timedOut: 3,
  /** The results of a chunk, as doubles. */
  numbers: 4,
  /** `[values, [index, error][]]` of a chunk of which some items failed. */
  mixed: 5,
  /** Nothing: there was no shared memory left for a result. */
  noMemory: 6,
} as const;

/** What a worker of a pool is told at its start. */
export interface PoolBirth {
  board: number;
  seat: number;
  /** When it was hired, and when the machine's clock said that the clock of that time began: of the owner's `performance`. */
  hiredAtMs: number;
  originMs: number;
  /** What to call first. */
  initializer: Located | null;
  initArgs: readonly unknown[];
  /** After so many tasks it ends. */
  tasksMax: number;
}
