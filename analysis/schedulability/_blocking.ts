/**
 * How long a less urgent task may hold one up, from the sections in which tasks hold locks.
 *
 * Sha, Rajkumar and Lehoczky, Priority Inheritance Protocols, IEEE Transactions on Computers 39, 1990; Buttazzo, Hard Real-Time Computing
 * Systems, chapter 7. A section of a less urgent task counts where its lock's ceiling, the most urgent task that uses it, is
 * at least as urgent as the one that is held up.
 *
 * @module
 */

import type { PeriodicTask } from "./_periodic_tasks.ts";

/** How locks are held. */
export interface LockRules {
  readonly protocol: "none" | "inheritance" | "ceiling";
  /** Whether a lock is given to the most urgent that waits, not to the first. */
  readonly toMostUrgent: boolean;
}

/**
 * The blocking of the task at `index`: with `ceiling` the longest section that counts; with `inheritance` each less urgent task may
 * hold it up once, and, where locks go to the most urgent, each lock once.
 */
export function blockingOf(
  tasks: readonly PeriodicTask[],
  keys: readonly number[],
  index: number,
  { protocol, toMostUrgent }: LockRules,
): number {
  const ceilings = new Map<string, number>();
  tasks.forEach(({ sections }, row) => {
    for (const { lock } of sections) ceilings.set(lock, Math.min(ceilings.get(lock) ?? Infinity, keys[row]));
  });
  const byTask = new Map<number, number>();
  const byLock = new Map<string, number>();
  tasks.forEach(({ sections }, row) => {
    if (keys[row] <= keys[index]) return;
    for (const { lock, ticks } of sections) {
      if (ceilings.get(lock)! > keys[index]) continue;
      byTask.set(row, Math.max(byTask.get(row) ?? 0, ticks));
      byLock.set(lock, Math.max(byLock.get(lock) ?? 0, ticks));
    }
  });
  if (protocol === "ceiling") return Math.max(0, ...byTask.values());
  return Math.min(sumOf(byTask), toMostUrgent ? sumOf(byLock) : Infinity);
}

function sumOf(ticks: ReadonlyMap<unknown, number>): number {
  return [...ticks.values()].reduce((sum, each) => sum + each, 0);
}
