/**
 * Candidates of a decision under a policy that keeps its ready processes itself.
 *
 * @module
 */

/** Candidates of a decision at the most. */
const CANDIDATES_MAX = 16;

/** The first ready processes but one, by what they are ordered by, then by number. O(processes log processes). */
export function readyInOrder(isReady: Uint8Array, except: number, orderOf: (process: number) => number): number[] {
  const ready: { process: number; order: number }[] = [];
  for (let process = 0; process < isReady.length; process += 1) {
    if (isReady[process] === 1 && process !== except) ready.push({ process, order: orderOf(process) });
  }
  ready.sort((a, b) => a.order - b.order || a.process - b.process);
  return ready.slice(0, CANDIDATES_MAX).map(({ process }) => process);
}
