/** What the other processes of spanning_test.ts run. */
import type { Connection, Event, Lock, Queue, RWLock, SharedArray } from "../../../workers/mod.ts";
import { treeIfAny } from "../../../workers/core/_tree.ts";

export function nothing(): void {}

export function echoSync(connection: Connection): void {
  for (;;) { // until null
    const item = connection.recvSync();
    if (item === null) return;
    connection.sendSync(item);
  }
}

export async function echo(connection: Connection): Promise<void> {
  for (;;) { // until null
    const item = await connection.recv();
    if (item === null) return;
    await connection.send(item);
  }
}

export function putSync(queue: Queue<number>, count: number): void {
  for (let item = 0; item < count; item++) queue.putSync(item);
}

export function blockedGet(ready: Event, queue: Queue<number>, results: Queue<number>): void {
  ready.set();
  results.putSync(queue.getSync());
}

/** Adds to a word of the shared memory under a lock, in two steps. */
export async function addUnder(lock: Lock, address: number, times: number): Promise<void> {
  const { core } = treeIfAny()!;
  for (let time = 0; time < times; time++) {
    if (time % 2 === 0) lock.acquireSync();
    else await lock.acquire();
    core.wordStore(address, core.wordLoad(address) + 1);
    lock.release();
  }
}

export function holdForEver(lock: Lock, both: RWLock, held: Event): void {
  lock.acquireSync();
  both.acquireWriteSync();
  held.set();
  for (;;);
}

export function takeAndSay(lock: Lock, said: Queue<string>): void {
  said.putSync("waits");
  lock.acquireSync();
  said.putSync("has it");
  lock.release();
}

/** Sends and receives until it is ended; counts the round trips. */
export function pingSync(connection: Connection, counts: SharedArray<"int32">, index: number): void {
  for (;;) {
    connection.sendSync(index);
    connection.recvSync();
    counts.view[index] += 1;
  }
}

export async function ping(connection: Connection, counts: SharedArray<"int32">, index: number): Promise<void> {
  for (;;) {
    await connection.send(index);
    await connection.recv();
    counts.view[index] += 1;
  }
}

/** Has a lock again and again until it is ended; counts how often. */
export async function lockForEver(lock: Lock, counts: SharedArray<"int32">, index: number): Promise<void> {
  for (let turn = 0;; turn++) {
    if (turn % 2 === 0) lock.acquireSync();
    else await lock.acquire();
    counts.view[index] += 1;
    lock.release();
  }
}

export function square(value: number): number {
  return value * value;
}
