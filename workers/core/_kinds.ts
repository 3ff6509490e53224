/**
 * The kinds of handles: what makes a handle of an object that came in a message, and what frees the object. This registry knows none by
 * itself; `handles.ts`, which knows the classes, fills it.
 *
 * @module
 */

import { type Free, reviveKept, reviveShared, type Shared } from "./_shared.ts";
import type { Tree } from "./_tree.ts";

/** What is to be known of a kind of objects in shared memory. */
export interface ObjectKind {
  /** Makes the handle of an object. */
  make(shared: Shared): object;
  /** Frees what an object owns besides its own block. */
  free: Free | undefined;
  /** The ring whose messages can be had through the object alone, or 0. */
  ring?: (shared: { tree: Tree; words: number }) => number;
}

const objectKinds = new Map<number, ObjectKind>();
const stateKinds = new Map<number, (tree: Tree, state: unknown) => object>();

/** Makes a kind of objects known to this process. */
export function registerObjects(kind: number, objectKind: ObjectKind): void {
  objectKinds.set(kind, objectKind);
}

/** Makes a kind of handles known that cross as a state; `revive` makes one of it. */
export function registerStates(kind: number, revive: (tree: Tree, state: unknown) => object): void {
  stateKinds.set(kind, revive);
}

/** The kinds of objects that are known. */
export function knownObjects(): ReadonlyMap<number, ObjectKind> {
  return objectKinds;
}

/** The handle for an address that arrived in a message; with what the entry of a ledger notes of it (`_debts.ts`). */
export function revive(tree: Tree, kind: number, object: number, entry: number, value: number): object {
  const make = (shared: Shared) => known(objectKinds, kind).make(shared);
  return reviveShared(tree, kind, object, make, { entry, value });
}

/** The handle of what an object that this process holds keeps. */
export function reviveOwn(tree: Tree, kind: number, object: number): object {
  return reviveKept(tree, kind, object, (shared: Shared) => known(objectKinds, kind).make(shared));
}

/** The handle for a state that arrived in a message. */
export function reviveState(tree: Tree, kind: number, state: unknown): object {
  return known(stateKinds, kind)(tree, state);
}

function known<T>(kinds: ReadonlyMap<number, T>, kind: number): T {
  const found = kinds.get(kind);
  if (found === undefined) throw new Error(`Cannot receive a handle: unknown kind ${kind}`);
  return found;
}
