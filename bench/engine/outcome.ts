/**
 * What a run came to, short enough to compare: contenders whose outcomes differ have not done the same work.
 *
 * @module
 */

/** The per-process figures that the engine and its twins all keep. */
export interface OutcomeColumns {
  firstRun: Float64Array;
  finish: Float64Array;
  dispatches: Uint32Array;
  preemptions: Uint32Array;
}

/** Counts of a run and a hash of its columns. */
export interface Outcome {
  dispatches: number;
  switches: number;
  longestWait: number;
  /** FNV-1a over the 32-bit words of first run, finish, dispatches and preemptions, in this order. */
  hash: number;
}

/** FNV-1a, a 32-bit word at a time, going on from `hash`. */
function hashWords(hash: number, words: Uint32Array): number {
  for (let index = 0; index < words.length; index += 1) hash = Math.imul(hash ^ words[index], 0x01000193);
  return hash >>> 0;
}

function wordsOf(column: Float64Array | Uint32Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.byteLength / 4);
}

/** The hash of the columns, in rows' order. */
export function hashColumns({ firstRun, finish, dispatches, preemptions }: OutcomeColumns): number {
  return [firstRun, finish, dispatches, preemptions].map(wordsOf).reduce(hashWords, 0x811c9dc5);
}

/** An outcome as contenders are held against each other: the hash, then what helps to find where they part. */
export function describeOutcome({ dispatches, switches, longestWait, hash }: Outcome): string {
  const hex = hash.toString(16).padStart(8, "0");
  return `${hex}, ${dispatches} dispatches, ${switches} switches, longest wait ${longestWait}`;
}
