/**
 * How an object in shared memory and its JavaScript handles belong together, and how a handle crosses to another process.
 *
 * A handle (Lock, Queue, Connection ...) is a small class around a `Shared`: the address of an object of a kind, whose
 * first words say which processes hold it (`engine/assembly/sync/holders.ts`). Of what cannot be closed (locks and their like) a process
 * has at most one handle for an address: the codec answers the same one whenever the address arrives again (`bindShared`). What can be
 * closed has a handle for each time that it was received or found, so that to close one closes no other (`bindHandle`); the process
 * lets go with the last of them. What crosses is (kind, address); `handles.ts` knows the class of each kind. The way across:
 *
 *   sender    `depart`: TRANSIT + 1, before the message is committed (undone by `forgo` where it is not committed)
 *   receiver  `reviveShared`: this process becomes a holder, and TRANSIT - 1; or `forgo`, where it cannot be received
 *
 * So each reference in a message is counted down once, by whoever has the message: also by the thread of a process that is ended in
 * the midst of encoding, sending or decoding, which goes on until it sees that (`Decoder.decode`). What it had encoded and
 * not sent when it ended it takes back at its end (`Tree.departing`). Where such a thread is stuck in its own code, that is when it
 * comes out of it: until then its references stand, and the pipes among them do not end. What a process of the system has when that stops it,
 * whoever buries it gives back (`_debts.ts`).
 *
 * When the last handle of a process is collected, or closed, the process lets go; the last process frees the memory. What only
 * dead processes held is found by a walk (`_sweep.ts`). Nothing is freed while the thread of a dead holder may still run.
 * A class that is made of other handles, or of plain data, crosses as (kind, state) instead: it calls `bindState`.
 *
 * A constructor that gets a `Shared` in the place of its options wraps that one and creates nothing.
 *
 * @module
 */

