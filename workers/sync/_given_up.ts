/**
 * Holds of an RLock that tasks of this process gave up while they wait for a condition. The process holds the lock, not a task: where one
 * task waits, it gives up what all of them hold. So another task that comes to wait, or to release, while its hold is given up takes
 * that out of what was given up, and nobody gets it back.
 *
 * @module
 */

/** What one task gave up: its own holds, and those of tasks that have not said so yet. */
export interface GivenUp {
  depth: number;
}

const givenUp = new WeakMap<object, Set<GivenUp>>();

/** Remembers that all holds were given up. */
export function giveUpAll(lock: object, depth: number): GivenUp {
  const given = { depth };
  const all = givenUp.get(lock) ?? new Set();
  all.add(given);
  givenUp.set(lock, all);
  return given;
}

/** Whether another task has given up a hold that this one may have. */
export function isGivenUp(lock: object): boolean {
  return [...givenUp.get(lock) ?? []].some(({ depth }) => depth > 1);
}

/** Gives up one hold that another task has given up already; false when there is none. */
export function giveUpOne(lock: object): boolean {
  for (const given of givenUp.get(lock) ?? []) {
    if (given.depth < 2) continue;
    given.depth -= 1;
    return true;
  }
  return false;
}

/** What is to be held again. */
export function takeBack(lock: object, given: GivenUp): number {
  givenUp.get(lock)?.delete(given);
  return given.depth;
}
