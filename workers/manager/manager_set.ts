/**
 * A set that processes share.
 *
 * @module
 */

import { itemsOf } from "./_checks.ts";
import { remoteOf } from "./_remote.ts";
import type { DictKey } from "./manager_dict.ts";
import { ManagerProxy } from "./manager_proxy.ts";
import type { Wait } from "../wait_options.ts";

/**
 * A set in a manager's process; the names are `Set`'s and Python's. Items are primitives, as the keys of a {@linkcode ManagerDict}. Each method is
 * one step that no other process sees half done. Other sets are any iterables; a `ManagerSet` of the same manager is
 * read there.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const seen = await manager.set(["a", "b"]);
 * await seen.add("c");
 * seen.differenceUpdateSync(["a"]);
 * assertEquals(await seen.values(), ["b", "c"]);
 * assertEquals(await seen.isSubsetOf(new Set(["a", "b", "c"])), true);
 * ```
 * @category Managers
 */
export class ManagerSet<T = DictKey> extends ManagerProxy {
  /** For this library: see `Manager.set`. */
  constructor(shared: unknown) {
    super(remoteOf(shared));
  }

  /** Adds an item. */
  add(item: T, wait?: Wait): Promise<void> {
    return this.call("add", [item], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  addSync(item: T, wait?: Wait): void {
    this.callSync("add", [item], wait);
  }

  /** Whether there is the item. */
  has(item: T, wait?: Wait): Promise<boolean> {
    return this.call("has", [item], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  hasSync(item: T, wait?: Wait): boolean {
    return this.callSync("has", [item], wait) as boolean;
  }

  /** Removes an item; whether it was there. Python's `discard`. */
  delete(item: T, wait?: Wait): Promise<boolean> {
    return this.call("delete", [item], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  deleteSync(item: T, wait?: Wait): boolean {
    return this.callSync("delete", [item], wait) as boolean;
  }

  /** Removes an item. @throws {RangeError} when it is not there. */
  remove(item: T, wait?: Wait): Promise<void> {
    return this.call("remove", [item], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  removeSync(item: T, wait?: Wait): void {
    this.callSync("remove", [item], wait);
  }

  /** Removes an item, the one that was added first, and gives it. @throws {RangeError} when the set is empty. */
  pop(wait?: Wait): Promise<T> {
    return this.call("pop", [], wait) as Promise<T>;
  }

  /** The same; blocks the thread. */
  popSync(wait?: Wait): T {
    return this.callSync("pop", [], wait) as T;
  }

  /** Removes all items. */
  clear(wait?: Wait): Promise<void> {
    return this.call("clear", [], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  clearSync(wait?: Wait): void {
    this.callSync("clear", [], wait);
  }

  /** The number of items. */
  size(wait?: Wait): Promise<number> {
    return this.call("size", [], wait) as Promise<number>;
  }

  /** The same; blocks the thread. */
  sizeSync(wait?: Wait): number {
    return this.callSync("size", [], wait) as number;
  }

  /** The items, in the order in which they were added. */
  values(wait?: Wait): Promise<T[]> {
    return this.call("values", [], wait) as Promise<T[]>;
  }

  /** The same; blocks the thread. */
  valuesSync(wait?: Wait): T[] {
    return this.callSync("values", [], wait) as T[];
  }

  /** A copy of all of it. */
  copy(wait?: Wait): Promise<Set<T>> {
    return this.call("copy", [], wait) as Promise<Set<T>>;
  }

  /** The same; blocks the thread. */
  copySync(wait?: Wait): Set<T> {
    return this.callSync("copy", [], wait) as Set<T>;
  }

  /** A copy, with what another has. */
  async union(other: Iterable<T>, wait?: Wait): Promise<Set<T>> {
    return await this.call("union", [given(other)], wait) as Set<T>;
  }

  /** The same; blocks the thread. */
  unionSync(other: Iterable<T>, wait?: Wait): Set<T> {
    return this.callSync("union", [given(other)], wait) as Set<T>;
  }

  /** A copy of what another has too. */
  async intersection(other: Iterable<T>, wait?: Wait): Promise<Set<T>> {
    return await this.call("intersection", [given(other)], wait) as Set<T>;
  }

  /** The same; blocks the thread. */
  intersectionSync(other: Iterable<T>, wait?: Wait): Set<T> {
    return this.callSync("intersection", [given(other)], wait) as Set<T>;
  }

  /** A copy of what another has not. */
  async difference(other: Iterable<T>, wait?: Wait): Promise<Set<T>> {
    return await this.call("difference", [given(other)], wait) as Set<T>;
  }

  /** The same; blocks the thread. */
  differenceSync(other: Iterable<T>, wait?: Wait): Set<T> {
    return this.callSync("difference", [given(other)], wait) as Set<T>;
  }

  /** A copy of what either has, and not both. */
  async symmetricDifference(other: Iterable<T>, wait?: Wait): Promise<Set<T>> {
    return await this.call("symmetricDifference", [given(other)], wait) as Set<T>;
  }

  /** The same; blocks the thread. */
  symmetricDifferenceSync(other: Iterable<T>, wait?: Wait): Set<T> {
    return this.callSync("symmetricDifference", [given(other)], wait) as Set<T>;
  }

  /** Adds what another has, in one step. */
  async update(other: Iterable<T>, wait?: Wait): Promise<void> {
    await this.call("update", [given(other)], wait);
  }

  /** The same; blocks the thread. */
  updateSync(other: Iterable<T>, wait?: Wait): void {
    this.callSync("update", [given(other)], wait);
  }

  /** Keeps what another has too. */
  async intersectionUpdate(other: Iterable<T>, wait?: Wait): Promise<void> {
    await this.call("intersectionUpdate", [given(other)], wait);
  }

  /** The same; blocks the thread. */
  intersectionUpdateSync(other: Iterable<T>, wait?: Wait): void {
    this.callSync("intersectionUpdate", [given(other)], wait);
  }

  /** Removes what another has. */
  async differenceUpdate(other: Iterable<T>, wait?: Wait): Promise<void> {
    await this.call("differenceUpdate", [given(other)], wait);
  }

  /** The same; blocks the thread. */
  differenceUpdateSync(other: Iterable<T>, wait?: Wait): void {
    this.callSync("differenceUpdate", [given(other)], wait);
  }

  /** Keeps what was here alone, and adds what was there alone. */
  async symmetricDifferenceUpdate(other: Iterable<T>, wait?: Wait): Promise<void> {
    await this.call("symmetricDifferenceUpdate", [given(other)], wait);
  }

  /** The same; blocks the thread. */
  symmetricDifferenceUpdateSync(other: Iterable<T>, wait?: Wait): void {
    this.callSync("symmetricDifferenceUpdate", [given(other)], wait);
  }

  /** Whether another has all of it. */
  async isSubsetOf(other: Iterable<unknown>, wait?: Wait): Promise<boolean> {
    return await this.call("isSubsetOf", [given(other)], wait) as boolean;
  }

  /** The same; blocks the thread. */
  isSubsetOfSync(other: Iterable<unknown>, wait?: Wait): boolean {
    return this.callSync("isSubsetOf", [given(other)], wait) as boolean;
  }

  /** Whether it has all of another. */
  async isSupersetOf(other: Iterable<unknown>, wait?: Wait): Promise<boolean> {
    return await this.call("isSupersetOf", [given(other)], wait) as boolean;
  }

  /** The same; blocks the thread. */
  isSupersetOfSync(other: Iterable<unknown>, wait?: Wait): boolean {
    return this.callSync("isSupersetOf", [given(other)], wait) as boolean;
  }

  /** Whether they have nothing in common. */
  async isDisjointFrom(other: Iterable<unknown>, wait?: Wait): Promise<boolean> {
    return await this.call("isDisjointFrom", [given(other)], wait) as boolean;
  }

  /** The same; blocks the thread. */
  isDisjointFromSync(other: Iterable<unknown>, wait?: Wait): boolean {
    return this.callSync("isDisjointFrom", [given(other)], wait) as boolean;
  }

  /** The items, blocking; as they are when the first is asked for. */
  *[Symbol.iterator](): Iterator<T> {
    yield* this.valuesSync();
  }

  /** The items, as they are when the first is asked for. */
  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    yield* await this.values();
  }
}

/** Another set as it is sent: a proxy as itself, so that it is read in the same step. */
function given(other: Iterable<unknown>): unknown {
  return other instanceof ManagerSet ? other : itemsOf(other, "use the set");
}
