/**
 * How an object in shared memory and its JavaScript handles belong together, and how a handle crosses to another process.
 *
 * A handle (Lock, Queue, Connection ...) is a small class around a `Shared`: the address of an object of a kind, whose
 * first words say which processes hold it (`engine/assembly/sync/holders.ts`). A process has at most one handle for an address:
 * the codec answers the same one whenever the address arrives again. What crosses is (kind, address); `_kinds.ts` knows the
 * class of each kind. The way across:
 *
 *   sender    `depart`: TRANSIT + 1, before the message is committed (undone by `arrive` where it is not committed)
 *   receiver  `reviveShared`: this process becomes a holder, then TRANSIT - 1
 *
 * When the last handle of a process is collected, or closed, the process lets go; the last process frees the memory.
 * A class that is made of other handles, or of plain data, crosses as (kind, state) instead: it calls `bindState`.
 *
 * A constructor that gets a `Shared` in the place of its options wraps that one and creates nothing.
 *
 * @module
 */

import type { Core } from "./_core.ts";
import { Kind } from "./_kind_numbers.ts";
import { currentTree } from "./_root.ts";
import type { Tree } from "./_tree.ts";

/** Frees what an object of a kind owns besides its own block; `"kept"` when that block is not to be freed yet. */
export type Free = (shared: { tree: Tree; words: number }) => void | "kept";

/** A process's hold of one shared object. */
export class Shared {
  readonly tree: Tree;
  readonly core: Core;
  /** The id of this process, which the core wants in every call. */
  readonly self: number;
  readonly kind: number;
  /** Address of the object, which is what crosses. */
  readonly object: number;
  /** Address of the object's own words. */
  readonly words: number;

  constructor(tree: Tree, kind: number, object: number) {
    this.tree = tree;
    this.core = tree.core;
    this.self = tree.self;
    this.kind = kind;
    this.object = object;
    this.words = tree.core.objectWords(object);
  }

  /** A new object with `bytes` of zeroed words. @throws {RangeError} when the shared memory is used up. */
  static create(kind: number, bytes: number, what: string): Shared {
    const tree = currentTree();
    const object = tree.check(tree.core.objectCreate(tree.self, kind, bytes), `create ${what}`);
    return new Shared(tree, kind, object);
  }

  load(offset: number): number {
    return this.core.wordLoad(this.words + offset) >>> 0;
  }

  store(offset: number, value: number): void {
    this.core.wordStore(this.words + offset, value);
  }
}

/** What stands behind a handle: an object's address, or a state that crosses in its place. */
interface Portable {
  shared?: Shared;
  kind: number;
  state?: () => unknown;
}

/** Kinds whose handles give out views of memory. */
export const RAW_KINDS: ReadonlySet<number> = new Set<number>([Kind.Value, Kind.Array, Kind.SharedMemory]);

/** Kinds that are freed by a manager's process (`_manager_words.ts`): no thread of a dead holder may reach them then. */
const SERVED_KINDS: ReadonlySet<number> = new Set<number>([
  Kind.Manager,
  Kind.ManagerDict,
  Kind.ManagerList,
  Kind.ManagerNamespace,
  Kind.ManagerValue,
  Kind.ManagerObject,
  Kind.ManagerPool,
]);

const portables = new WeakMap<object, Portable>();
/** What is left of a handle that was collected. */
interface Remains {
  shared: Shared;
  wrapper: WeakRef<object>;
  free: Free | undefined;
}
const collected = new FinalizationRegistry<Remains>(({ shared, wrapper, free }) => {
  // Unless a newer handle came for the same address, or it was let go already.
  if (shared.tree.wrappers.get(shared.object) === wrapper) letGo(shared, free);
});

/** Makes `handle` the handle of a shared object. */
export function bindShared(handle: object, shared: Shared, free?: Free): void {
  portables.set(handle, { kind: shared.kind, shared });
  const wrapper = new WeakRef(handle);
  shared.tree.wrappers.set(shared.object, wrapper);
  collected.register(handle, { shared, wrapper, free }, handle);
}

/** Makes `handle` one that crosses by its state, which may hold other handles. */
export function bindState(handle: object, kind: number, state: () => unknown): void {
  portables.set(handle, { kind, state });
}

/** What stands behind a value, if it is a handle. */
export function portableOf(value: object): Portable | undefined {
  return portables.get(value);
}

/** Lets go before the handle is collected. The handle must not be used any more. */
export function dropShared(handle: object, shared: Shared, free?: Free): void {
  collected.unregister(handle);
  portables.delete(handle);
  letGo(shared, free);
}

/** Lets go of a reference that another object kept: it was counted by `depart`. The object is freed if it was the last one. */
export function dropKept(tree: Tree, kind: number, object: number, free?: Free): void {
  tree.core.objectTransit(object, -1);
  // A handle of this process lets go by itself, later.
  if (tree.wrappers.get(object)?.deref() === undefined) letGo(new Shared(tree, kind, object), free);
}

/** Makes this process no holder; frees the object when there is no other. */
export function letGo(shared: Shared, free: Free | undefined): void {
  const { tree, core, self, object } = shared;
  tree.wrappers.delete(object);
  const raw = RAW_KINDS.has(shared.kind) || SERVED_KINDS.has(shared.kind) ? 1 : 0;
  const outer = core.outerBegin(self); // whoever begins to free an object ends it, killed or not
  if (outer === 0) return;
  try {
    if (core.objectDrop(object, self, raw) !== 1) return;
    if (free?.(shared) !== "kept") core.objectRelease(self, object);
  } finally {
    if (outer === 1) core.outerEnd(self);
  }
}

/** A reference leaves in a message. */
export function depart(shared: Shared): void {
  shared.core.objectTransit(shared.object, 1);
}

/** A reference arrived, or its message was not sent after all. */
export function arrive(shared: Shared): void {
  shared.core.objectTransit(shared.object, -1);
}

/** The handle of an address that came in a message: the one that this process has, or one that `make` wraps around it. */
export function reviveShared(tree: Tree, kind: number, object: number, make: (shared: Shared) => object): object {
  const shared = new Shared(tree, kind, object);
  const known = tree.wrappers.get(object)?.deref();
  if (known === undefined) tree.check(tree.core.objectHold(object, tree.self) === 0 ? 1 : -2, "receive a handle");
  arrive(shared);
  return known ?? make(shared);
}

/** The `Shared` that came in the place of a constructor's options, if that is what came. */
export function adopted(options: unknown): Shared | null {
  return options instanceof Shared ? options : null;
}
