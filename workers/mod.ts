/**
 * Processes you can run: Python's `multiprocessing` for Deno. Processes on Workers, and locks, queues, pipes, managers and pools
 * over shared memory. Every wait has a blocking and an awaited form, and a time limit.
 *
 * @example A pool
 * ```ts
 * import { Pool, task } from "@quanta/quanta/processes";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * await using pool = new Pool({ processes: 2 });
 * assertEquals(await pool.map(task(import.meta.resolve("@quanta/quanta/examples"), square), [1, 2, 3]), [1, 4, 9]);
 * ```
 *
 * @module
 */

import "./_worker_modules.ts";
import "./handles.ts";
import "./network/network.ts";
export { Process } from "./process/process.ts";
export type { ProcessArguments, ProcessOptions } from "./process/process_options.ts";
export { type Context, getContext } from "./context.ts";
export { getAllStartMethods, getStartMethod, setStartMethod } from "./process/start_method.ts";
export type { StartMethod } from "./start_method_name.ts";
export type { StandardStream, SystemOptions } from "./process/system_options.ts";
export { Sentinel } from "./process/sentinel.ts";
export {
  activeChildren,
  atExit,
  checkpoint,
  cpuCount,
  type CurrentProcess,
  currentProcess,
  type ParentProcess,
  parentProcess,
} from "./process/current_process.ts";
export { getLogger, type Logger, logToStderr } from "./process/log.ts";
export type { LogLevel } from "./log_level.ts";
export { observe } from "./process/observe.ts";
export type { ChildDescription, ProcessObserver } from "./process_observer.ts";
export type { Wait, WaitOptions } from "./wait_options.ts";
export { Lock, type LockOptions } from "./sync/lock.ts";
export { RLock } from "./sync/rlock.ts";
export { RWLock } from "./sync/rwlock.ts";
export { BoundedSemaphore, Semaphore } from "./sync/semaphore.ts";
export { Condition } from "./sync/condition.ts";
export { Event } from "./sync/event.ts";
export { Barrier, type BarrierOptions } from "./sync/barrier.ts";
export { JoinableQueue, Queue } from "./channels/queue.ts";
export { SimpleQueue } from "./channels/simple_queue.ts";
export type { Connection } from "./channels/connection.ts";
export { Pipe } from "./channels/pipe.ts";
export { wait, type Waitable, waitSync } from "./channels/wait.ts";
export { type GuardOptions, Value } from "./memory/value.ts";
export type {
  BigIntType,
  ElementOf,
  ElementType,
  ElementViews,
  NumberType,
  TypeLetter,
  TypeLetters,
  ViewOf,
} from "./memory/element_types.ts";
export { SharedArray } from "./memory/shared_array.ts";
export { type ShareableItem, ShareableList, type ShareableListOptions } from "./memory/shareable_list.ts";
export { SharedMemory, type SharedMemoryOptions } from "./memory/shared_memory.ts";
export { type CallArguments, Pool } from "./pool/pool.ts";
export {
  type AsyncMapOptions,
  type AsyncTaskOptions,
  type ImapOptions,
  type MapOptions,
  type PoolOptions,
  type PoolTarget,
  task,
  type TaskOptions,
  type TaskReference,
} from "./pool/options.ts";
export { asCompleted, type Completed } from "./pool/as_completed.ts";
export type { AsyncResult } from "./pool/async_result.ts";
export type { PoolIterator } from "./pool/iterator.ts";
export { Manager } from "./manager/manager.ts";
export type { ConnectedManager } from "./manager/connected_manager.ts";
export type { InitializerOptions, ManagerOptions } from "./manager/manager_options.ts";
export type { Fallback, ManagerProxy, Modifier } from "./manager/manager_proxy.ts";
export { type DictEntries, type DictKey, ManagerDict } from "./manager/manager_dict.ts";
export { ManagerList, type SortOptions } from "./manager/manager_list.ts";
export { ManagerNamespace, type Namespace } from "./manager/manager_namespace.ts";
export { type ManagedMapOptions, type ManagedTaskOptions, ManagerPool } from "./manager/manager_pool.ts";
export { type ManagedCallbacks, ManagerAsyncResult } from "./manager/manager_async_result.ts";
export { NetworkManager } from "./manager/network_manager.ts";
export type { ConnectOptions } from "./manager/_network.ts";
export { ManagerSet } from "./manager/manager_set.ts";
export { ManagerValue } from "./manager/manager_value.ts";
export {
  type Managed,
  type ManagedArguments,
  type ManagedResult,
  type ManagerObject,
  type MethodName,
  RegisteredType,
  type RegisterOptions,
} from "./manager/manager_object.ts";
export { Listener } from "./sockets/listener.ts";
export { Client, ClientSync } from "./sockets/client.ts";
export type { SocketConnection } from "./sockets/socket_connection.ts";
export type { Address, SocketLimits } from "./address.ts";
export type { ClientOptions, ListenerOptions } from "./sockets/socket_options.ts";
export {
  answerChallenge,
  answerChallengeSync,
  type ByteConnection,
  type ByteConnectionSync,
  deliverChallenge,
  deliverChallengeSync,
} from "./sockets/challenge.ts";
export {
  AuthenticationError,
  BrokenBarrierError,
  BrokenPipeError,
  BufferTooShort,
  DeadlockError,
  EndOfFileError,
  OwnerDiedError,
  ProcessError,
  ProcessInterrupted,
  QueueEmpty,
  QueueFull,
  RemoteError,
  TimeoutError,
  WorkerDied,
} from "./errors.ts";
export { limitSharedMemory } from "./process/limit_shared_memory.ts";
export { type ClassOptions, registerClass } from "./process/register_class.ts";
export { registerErrorClass } from "./process/register_error_class.ts";