import { Weights } from "./_collector.ts";
import { type Core, OK } from "./_core.ts";
import { currentTree } from "./_root.ts";
import { BYTES_MAX, PAGE_BYTES, type Tree } from "./_tree.ts";

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

  /**
   * A new object with `bytes` of zeroed words.
   *
   * @param fill Writes what a `Free` will read; a death finds the object before it or after it. What it throws ends the object.
   * @throws {RangeError} when the shared memory is used up.
   */
  static create(kind: number, bytes: number, what: string, fill?: (shared: Shared) => void): Shared {
    const tree = currentTree();
    return tree.whole(() => {
      const created = bytes > BYTES_MAX ? 0 : tree.made(() => tree.core.objectCreate(tree.self, kind, bytes));
      const object = tree.check(created, `create ${what}`);
      const shared = new Shared(tree, kind, object);
      try {
        fill?.(shared);
      } catch (error) {
        letGo(shared, undefined);
        throw error;
      }
      return shared;
    });
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

/** What is known of a handle when it is gone. */
interface Held {
  shared: Shared;
  free: Free | undefined;
  bytes: number;
}
const held = new WeakMap<object, Held>();
const abandoned = new FinalizationRegistry<Held>(letGoOfOne);

/**
 * Makes `handle` one of the handles of a shared object that this process may have.
 *
 * @param bytes How much shared memory it keeps.
 */
export function bindHandle(handle: object, shared: Shared, free: Free | undefined, bytes: number): void {
  const { tree } = shared;
  const { handleCounts } = tree;
  portables.set(handle, { kind: shared.kind, shared });
  handleCounts.set(shared.object, (handleCounts.get(shared.object) ?? 0) + 1);
  const known = { shared, free, bytes };
  held.set(handle, known);
  abandoned.register(handle, known, handle);
  weightsOf(tree).add(handle, bytes);
}

/** What the handles of a process keep: made with its first handle, which many a child never has. */
export function weightsOf(tree: Tree): Weights {
  return tree.weights ??= new Weights(tree.core.memoryPagesMax() * PAGE_BYTES);
}

const keepers = new WeakMap<object, object>();

/** Has a handle live as long as a view of its memory. */
export function keepWith(view: object, handle: object): void {
  keepers.set(view, handle);
}

/** One handle less: the last lets go. */
function letGoOfOne({ shared, free, bytes }: Held): void {
  const { tree, object } = shared;
  const { handleCounts } = tree;
  weightsOf(tree).remove(bytes);
  const count = handleCounts.get(object)!;
  if (count > 1) return void handleCounts.set(object, count - 1);
  handleCounts.delete(object);
  letGo(shared, free);
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
  portables.delete(handle);
  const known = held.get(handle);
  if (known !== undefined) {
    held.delete(handle);
    if (abandoned.unregister(handle)) letGoOfOne(known);
    return;
  }
  collected.unregister(handle);
  letGo(shared, free);
}

/** Makes this process no holder; frees the object when it was the last. */
export function letGo(shared: Shared, free: Free | undefined): void {
  const { tree, core, self, object } = shared;
  tree.wrappers.delete(object);
  end(shared, free, () => core.objectDrop(object, self));
}

/** Lets go of a reference that another object kept: it was counted by `depart`. The object is freed if it was the last one. */
export function dropKept(tree: Tree, kind: number, object: number, free?: Free): void {
  end(new Shared(tree, kind, object), free, () => tree.core.objectArrive(object, tree.self));
}

/** Frees an object where `last` answers 1. Whoever begins to free an object ends it, killed or not. */
export function end(shared: Shared, free: Free | undefined, last: () => number): void {
  const { core, self, object } = shared;
  const outer = core.outerBegin(self);
  if (outer === 0) return;
  try {
    if (last() === 1 && free?.(shared) !== "kept") core.objectRelease(self, object);
  } finally {
    if (outer === 1) core.outerEnd(self);
  }
}

/** A reference leaves in a message, or another object keeps it. */
export function depart({ core, object }: Shared): void {
  core.objectDepart(object);
}

/** What is to be known to count one reference. */
type Reference = Pick<Shared, "core" | "object" | "self" | "tree">;

/** A reference was not sent after all, or came and cannot be received; with what the entry of a ledger notes of it (`_debts.ts`). */
export function forgo({ core, object, self, tree }: Reference, entry = 0, value = 0): void {
  if (core.objectForgo(object, self, entry, value) !== 0 && core.isEnded(self) === 0) sweepSoon(tree);
}

/**
 * The handle of an address that came in a message: the one that this process has, if it has but one, or one that `make` wraps around it. The reference is
 * used up, also when this throws; with what the entry of a ledger notes of that.
 */
export function reviveShared(
  tree: Tree,
  kind: number,
  object: number,
  make: (shared: Shared) => object,
  { entry, value }: { entry: number; value: number },
): object {
  const shared = new Shared(tree, kind, object);
  const known = tree.wrappers.get(object)?.deref();
  const code = tree.core.objectReceive(object, tree.self, entry, value);
  if (code !== OK) {
    forgo(shared, entry, value);
    tree.check(code, "receive a handle");
  }
  return handleOf(shared, known, make);
}

/** The handle of what an object that this process holds keeps a reference to. */
export function reviveKept(tree: Tree, kind: number, object: number, make: (shared: Shared) => object): object {
  const known = tree.wrappers.get(object)?.deref();
  tree.check(tree.core.objectHold(object, tree.self) || 1, "receive a handle");
  return handleOf(new Shared(tree, kind, object), known, make);
}

/** The one that this process has, or a new one. */
function handleOf(shared: Shared, known: object | undefined, make: (shared: Shared) => object): object {
  const { tree, object } = shared;
  if (known !== undefined) return known;
  try {
    return make(shared);
  } catch (error) {
    if (tree.handleCounts.has(object)) throw error;
    // This process holds it without a handle that could be collected.
    depart(shared);
    tree.core.objectDrop(object, tree.self);
    forgo(shared);
    throw error;
  }
}

let sweep: (tree: Tree) => void = () => {};
const swept = new WeakSet<Tree>();

/** Says what frees objects that only the dead held. */
export function registerSweep(sweeper: (tree: Tree) => void): void {
  sweep = sweeper;
}

/** Frees what only the dead held, once for all who ask for it in one turn. */
export function sweepSoon(tree: Tree): void {
  if (swept.has(tree)) return;
  swept.add(tree);
  const isOver = () => swept.delete(tree);
  tree.loadHandles().then(isOver, isOver).then(() => sweep(tree)); // without them it is swept at the next death
}

/** The `Shared` that came in the place of a constructor's options, if that is what came. */
export function adopted(options: unknown): Shared | null {
  return options instanceof Shared ? options : null;
}
