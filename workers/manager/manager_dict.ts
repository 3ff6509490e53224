/**
 * A dict that processes share.
 *
 * @module
 */

import { wrongShape } from "./_checks.ts";
import { remoteOf, withFallback, withModifier } from "./_remote.ts";
import { Op } from "./_words.ts";
import { callOp, callOpSync, type Fallback, ManagerProxy, type Modifier } from "./manager_proxy.ts";
import type { Wait } from "../wait_options.ts";

/**
 * What a key of a dict can be. Objects cannot: a copy of one is another key.
 *
 * @example
 * ```ts
 * import { type DictKey, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const keys: DictKey[] = ["1", 1, 1n, true, null];
 * await using manager = new Manager();
 * const dict = await manager.dict(keys.map((key) => [key, typeof key] as const));
 * assertEquals([await dict.size(), await dict.get(1)], [5, "number"]); // each is a key of its own
 * ```
 * @category Managers
 */
export type DictKey = string | number | bigint | boolean | null | undefined;

/**
 * Contents of a dict: pairs of key and value, a `Map`, or an object's own fields.
 *
 * @example
 * ```ts
 * import { type DictEntries, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const stock: DictEntries<string, number> = { apples: 100, pears: 3 };
 * const sameStock: DictEntries<string, number> = [["apples", 100], ["pears", 3]];
 * await using manager = new Manager();
 * const [one, other] = [await manager.dict(stock), await manager.dict(sameStock)];
 * assertEquals(await one.entries(), await other.entries());
 * ```
 * @category Managers
 */
export type DictEntries<K extends DictKey, V> = Iterable<readonly [K, V]> | { readonly [key: string]: V };

/**
 * A dict in a manager's process, like a `Map`; the names are Python's and `Map`'s. Each method is one step that no other process
 * sees half done. Reading and then setting are two: use `increment`, `compareAndSet`, `modify`, or a lock, where others write too.
 *
 * Values are copies: `dict.getSync("list").push(1)` changes nothing in the dict. Values that are proxies are handles of
 * one object, so a dict in a dict is `manager.dict()`.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const counts = await manager.dict({ apples: 100 });
 * await counts.increment("apples", -1);
 * counts.setSync("pears", 3);
 * assertEquals(await counts.entries(), [["apples", 99], ["pears", 3]]);
 * ```
 * @category Managers
 */
export class ManagerDict<K extends DictKey = DictKey, V = unknown> extends ManagerProxy {
  /** For this library: see `Manager`. */
  constructor(shared: unknown) {
    super(remoteOf(shared));
  }

  /** The value of a key; undefined, or the fallback, where there is none. */
  get(key: K, wait?: Fallback<V>): Promise<V | undefined> {
    return this.call("get", withFallback([key], wait), wait) as Promise<V | undefined>;
  }

  /** The same; blocks the thread. */
  getSync(key: K, wait?: Fallback<V>): V | undefined {
    return this.callSync("get", withFallback([key], wait), wait) as V | undefined;
  }

