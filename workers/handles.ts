/**
 * Every kind of handle: its class, and what frees an object of it. Who may receive any of them loads this: `mod.ts`, and a process that
 * is started with handles.
 *
 * @module
 */

import { Connection, freeEnd } from "./channels/connection.ts";
import { freeQueue, JoinableQueue, Queue } from "./channels/queue.ts";
import { SimpleQueue } from "./channels/simple_queue.ts";
import { Kind } from "./core/_kind_numbers.ts";
import { registerObjects, registerStates } from "./core/_kinds.ts";
import { type Free, registerSweep } from "./core/_shared.ts";
import { relieveWhenShort } from "./core/_relieve.ts";
import { sweep } from "./core/_sweep.ts";
import { onTree, type Tree } from "./core/_tree.ts";
import { ConnectedManager } from "./manager/connected_manager.ts";
import { ManagerAsyncResult } from "./manager/manager_async_result.ts";
import { ManagerDict } from "./manager/manager_dict.ts";
import { ManagerList } from "./manager/manager_list.ts";
import { ManagerNamespace } from "./manager/manager_namespace.ts";
import { ManagerObject } from "./manager/manager_object.ts";
import { ManagerPool } from "./manager/manager_pool.ts";
import { ManagerSet } from "./manager/manager_set.ts";
import { ManagerValue } from "./manager/manager_value.ts";
import { freeManager, freeProxy } from "./manager/_words.ts";
import { freeGuarded } from "./memory/_guarded.ts";
import { ShareableList } from "./memory/shareable_list.ts";
import { SharedArray } from "./memory/shared_array.ts";
import { freeMemory, SharedMemory } from "./memory/shared_memory.ts";
import { Value } from "./memory/value.ts";
import { Sentinel } from "./process/sentinel.ts";
import { SocketConnection } from "./sockets/socket_connection.ts";
import { Barrier, freeBarrier } from "./sync/barrier.ts";
import { Condition, freeCondition } from "./sync/condition.ts";
import { Event } from "./sync/event.ts";
import { Lock } from "./sync/lock.ts";
import { freeMutex } from "./sync/_mutex.ts";
import { RLock } from "./sync/rlock.ts";
import { freeRWLock, RWLock } from "./sync/rwlock.ts";
import { BoundedSemaphore, Semaphore } from "./sync/semaphore.ts";

export { takeShared } from "./core/_codec.ts";

// A constructor that gets a `Shared` in the place of its options wraps that one.
// deno-lint-ignore no-explicit-any
type HandleClass = new (shared: any) => object;

const OBJECTS: readonly (readonly [kind: number, Handle: HandleClass, free?: Free])[] = [
  [Kind.Lock, Lock, freeMutex],
  [Kind.RLock, RLock, freeMutex],
  [Kind.RWLock, RWLock, freeRWLock],
  [Kind.Semaphore, Semaphore],
  [Kind.BoundedSemaphore, BoundedSemaphore],
  [Kind.Condition, Condition, freeCondition],
  [Kind.Event, Event],
  [Kind.Barrier, Barrier, freeBarrier],
  [Kind.Queue, Queue, freeQueue],
  [Kind.JoinableQueue, JoinableQueue, freeQueue],
  [Kind.SimpleQueue, SimpleQueue, freeQueue],
  [Kind.Connection, Connection, freeEnd],
  [Kind.Value, Value, freeGuarded],
  [Kind.Array, SharedArray, freeGuarded],
  [Kind.SharedMemory, SharedMemory, freeMemory],
  [Kind.Manager, ConnectedManager, freeManager],
  [Kind.ManagerDict, ManagerDict, freeProxy],
  [Kind.ManagerList, ManagerList, freeProxy],
  [Kind.ManagerNamespace, ManagerNamespace, freeProxy],
  [Kind.ManagerValue, ManagerValue, freeProxy],
  [Kind.ManagerObject, ManagerObject, freeProxy],
  [Kind.ManagerPool, ManagerPool, freeProxy],
  [Kind.ManagerSet, ManagerSet, freeProxy],
  [Kind.ManagerAsyncResult, ManagerAsyncResult, freeProxy],
];

/** Those whose first word is the ring that is received from through them. */
const RECEIVING: ReadonlySet<number> = new Set([Kind.Queue, Kind.JoinableQueue, Kind.SimpleQueue, Kind.Connection]);
const ring = ({ tree, words }: { tree: Tree; words: number }) => tree.core.wordLoad(words);

for (const [kind, Handle, free] of OBJECTS) {
  const make = (shared: unknown) => new Handle(shared);
  registerObjects(kind, { make, free, ring: RECEIVING.has(kind) ? ring : undefined });
}

registerStates(Kind.Sentinel, (tree, state) => {
  const { id, pid } = state as { id: number; pid: number };
  return new Sentinel(tree, id, pid);
});
registerStates(Kind.ShareableList, (_, state) => new ShareableList(state as never));
registerStates(Kind.SocketConnection, (_, state) => new SocketConnection(state));

registerSweep(sweep);
onTree(relieveWhenShort);
