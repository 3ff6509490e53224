/**
 * Elements in shared memory with a lock: what Value and SharedArray share.
 *
 *   words  +0 TYPE  +4 LENGTH  +8 LOCK (an object, or 0)  +12 its kind  +16 elements
 *
 * @module
 */

import { elementBytes, type ElementView, typeNumber, viewOf } from "./_element_types.ts";
import { revive } from "../core/_kinds.ts";
import { freeMutex } from "../sync/_mutex.ts";
import { depart, dropKept, portableOf, Shared } from "../core/_shared.ts";
import type { Tree } from "../core/_tree.ts";
import type { ElementType } from "./element_types.ts";
import { Lock } from "../sync/lock.ts";
import { RLock } from "../sync/rlock.ts";

const TYPE = 0;
const LENGTH = 4;
const LOCK = 8;
const LOCK_KIND = 12;
const ELEMENTS = 16;

/** What stands behind a Value or a SharedArray. */
export interface Guarded {
  type: number;
  view: ElementView;
  lock: Lock | RLock | null;
}

/** A new object of zeroed elements. */
export function createGuarded(
  kind: number,
  what: string,
  { type, length, lock = true }: { type: ElementType; length: number; lock?: boolean | Lock | RLock },
): Shared {
  const number = typeNumber(type, `create ${what}`);
  if (!Number.isInteger(length) || length < 0) {
    throw new RangeError(`Cannot create ${what}: length must be an integer of 0 or more, got ${length}`);
  }
  const guard = lock === false ? null : lock === true ? new RLock() : lock;
  if (guard !== null && !(guard instanceof Lock || guard instanceof RLock)) {
    throw new TypeError(`Cannot create ${what}: lock must be true, false, a Lock or an RLock`);
  }
  return Shared.create(kind, ELEMENTS + length * elementBytes(number), what, (shared) => {
    shared.store(TYPE, number);
    shared.store(LENGTH, length);
    if (guard === null) return;
    const lockShared = portableOf(guard)!.shared!;
    depart(lockShared); // the object itself keeps its lock, until it is freed
    shared.store(LOCK, lockShared.object);
    shared.store(LOCK_KIND, lockShared.kind);
  });
}

/** The view and the lock of an object. */
export function openGuarded(shared: Shared): Guarded {
  const { tree, core } = shared;
  const type = shared.load(TYPE);
  const length = shared.load(LENGTH);
  const offset = shared.words + ELEMENTS;
  const { buffer } = tree.bytes(offset + length * elementBytes(type));
  const object = shared.load(LOCK);
  if (object !== 0) core.objectDepart(object); // `revive` uses one up
  const lock = object === 0 ? null : revive(tree, shared.load(LOCK_KIND), object) as Lock | RLock;
  return { type, view: viewOf(type, buffer, offset, length), lock };
}

/** Lets go of the lock that an object kept. */
export function freeGuarded({ tree, words }: { tree: Tree; words: number }): void {
  const lock = tree.core.wordLoad(words + LOCK);
  if (lock !== 0) dropKept(tree, tree.core.wordLoad(words + LOCK_KIND), lock, freeMutex);
}

/** The lock, or an error that says that there is none. */
export function lockOf(lock: Lock | RLock | null): Lock | RLock {
  if (lock === null) throw new Error("Cannot get the lock: it was created with lock: false");
  return lock;
}