  /** Sets a key. */
  set(key: K, value: V, wait?: Wait): Promise<void> {
    return this.call("set", [key, value], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  setSync(key: K, value: V, wait?: Wait): void {
    this.callSync("set", [key, value], wait);
  }

  /** Whether there is the key. */
  has(key: K, wait?: Wait): Promise<boolean> {
    return this.call("has", [key], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  hasSync(key: K, wait?: Wait): boolean {
    return this.callSync("has", [key], wait) as boolean;
  }

  /** Removes a key; whether it was there. */
  delete(key: K, wait?: Wait): Promise<boolean> {
    return this.call("delete", [key], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  deleteSync(key: K, wait?: Wait): boolean {
    return this.callSync("delete", [key], wait) as boolean;
  }

  /**
   * Removes a key and gives its value.
   *
   * @throws {RangeError} when there is none, and no fallback.
   */
  pop(key: K, wait?: Fallback<V>): Promise<V> {
    return this.call("pop", withFallback([key], wait), wait) as Promise<V>;
  }

  /** The same; blocks the thread. */
  popSync(key: K, wait?: Fallback<V>): V {
    return this.callSync("pop", withFallback([key], wait), wait) as V;
  }

  /**
   * Removes the key that was added last, and gives it with its value. Takes time in proportion to the size.
   *
   * @throws {RangeError} when the dict is empty.
   */
  popItem(wait?: Wait): Promise<[K, V]> {
    return this.call("popItem", [], wait) as Promise<[K, V]>;
  }

  /** The same; blocks the thread. */
  popItemSync(wait?: Wait): [K, V] {
    return this.callSync("popItem", [], wait) as [K, V];
  }

  /** Sets a key if there is none; gives the value that it has now. */
  setDefault(key: K, value: V, wait?: Wait): Promise<V> {
    return this.call("setDefault", [key, value], wait) as Promise<V>;
  }

  /** The same; blocks the thread. */
  setDefaultSync(key: K, value: V, wait?: Wait): V {
    return this.callSync("setDefault", [key, value], wait) as V;
  }

  /** Sets many keys in one step. */
  async update(entries: DictEntries<K, V>, wait?: Wait): Promise<void> {
    return await this.call("update", [mapOf(entries)], wait) as void;
  }

  /** The same; blocks the thread. */
  updateSync(entries: DictEntries<K, V>, wait?: Wait): void {
    this.callSync("update", [mapOf(entries)], wait);
  }

  /** Removes all keys. */
  clear(wait?: Wait): Promise<void> {
    return this.call("clear", [], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  clearSync(wait?: Wait): void {
    this.callSync("clear", [], wait);
  }

  /** The keys, in the order in which they were added. */
  keys(wait?: Wait): Promise<K[]> {
    return this.call("keys", [], wait) as Promise<K[]>;
  }

  /** The same; blocks the thread. */
  keysSync(wait?: Wait): K[] {
    return this.callSync("keys", [], wait) as K[];
  }

  /** The values. */
  values(wait?: Wait): Promise<V[]> {
    return this.call("values", [], wait) as Promise<V[]>;
  }

  /** The same; blocks the thread. */
  valuesSync(wait?: Wait): V[] {
    return this.callSync("values", [], wait) as V[];
  }

  /** The keys with their values; Python's `items`. */
  entries(wait?: Wait): Promise<[K, V][]> {
    return this.call("entries", [], wait) as Promise<[K, V][]>;
  }

  /** The same; blocks the thread. */
  entriesSync(wait?: Wait): [K, V][] {
    return this.callSync("entries", [], wait) as [K, V][];
  }

  /** The number of keys. */
  size(wait?: Wait): Promise<number> {
    return this.call("size", [], wait) as Promise<number>;
  }

  /** The same; blocks the thread. */
  sizeSync(wait?: Wait): number {
    return this.callSync("size", [], wait) as number;
  }

  /** A copy of all of it. */
  copy(wait?: Wait): Promise<Map<K, V>> {
    return this.call("copy", [], wait) as Promise<Map<K, V>>;
  }

  /** The same; blocks the thread. */
  copySync(wait?: Wait): Map<K, V> {
    return this.callSync("copy", [], wait) as Map<K, V>;
  }

  /**
   * Adds to a number in one step, so that no other process's addition is lost; a missing key counts as 0.
   *
   * @returns The new value.
   * @throws {TypeError} when the value is no number, or one of value and step is a bigint and the other is not.
   */
  increment<N extends V & (number | bigint)>(key: K, by: N = 1 as N, wait?: Wait): Promise<N> {
    return this.call("increment", [key, by], wait) as Promise<N>;
  }

  /** The same; blocks the thread. */
  incrementSync<N extends V & (number | bigint)>(key: K, by: N = 1 as N, wait?: Wait): N {
    return this.callSync("increment", [key, by], wait) as N;
  }

  /** Sets a key if its value is still the expected one (equal contents; undefined for a missing key); whether it was. */
  compareAndSet(key: K, expected: V | undefined, value: V, wait?: Wait): Promise<boolean> {
    return this.call("compareAndSet", [key, expected, value], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  compareAndSetSync(key: K, expected: V | undefined, value: V, wait?: Wait): boolean {
    return this.callSync("compareAndSet", [key, expected, value], wait) as boolean;
  }

  /**
   * Changes a value in one step: the manager's process runs an exported function on it. A closure cannot be sent there.
   *
   * @returns The new value.
   */
  async modify<A extends readonly unknown[] = []>(
    key: K,
    modifier: Modifier<V | undefined, A>,
    wait?: Wait,
  ): Promise<V> {
    return await callOp(this, Op.modify, withModifier(key, modifier), wait) as V;
  }

  /** The same; blocks the thread. */
  modifySync<A extends readonly unknown[] = []>(key: K, modifier: Modifier<V | undefined, A>, wait?: Wait): V {
    return callOpSync(this, Op.modify, withModifier(key, modifier), wait) as V;
  }
  /** The entries, blocking; as they are when the first is asked for. */
  *[Symbol.iterator](): Iterator<[K, V]> {
    yield* this.entriesSync();
  }

  /** The entries, as they are when the first is asked for. */
  async *[Symbol.asyncIterator](): AsyncIterator<[K, V]> {
    yield* await this.entries();
  }
}

/** Contents as they are sent. @throws {TypeError} when they are no entries. */
export function mapOf<K, V>(entries: unknown): Map<K, V> {
  const map = new Map<K, V>();
  if (typeof entries !== "object" || entries === null) {
    throw wrongShape("fill the dict", "entries", "an object or pairs of key and value", entries);
  }
  const pairs = Symbol.iterator in entries ? entries as Iterable<[K, V]> : Object.entries(entries) as [K, V][];
  for (const pair of pairs) {
    if (!Array.isArray(pair)) throw wrongShape("fill the dict", "each entry", "a pair of key and value", pair);
    map.set(pair[0], pair[1]);
  }
  return map;
}
