/**
 * Locks of the reference simulator: who holds them, who waits, and how urgent that makes the holders.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import type { LockResult } from "../../engine/result.ts";
import type { Workload } from "../../engine/workload.ts";
import { normalizeBursts, type ReferenceProcess } from "./process.ts";

/** How urgent a process is by itself: less is more urgent. */
export type Urgency = (process: ReferenceProcess) => number;

interface ReferenceLock {
  readonly name: string;
  holder: ReferenceProcess | null;
  /** When it was taken. */
  takenAt: number;
  /** In the order in which they came. */
  waiters: { process: ReferenceProcess; since: number }[];
  /** How long each holder held it, and how long each had waited for it; of those that waited. */
  readonly holds: number[];
  readonly waits: number[];
}

/** The locks that programs take, in the order in which the workload names them. */
export function lockNames({ processes }: Workload): string[] {
  const bursts = processes.flatMap(({ bursts }) => normalizeBursts(bursts));
  return [...new Set(bursts.flatMap((burst) => "lock" in burst ? [burst.lock] : []))];
}

/** All locks of a run. */
export class LockTable {
  readonly #locks: ReadonlyMap<string, ReferenceLock>;
  readonly #options: SimulationOptions;
  readonly #own: Urgency;
  readonly #ceilings = new Map<string, number>();

  constructor(workload: Workload, options: SimulationOptions, processes: readonly ReferenceProcess[], own: Urgency) {
    this.#options = options;
    this.#own = own;
    this.#locks = new Map(
      lockNames(workload).map((name) => [
        name,
        { name, holder: null, takenAt: -1, waiters: [], holds: [], waits: [] },
      ]),
    );
    if (options.lockProtocol !== "ceiling") return;
    for (const name of this.#locks.keys()) {
      const users = processes.filter(({ program }) => program.some((burst) => "lock" in burst && burst.lock === name));
      this.#ceilings.set(name, Math.min(...users.map(own)));
    }
  }

  /** Takes the lock, or waits for it and returns false. */
  take(name: string, process: ReferenceProcess, time: number): boolean {
    const lock = this.#locks.get(name)!;
    if (lock.holder === null) {
      lock.holder = process;
      lock.takenAt = time;
      return true;
    }
    lock.waiters.push({ process, since: time });
    return false;
  }

  /** Gives the lock to a process that waits for it, which is returned. */
  release(name: string, time: number): ReferenceProcess | undefined {
    const lock = this.#locks.get(name)!;
    lock.holds.push(time - lock.takenAt);
    lock.holder = null;
    const isByPriority = this.#options.lockOrder === "priority";
    const [next] = isByPriority
      ? lock.waiters.toSorted((a, b) => this.urgency(a.process) - this.urgency(b.process))
      : lock.waiters;
    if (next === undefined) return undefined;
    lock.waiters = lock.waiters.filter((waiter) => waiter !== next);
    lock.waits.push(time - next.since);
    lock.holder = next.process;
    lock.takenAt = time;
    return next.process;
  }

  /** How urgent a process is now, by the protocol. */
  urgency(process: ReferenceProcess): number {
    if (this.#options.lockProtocol === "ceiling") {
      return Math.min(this.#own(process), ...this.#heldBy(process).map(({ name }) => this.#ceilings.get(name)!));
    }
    if (this.#options.lockProtocol !== "inheritance") return this.#own(process);
    // All that wait for it, or for one that waits for it, and so on.
    const found = new Set([process]);
    for (const each of found) {
      for (const { waiters } of this.#heldBy(each)) for (const waiter of waiters) found.add(waiter.process);
    }
    return Math.min(...[...found].map(this.#own));
  }

  #heldBy(process: ReferenceProcess): ReferenceLock[] {
    return [...this.#locks.values()].filter(({ holder }) => holder === process);
  }

  holder(name: string): ReferenceProcess | undefined {
    return this.#locks.get(name)!.holder ?? undefined;
  }

  /** The lock that a process waits for. */
  awaitedBy(process: ReferenceProcess): string | undefined {
    return [...this.#locks.values()].find(({ waiters }) => waiters.some((waiter) => waiter.process === process))?.name;
  }

  /** Who must go on first for a waiting process to get its lock; nobody in a deadlock. */
  lastHolder(process: ReferenceProcess): ReferenceProcess | undefined {
    const seen = new Set<ReferenceProcess>();
    let holder = process;
    for (let name = this.awaitedBy(holder); name !== undefined; name = this.awaitedBy(holder)) {
      if (seen.has(holder)) return undefined;
      seen.add(holder);
      holder = this.holder(name)!;
    }
    return holder;
  }

  figures(): LockResult[] {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return [...this.#locks.values()].map(({ name, holds, waits }) => ({
      name,
      acquisitions: holds.length,
      waits: waits.length,
      meanWait: holds.length === 0 ? 0 : sum(waits) / holds.length,
      longestWait: Math.max(0, ...waits),
      held: sum(holds),
      longestHold: Math.max(0, ...holds),
      ...(this.#ceilings.has(name) ? { ceiling: this.#ceilings.get(name)! } : {}),
    }));
  }
}
