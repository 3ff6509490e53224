/**
 * The words of a pool's board as the host sees them; what they mean, and who writes them when, stands in
 * `engine/assembly/sync/board.ts`.
 *
 * @module
 */

/** Bytes of a slot. */
export const SLOT_BYTES = 128;
/** Slots of a board: tasks that are offered or run at once. A power of two. */
export const SLOTS = 1024;

/** Words of a slot, as indices of 32-bit words from its beginning. */
export const Slot = {
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
  /** Module and export to call first. */
  initializer: { module: string; name: string } | null;
  initArgs: readonly unknown[];
  /** After so many tasks it ends. */
  tasksMax: number;
}
