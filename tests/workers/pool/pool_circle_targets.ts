/**
 * Tasks that wait for what their pool's owner has.
 *
 * @module
 */

import type { Queue } from "../../../workers/channels/queue.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import type { Barrier } from "../../../workers/sync/barrier.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import type { Semaphore } from "../../../workers/sync/semaphore.ts";

export function take(queue: Queue<number>): number {
  return queue.getSync();
}

export function watch(event: Event): boolean {
  return event.waitSync();
}

export function meet(barrier: Barrier): number {
  return barrier.waitSync();
}

export function enter(semaphore: Semaphore): boolean {
  return semaphore.acquireSync();
}

export function hold(lock: Lock): boolean {
  return lock.acquireSync();
}

/** Takes an item while it holds a lock. */
export function takeHolding(lock: Lock, queue: Queue<number>, held: Event): number {
  using _ = lock.holdSync();
  held.set();
  return queue.getSync();
}

const LONGER_THAN_A_REVIEW_MS = 1500;

/** Blocks in nothing that the library knows for longer than it takes to look for circles, then puts an item. */
export function giveLate(queue: Queue<number> | null): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LONGER_THAN_A_REVIEW_MS);
  queue?.putSync(1);
}

/** A process with a pool whose task waits for an item of this process's parent. */
export function ownsPool(items: Queue<number>, answer: Queue<string>): void {
  const pool = new Pool({ module: import.meta.url, processes: 1 });
  try {
    pool.applySync(take, [items]);
  } catch (error) {
    answer.putSync((error as Error).message);
  }
}
