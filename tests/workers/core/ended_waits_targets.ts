/**
 * Every wait of the library, for processes that are ended in it.
 *
 * @module
 */

import type { Barrier } from "../../../workers/sync/barrier.ts";
import type { Condition } from "../../../workers/sync/condition.ts";
import type { Connection } from "../../../workers/channels/connection.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import type { ManagerPool } from "../../../workers/manager/manager_pool.ts";
import { parentProcess } from "../../../workers/process/current_process.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import type { RLock } from "../../../workers/sync/rlock.ts";
import type { RWLock } from "../../../workers/sync/rwlock.ts";
import type { Semaphore } from "../../../workers/sync/semaphore.ts";
import type { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { wait, waitSync } from "../../../workers/channels/wait.ts";

const module = import.meta.url;

/** What is waited for: everything is such that it never comes. */
export interface Things {
  lock: Lock;
  rlock: RLock;
  semaphore: Semaphore;
  event: Event;
  condition: Condition;
  /** One for each form: a death breaks it. */
  barrier: Barrier;
  otherBarrier: Barrier;
  rwlock: RWLock;
  empty: Queue;
  full: Queue;
  simple: SimpleQueue;
  tasks: JoinableQueue;
  silent: Connection;
  stuffed: Connection;
  remote: ManagerPool;
}

/** Both forms of each wait. */
export const waits: Record<string, [(things: Things) => unknown, (things: Things) => Promise<unknown>]> = {
  "Lock.acquire": [({ lock }) => lock.acquireSync(), ({ lock }) => lock.acquire()],
  "RLock.acquire": [({ rlock }) => rlock.acquireSync(), ({ rlock }) => rlock.acquire()],
  "Semaphore.acquire": [({ semaphore }) => semaphore.acquireSync(), ({ semaphore }) => semaphore.acquire()],
  "Event.wait": [({ event }) => event.waitSync(), ({ event }) => event.wait()],
  "Condition.wait": [
    ({ condition }) => (condition.acquireSync(), condition.waitSync()),
    async ({ condition }) => (await condition.acquire(), await condition.wait()),
  ],
  "Barrier.wait": [({ barrier }) => barrier.waitSync(), ({ otherBarrier }) => otherBarrier.wait()],
  "RWLock.acquireWrite": [({ rwlock }) => rwlock.acquireWriteSync(), ({ rwlock }) => rwlock.acquireWrite()],
  "RWLock.acquireRead": [({ rwlock }) => rwlock.acquireReadSync(), ({ rwlock }) => rwlock.acquireRead()],
  "Queue.get": [({ empty }) => empty.getSync(), ({ empty }) => empty.get()],
  "Queue.put": [({ full }) => full.putSync(1), ({ full }) => full.put(1)],
  "SimpleQueue.get": [({ simple }) => simple.getSync(), ({ simple }) => simple.get()],
  "JoinableQueue.join": [({ tasks }) => tasks.joinSync(), ({ tasks }) => tasks.join()],
  "Connection.recv": [({ silent }) => silent.recvSync(), ({ silent }) => silent.recv()],
  "Connection.poll": [({ silent }) => silent.pollSync(Infinity), ({ silent }) => silent.poll(Infinity)],
  "Connection.send": [({ stuffed }) => stuffed.sendSync(1), ({ stuffed }) => stuffed.send(1)],
  "wait": [({ empty, silent }) => waitSync([empty, silent]), ({ empty, silent }) => wait([empty, silent])],
  "Process.join": [({ event }) => child(event).joinSync(), ({ event }) => child(event).join()],
  "ParentProcess.join": [() => parentProcess()!.joinSync(), () => parentProcess()!.join()],
  "Pool.apply": [
    ({ event }) => new Pool({ module, processes: 1 }).applySync(waitFor, [event]),
    ({ event }) => new Pool({ module, processes: 1 }).apply(waitFor, [event]),
  ],
  "ManagerPool.apply": [
    ({ remote, event }) => remote.applySync({ module, target: "waitFor" }, [event]),
    ({ remote, event }) => remote.apply({ module, target: "waitFor" }, [event]),
  ],
};

export function waitFor(event: Event): boolean {
  return event.waitSync();
}

function child(event: Event): Process<[Event]> {
  const process = new Process({ module, target: waitFor, args: [event] });
  process.start();
  return process;
}

/** Waits for ever; what comes after the wait is told. */
export async function waitIn(name: string, isBlocking: boolean, things: Things, told: Queue<string>): Promise<void> {
  told.putSync("waits");
  try {
    if (isBlocking) waits[name][0](things);
    else await waits[name][1](things);
    told.putSync("went on");
  } finally {
    told.putSync("unwound");
  }
}
