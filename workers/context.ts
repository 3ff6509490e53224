/**
 * Contexts: the library with a start method of its own, as Python's `multiprocessing.get_context`.
 *
 * @module
 */

import { Pipe } from "./channels/pipe.ts";
import { JoinableQueue, Queue } from "./channels/queue.ts";
import { SimpleQueue } from "./channels/simple_queue.ts";
import { currentTree } from "./core/_root.ts";
import { Manager } from "./manager/manager.ts";
import { SharedArray } from "./memory/shared_array.ts";
import { Value } from "./memory/value.ts";
import { Pool } from "./pool/pool.ts";
import { activeChildren, cpuCount, currentProcess, parentProcess } from "./process/current_process.ts";
import { Process } from "./process/process.ts";
import { bindStartMethod, checkStartMethod } from "./process/start_method.ts";
import type { StartMethod } from "./start_method_name.ts";
import { Barrier } from "./sync/barrier.ts";
import { Condition } from "./sync/condition.ts";
import { Event } from "./sync/event.ts";
import { Lock } from "./sync/lock.ts";
import { RLock } from "./sync/rlock.ts";
import { BoundedSemaphore, Semaphore } from "./sync/semaphore.ts";

/**
 * The library with a start method of its own. Its `Process`, `Pool` and `Manager` start what they start by that, where their options say
 * nothing else; a subclass of its `Process` does so too. All others are those of the library.
 *
 * @example
 * ```ts
 * import { type Context, getContext } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const context: Context = getContext("spawn");
 * assertEquals(context.getStartMethod(), "spawn");
 * ```
 * @category Processes
 */
export interface Context {
  /** {@linkcode Process}, started by the method. */
  readonly Process: typeof Process;
  /** {@linkcode Pool}, whose workers are. */
  readonly Pool: typeof Pool;
  /** {@linkcode Manager}, whose process is. */
  readonly Manager: typeof Manager;
  /** The method. */
  getStartMethod(): StartMethod;
  /** {@linkcode Lock}. */
  readonly Lock: typeof Lock;
  /** {@linkcode RLock}. */
  readonly RLock: typeof RLock;
  /** {@linkcode Semaphore}. */
  readonly Semaphore: typeof Semaphore;
  /** {@linkcode BoundedSemaphore}. */
  readonly BoundedSemaphore: typeof BoundedSemaphore;
  /** {@linkcode Condition}. */
  readonly Condition: typeof Condition;
  /** {@linkcode Event}. */
  readonly Event: typeof Event;
  /** {@linkcode Barrier}. */
  readonly Barrier: typeof Barrier;
  /** {@linkcode Queue}. */
  readonly Queue: typeof Queue;
  /** {@linkcode JoinableQueue}. */
  readonly JoinableQueue: typeof JoinableQueue;
  /** {@linkcode SimpleQueue}. */
  readonly SimpleQueue: typeof SimpleQueue;
  /** {@linkcode Pipe}. */
  readonly Pipe: typeof Pipe;
  /** {@linkcode Value}. */
  readonly Value: typeof Value;
  /** {@linkcode SharedArray}. */
  readonly SharedArray: typeof SharedArray;
  /** {@linkcode currentProcess}. */
  readonly currentProcess: typeof currentProcess;
  /** {@linkcode parentProcess}. */
  readonly parentProcess: typeof parentProcess;
  /** {@linkcode activeChildren}. */
  readonly activeChildren: typeof activeChildren;
  /** {@linkcode cpuCount}. */
  readonly cpuCount: typeof cpuCount;
}

/** What does not depend on how processes are started, and is in a context nevertheless, as in Python's. */
const shared = {
  ...{ Lock, RLock, Semaphore, BoundedSemaphore, Condition, Event, Barrier },
  ...{ Queue, JoinableQueue, SimpleQueue, Pipe, Value, SharedArray },
  ...{ currentProcess, parentProcess, activeChildren, cpuCount },
};

const contexts = new Map<StartMethod, Context>();

/**
 * The library with a start method of its own, so that two parts of a program can have each their own.
 *
 * @param method Default: what `setStartMethod` said.
 * @throws {RangeError} when there is no such method.
 *
 * @example
 * ```ts
 * import { getContext } from "@quanta/quanta";
 * import { square } from "@quanta/quanta/examples";
 * import { assertEquals } from "@std/assert";
 *
 * const context = getContext("worker");
 * await using pool = new context.Pool({ processes: 1, module: import.meta.resolve("@quanta/quanta/examples") });
 * assertEquals(await pool.apply(square, [3]), 9);
 * ```
 * @category Processes
 */
export function getContext(method: StartMethod = currentTree().startMethod): Context {
  checkStartMethod("get a context: method", method);
  let context = contexts.get(method);
  if (context === undefined) contexts.set(method, context = makeContext(method));
  return context;
}

function makeContext(method: StartMethod): Context {
  const bound = {
    Process: class<P extends readonly unknown[] = unknown[]> extends Process<P> {},
    Pool: class<I extends readonly unknown[] = readonly unknown[]> extends Pool<I> {},
    Manager: class extends Manager {},
  };
  for (const [name, boundClass] of Object.entries(bound)) {
    bindStartMethod(boundClass, method);
    Object.defineProperty(boundClass, "name", { value: name }); // names of processes begin with it
  }
  return Object.freeze({ ...shared, ...bound, getStartMethod: () => method });
}
