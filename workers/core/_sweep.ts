/**
 * Frees objects that only dead processes held. Loaded when a process has ended that held some.
 *
 * @module
 */

import { freeGuarded } from "../memory/_guarded.ts";
import { Kind } from "./_kind_numbers.ts";
import { freeMutex } from "../sync/_mutex.ts";
import { type Free, letGo, RAW_KINDS, Shared } from "./_shared.ts";
import { ProcessEnded, type Tree } from "./_tree.ts";
import { freeCondition } from "../sync/condition.ts";
import { freeEnd } from "../channels/connection.ts";
import { freeQueue } from "../channels/queue.ts";
import { freeMemory } from "../memory/shared_memory.ts";

/** What frees an object of a kind besides its own block. Kinds that are not here are not swept. */
const FREES = new Map<number, Free | undefined>([
  [Kind.Lock, freeMutex],
  [Kind.RLock, freeMutex],
  [Kind.Semaphore, undefined],
  [Kind.BoundedSemaphore, undefined],
  [Kind.Condition, freeCondition],
  [Kind.Event, undefined],
  [Kind.Barrier, undefined],
  [Kind.Queue, freeQueue],
  [Kind.JoinableQueue, freeQueue],
  [Kind.SimpleQueue, freeQueue],
  [Kind.Connection, freeEnd],
  [Kind.Value, freeGuarded],
  [Kind.Array, freeGuarded],
  [Kind.SharedMemory, freeMemory],
]);

/** A bit for each kind. */
function maskOf(kinds: Iterable<number>): number {
  let mask = 0;
  for (const kind of kinds) mask |= 1 << kind;
  return mask;
}

/** Frees them. Each turn frees one, and what it held may be the next. */
export function sweep(tree: Tree): void {
  const { core, self } = tree;
  const raw = maskOf(RAW_KINDS);
  const plain = maskOf(FREES.keys()) & ~raw;
  const next = () => core.lostObject(self, plain, 0) || core.lostObject(self, raw, 1);
  try {
    for (let object = next(); object !== 0; object = next()) {
      const kind = core.objectKind(object);
      letGo(new Shared(tree, kind, object), FREES.get(kind));
    }
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error;
  }
}
