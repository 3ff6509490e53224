/**
 * What runs in other processes while the owner of a pool blocks.
 *
 * @module
 */

import type { Barrier } from "../../../workers/sync/barrier.ts";
import type { Condition } from "../../../workers/sync/condition.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import type { ManagerPool } from "../../../workers/manager/manager_pool.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import type { Semaphore } from "../../../workers/sync/semaphore.ts";
import * as target from "./pool_targets.ts";

/** This one. */
export const module = new URL(import.meta.url);

const LONG_MS = 20_000;
let kept: Queue<number> | null = null;

export function set(event: Event): void {
  event.set();
}

export function waitFor(event: Event): void {
  event.waitSync(LONG_MS);
}

export function holdUntil(lock: Lock, held: Event, event: Event): void {
  lock.acquireSync();
  held.set();
  event.waitSync(LONG_MS);
  lock.release();
}

export function releaseAfter(semaphore: Semaphore, event: Event): void {
  event.waitSync(LONG_MS);
  semaphore.release();
}

export function sendAfter(connection: Connection, event: Event): void {
  event.waitSync(LONG_MS);
  connection.sendSync("sent");
}

export function meetAfter(barrier: Barrier, event: Event): void {
  event.waitSync(LONG_MS);
  barrier.waitSync(LONG_MS);
}

export function notifyAfter(condition: Condition, event: Event): void {
  event.waitSync(LONG_MS);
  condition.acquireSync();
  condition.notifyAll();
  condition.release();
}

export function putAfter(queue: Queue<string>, event: Event): void {
  event.waitSync(LONG_MS);
  queue.putSync("put");
}

export function keep(queue: Queue<number>): void {
  kept = queue;
}

export function putKept(value: number): void {
  kept!.putSync(value);
}

/** A child that has a pool, and never returns to its event loop. */
export function blockInChild(queue: Queue<unknown>): void {
  const pool = new Pool({ processes: 2, module: new URL("./pool_targets.ts", import.meta.url) });
  const mine = new Queue<number>();
  for (let index = 0; index < 1500; index++) pool.applyAsync(target.put, [mine, index]);
  let count = 0;
  while (count < 1500) {
    mine.getSync(LONG_MS);
    count += 1;
  }
  queue.putSync(count);
  pool.applyAsync(target.exit, [3]);
  pool.applyAsync(target.exit, [3]);
  pool.applyAsync(target.put, [mine, 7]);
  mine.getSync(LONG_MS);
  queue.putSync("exited");
  pool.terminate();
}

/** Has the pool do the second half, and waits for it. */
export function squareOfSquare(pool: ManagerPool, value: number): number {
  return pool.applySync(square, [value]) ** 2;
}

export function square(value: number): number {
  return value * value;
}
