/**
 * The class of each kind of handle.
 *
 * @module
 */

import { Kind } from "./_kind_numbers.ts";
import { reviveShared, type Shared } from "./_shared.ts";
import type { Tree } from "./_tree.ts";
import { Barrier } from "../sync/barrier.ts";
import { Condition } from "../sync/condition.ts";
import { ConnectedManager } from "../manager/connected_manager.ts";
import { Connection } from "../channels/connection.ts";
import { Event } from "../sync/event.ts";
import { Lock } from "../sync/lock.ts";
import { ManagerDict } from "../manager/manager_dict.ts";
import { ManagerList } from "../manager/manager_list.ts";
import { ManagerNamespace } from "../manager/manager_namespace.ts";
import { ManagerObject } from "../manager/manager_object.ts";
import { ManagerPool } from "../manager/manager_pool.ts";
import { ManagerValue } from "../manager/manager_value.ts";
import { JoinableQueue, Queue } from "../channels/queue.ts";
import { RLock } from "../sync/rlock.ts";
import { BoundedSemaphore, Semaphore } from "../sync/semaphore.ts";
import { Sentinel } from "../process/sentinel.ts";
import { SharedArray } from "../memory/shared_array.ts";
import { SharedMemory } from "../memory/shared_memory.ts";
import { SimpleQueue } from "../channels/simple_queue.ts";
import { SocketConnection } from "../sockets/socket_connection.ts";
import { Value } from "../memory/value.ts";

// deno-lint-ignore no-explicit-any
type HandleClass = new (shared: any) => object;

/** Classes of objects in shared memory. A function, because the modules import each other. */
function handleClass(kind: number): HandleClass {
  switch (kind) {
    case Kind.Lock:
      return Lock;
    case Kind.RLock:
      return RLock;
    case Kind.Semaphore:
      return Semaphore;
    case Kind.BoundedSemaphore:
      return BoundedSemaphore;
    case Kind.Condition:
      return Condition;
    case Kind.Event:
      return Event;
    case Kind.Barrier:
      return Barrier;
    case Kind.Queue:
      return Queue;
    case Kind.JoinableQueue:
      return JoinableQueue;
    case Kind.SimpleQueue:
      return SimpleQueue;
    case Kind.Connection:
      return Connection;
    case Kind.Value:
      return Value;
    case Kind.Array:
      return SharedArray;
    case Kind.SharedMemory:
      return SharedMemory;
    case Kind.Manager:
      return ConnectedManager;
    case Kind.ManagerDict:
      return ManagerDict;
    case Kind.ManagerList:
      return ManagerList;
    case Kind.ManagerNamespace:
      return ManagerNamespace;
    case Kind.ManagerValue:
      return ManagerValue;
    case Kind.ManagerObject:
      return ManagerObject;
    case Kind.ManagerPool:
      return ManagerPool;
    default:
      throw new Error(`Cannot receive a handle: unknown kind ${kind}`);
  }
}

/** The handle for an address that arrived in a message. */
export function revive(tree: Tree, kind: number, object: number): object {
  return reviveShared(tree, kind, object, (shared: Shared) => new (handleClass(kind))(shared));
}

/** The handle for a state that arrived in a message. */
export function reviveState(tree: Tree, kind: number, state: unknown): object {
  if (kind === Kind.Sentinel) {
    const { id, pid } = state as { id: number; pid: number };
    return new Sentinel(tree, id, pid);
  }
  if (kind === Kind.SocketConnection) return new SocketConnection(state);
  throw new Error(`Cannot receive a handle: unknown kind ${kind}`);
}
