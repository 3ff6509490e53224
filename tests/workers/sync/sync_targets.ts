/**
 * Children of the tests of locks for readers and writers, of circles of waits and of barriers with actions.
 *
 * @module
 */

import type { Barrier } from "../../../workers/sync/barrier.ts";
import { Condition } from "../../../workers/sync/condition.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import { Event } from "../../../workers/sync/event.ts";
import type { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import { parentProcess } from "../../../workers/process/current_process.ts";
import { RWLock } from "../../../workers/sync/rwlock.ts";
import type { Semaphore } from "../../../workers/sync/semaphore.ts";
import type { SharedArray } from "../../../workers/memory/shared_array.ts";
import { waitSync } from "../../../workers/channels/wait.ts";

/** Reads and writes by turns: a reader must see equal numbers, a writer makes them unequal for a while. */
export function readAndWrite(lock: RWLock, pair: SharedArray<"int32">, rounds: number, writes: boolean): void {
  const { view } = pair;
  for (let round = 0; round < rounds; round++) {
    if (writes) {
      using _ = lock.holdWriteSync();
      view[0] += 1;
      for (let turn = 0; turn < 100; turn++);
      view[1] += 1;
    } else {
      using _ = lock.holdReadSync();
      if (view[0] !== view[1]) throw new Error(`read ${view[0]} and ${view[1]}`);
    }
  }
}

export async function readAndWriteAwaited(lock: RWLock, pair: SharedArray<"int32">, rounds: number): Promise<void> {
  const { view } = pair;
  const task = async (writes: boolean) => {
    for (let round = 0; round < rounds; round++) {
      using _ = writes ? await lock.holdWrite() : await lock.holdRead();
      if (view[0] !== view[1]) throw new Error(`read ${view[0]} and ${view[1]}`);
      if (!writes) continue;
      view[0] += 1;
      await Promise.resolve();
      view[1] += 1;
    }
  };
  await Promise.all([task(true), task(false), task(true), task(false)]);
}

export function holdRW(lock: RWLock, mode: "read" | "write", held: Event, release: Event): void {
  if (mode === "read") lock.acquireReadSync();
  else lock.acquireWriteSync();
  held.set();
  release.waitSync();
  if (mode === "read") lock.releaseRead();
  else lock.releaseWrite();
}

/** Tells when it is about to wait, and when it has the lock. */
export function queueUp(lock: RWLock, mode: "read" | "write", name: string, order: Queue<string>): void {
  order.putSync(`${name} comes`);
  using _ = mode === "read" ? lock.holdReadSync() : lock.holdWriteSync();
  order.putSync(`${name} has it`);
}

export function writeForEver(lock: RWLock, pair: SharedArray<"int32">, read: boolean): void {
  for (;;) readAndWrite(lock, pair, 1, !read);
}

type Wait =
  | "get"
  | "put"
  | "join"
  | "recv"
  | "semaphore"
  | "event"
  | "condition"
  | "barrier"
  | "rwlock"
  | "wait"
  | "lock";

/** What processes of a circle wait for. */
export interface Things {
  queue: Queue;
  full: Queue;
  tasks: JoinableQueue;
  connection: Connection;
  semaphore: Semaphore;
  event: Event;
  condition: Condition;
  barrier: Barrier;
  rwlock: RWLock;
  lock: Lock;
}

const waits: Record<Wait, (things: Things) => unknown> = {
  get: ({ queue }) => queue.getSync(),
  put: ({ full }) => full.putSync(1),
  join: ({ tasks }) => tasks.joinSync(),
  recv: ({ connection }) => connection.recvSync(),
  semaphore: ({ semaphore }) => semaphore.acquireSync(),
  event: ({ event }) => event.waitSync(),
  condition: ({ condition }) => {
    using _ = condition.holdSync();
    condition.waitSync();
  },
  barrier: ({ barrier }) => barrier.waitSync(),
  rwlock: ({ rwlock }) => rwlock.acquireWriteSync(),
  wait: ({ queue, connection }) => waitSync([queue, connection]),
  lock: ({ lock }) => lock.acquireSync(),
};

/** Waits for something that only its parent could bring about; tells what it was told instead. */
export function waitForParent(what: string, things: Things, answer: Queue): void {
  try {
    waits[what as Wait](things);
    answer.putSync("went on");
  } catch (error) {
    answer.putSync(error);
  }
}

export const WAITS: readonly string[] = Object.keys(waits);

/** Gets from one queue what it would put into the other only then. */
export function passOn(from: Queue, to: Queue, answer: Queue): void {
  try {
    to.putSync(from.getSync());
    answer.putSync("went on");
  } catch (error) {
    answer.putSync(error);
  }
}

export function joinParent(answer: Queue): void {
  try {
    parentProcess()!.joinSync();
  } catch (error) {
    answer.putSync(error);
  }
}

/** Waits for what only it has. */
export function waitAlone(answer: Queue): void {
  const waits = [
    () => new Event().waitSync(),
    () => {
      const condition = new Condition();
      condition.acquireSync();
      condition.waitSync();
    },
    () => {
      const lock = new RWLock();
      lock.acquireReadSync();
      lock.acquireWriteSync();
    },
  ];
  for (const wait of waits) {
    try {
      wait();
      answer.putSync("went on");
    } catch (error) {
      answer.putSync((error as Error).name);
    }
  }
}

/** Keeps its event loop alive, and sets the event when it is told to. */
export async function helpLater(event: Event, go: Event): Promise<void> {
  await go.wait();
  event.set();
}

export function getLater(ready: Event, queue: Queue, answer: Queue): void {
  ready.set();
  answer.putSync(queue.getSync());
}

export function arrive(barrier: Barrier, arriving: Semaphore, answer: Queue): void {
  arriving.release();
  try {
    answer.putSync(barrier.waitSync());
  } catch (error) {
    answer.putSync((error as Error).message);
  }
}

/** Comes last to a barrier whose action is its parent's. */
export function arriveWithAction(barrier: Barrier, ran: Queue<string>, answer: Queue): void {
  barrier.action = () => ran.putSync("the child's");
  answer.putSync(barrier.waitSync());
}

/** Releases a lock of another, and tells what came of it. */
export function releaseOther(lock: Lock, answer: Queue): void {
  try {
    lock.release();
    answer.putSync("released");
  } catch (error) {
    answer.putSync((error as Error).name);
  }
}

export function takeAndTell(lock: Lock, answer: Queue): void {
  lock.acquireSync();
  answer.putSync(lock.ownerDied);
  lock.release();
}

export function takeAndStay(lock: Lock, ready: Event, release: Event): void {
  lock.acquireSync();
  ready.set();
  release.waitSync();
}

/** Two tasks of this process wait for a condition; each says when it has gone on. */
export async function twoTasks(condition: Condition, state: SharedArray<"int32">, done: Queue<string>): Promise<void> {
  const task = async (name: string) => {
    using _ = await condition.hold();
    await condition.waitFor(() => state.view[0] > 0);
    state.view[0] -= 1;
    done.putSync(name);
  };
  await Promise.all([task("one"), task("two"), task("three")]);
}
