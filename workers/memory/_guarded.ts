/**
 * Elements in shared memory with a lock: what Value and SharedArray share.
 *
 *   words  +0 TYPE  +4 LENGTH  +8 LOCK (an object, or 0)  +12 its kind  +16 elements
 *
 * @module
 */

import { elementBytes, type ElementView, typeNumber, viewOf } from "./_element_types.ts";
import { reviveOwn } from "../core/_kinds.ts";
import { freeMutex } from "../sync/_mutex.ts";
import { depart, dropKept, portableOf, Shared } from "../core/_shared.ts";
import { shown } from "../core/_shown.ts";
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
  /** Bytes of shared memory. */
  bytes: number;
}

/** A new object of zeroed elements. */
export function createGuarded(
  kind: number,
  what: string,
  { type, length, options }: { type: ElementType; length: number; options: { lock?: boolean | Lock | RLock } },
): Shared {
  const number = typeNumber(type, `create ${what}`);
  if (!Number.isInteger(length) || length < 0) {
    throw new RangeError(`Cannot create ${what}: length must be an integer of 0 or more, got ${shown(length)}`);
  }
  const guard = guardOf(options, what);
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

/** The lock that options ask for. @throws {TypeError} when they are none. */
function guardOf(options: { lock?: boolean | Lock | RLock }, what: string): Lock | RLock | null {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`Cannot create ${what}: options must be { lock }, got ${shown(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (key !== "lock") throw new TypeError(`Cannot create ${what}: options must be { lock }, got ${key}`);
  }
  const { lock = true } = options;
  if (lock === true) return new RLock();
  if (lock === false) return null;
  if (lock instanceof Lock || lock instanceof RLock) return lock;
  throw new TypeError(`Cannot create ${what}: lock must be true, false, a Lock or an RLock, got ${shown(lock)}`);
}

/** The view and the lock of an object. */
export function openGuarded(shared: Shared): Guarded {
  const { tree } = shared;
  const type = shared.load(TYPE);
  const length = shared.load(LENGTH);
  const offset = shared.words + ELEMENTS;
  const bytes = length * elementBytes(type);
  const { buffer } = tree.bytes(offset + bytes);
  const object = shared.load(LOCK);
  const lock = object === 0 ? null : reviveOwn(tree, shared.load(LOCK_KIND), object) as Lock | RLock;
  return { type, view: viewOf(type, buffer, offset, length), lock, bytes };
}

/** Lets go of the lock that an object kept. */
export function freeGuarded({ tree, words }: { tree: Tree; words: number }): void {
  const lock = tree.core.wordLoad(words + LOCK);
  if (lock !== 0) dropKept(tree, tree.core.wordLoad(words + LOCK_KIND), lock, freeMutex);
}

/** For what was given back. */
export function gone(what: string): Error {
  return new Error(`Cannot use ${what}: it is closed in this process`);
}

/** The lock, or an error that says that there is none. */
export function lockOf(lock: Lock | RLock | null): Lock | RLock {
  if (lock === null) throw new Error("Cannot get the lock: it was created with lock: false");
  return lock;
}
