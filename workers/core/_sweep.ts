/**
 * Frees objects that only dead processes held. Loaded when a process has ended that held some.
 *
 * @module
 */

import { freeGuarded } from "../memory/_guarded.ts";
import { Kind } from "./_kind_numbers.ts";
import { freeMutex } from "../sync/_mutex.ts";
import { end, type Free, Shared } from "./_shared.ts";
import type { Tree } from "./_tree.ts";
import { freeBarrier } from "../sync/barrier.ts";
import { freeCondition } from "../sync/condition.ts";
import { freeEnd } from "../channels/connection.ts";
import { freeQueue } from "../channels/queue.ts";
import { freeMemory } from "../memory/shared_memory.ts";
import { freeManager, freeProxy } from "../manager/_words.ts";

/** What frees an object of a kind besides its own block. Kinds that are not here are not swept. */
const FREES = new Map<number, Free | undefined>([
  [Kind.Lock, freeMutex],
  [Kind.RLock, freeMutex],
  [Kind.Semaphore, undefined],
  [Kind.BoundedSemaphore, undefined],
  [Kind.Condition, freeCondition],
  [Kind.Event, undefined],
  [Kind.Barrier, freeBarrier],
  [Kind.Queue, freeQueue],
  [Kind.JoinableQueue, freeQueue],
  [Kind.SimpleQueue, freeQueue],
  [Kind.Connection, freeEnd],
  [Kind.Value, freeGuarded],
  [Kind.Array, freeGuarded],
  [Kind.SharedMemory, freeMemory],
  [Kind.Manager, freeManager],
  [Kind.ManagerDict, freeProxy],
  [Kind.ManagerList, freeProxy],
  [Kind.ManagerNamespace, freeProxy],
  [Kind.ManagerValue, freeProxy],
  [Kind.ManagerObject, freeProxy],
  [Kind.ManagerPool, freeProxy],
]);

/** A bit for each kind. */
const KINDS = [...FREES.keys()].reduce((mask, kind) => mask | 1 << kind, 0);

/** Frees them. Each turn frees one, and what it kept may be the next. */
export function sweep(tree: Tree): void {
  const { core, self } = tree;
  let isDone = false;
  while (!isDone) {
    const outer = core.outerBegin(self); // what was found is freed, whether this process is ended or not
    if (outer === 0) return;
    const object = core.lostObject(self, KINDS);
    isDone = object === 0;
    if (!isDone) {
      const kind = core.objectKind(object);
      end(new Shared(tree, kind, object), FREES.get(kind), () => 1);
    }
    if (outer === 1) core.outerEnd(self);
  }
}
