/**
 * A list that processes share.
 *
 * @module
 */

import { itemsOf } from "./_checks.ts";
import { remoteOf, withFallback, withModifier } from "./_remote.ts";
import { Op } from "./_words.ts";
import { callOp, callOpSync, type Fallback, ManagerProxy, type Modifier } from "./manager_proxy.ts";
import type { Wait } from "../wait_options.ts";

/**
 * How to sort.
 *
 * @example
 * ```ts
 * import { Manager, type SortOptions } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const options: SortOptions = { key: "age", reverse: true };
 * await using manager = new Manager();
 * const list = await manager.list([{ name: "Ada", age: 36 }, { name: "Alan", age: 41 }]);
 * await list.sort(options);
 * assertEquals((await list.at(0)).name, "Alan");
 * ```
 * @category Managers
 */
export interface SortOptions {
  /** In descending order. */
  reverse?: boolean;
  /** Sorts by this field of each item. A function cannot be sent. */
  key?: string | number;
}

/**
 * A list in a manager's process; the names are Python's and `Array`'s. Each method is one step that no other process sees half
 * done. An index below 0 counts from the end. Items are compared by content. See {@linkcode ManagerDict} on copies, nesting and lost updates.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const list = await manager.list([3, 1]);
 * list.appendSync(2);
 * await list.sort();
 * assertEquals(await list.slice(), [1, 2, 3]);
 * assertEquals(await list.at(-1), 3);
 * ```
 * @category Managers
 */
export class ManagerList<T = unknown> extends ManagerProxy {
  /** For this library: see `Manager`. */
  constructor(shared: unknown) {
    super(remoteOf(shared));
  }

  /**
   * An item.
   *
   * @throws {RangeError} when there is none, and no fallback.
   */
  at(index: number, wait?: Fallback<T>): Promise<T> {
    return this.call("at", withFallback([index], wait), wait) as Promise<T>;
  }

  /** The same; blocks the thread. */
  atSync(index: number, wait?: Fallback<T>): T {
    return this.callSync("at", withFallback([index], wait), wait) as T;
  }

  /** Replaces an item. @throws {RangeError} when there is none. */
  set(index: number, item: T, wait?: Wait): Promise<void> {
    return this.call("set", [index, item], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  setSync(index: number, item: T, wait?: Wait): void {
    this.callSync("set", [index, item], wait);
  }

  /** Removes an item. @throws {RangeError} when there is none. */
  delete(index: number, wait?: Wait): Promise<void> {
    return this.call("delete", [index], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  deleteSync(index: number, wait?: Wait): void {
    this.callSync("delete", [index], wait);
  }

  /** Adds an item at the end. */
  append(item: T, wait?: Wait): Promise<void> {
    return this.call("append", [item], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  appendSync(item: T, wait?: Wait): void {
    this.callSync("append", [item], wait);
  }

  /** Adds items at the end, in one step. */
  async extend(items: Iterable<T>, wait?: Wait): Promise<void> {
    return await this.call("extend", [itemsOf(items, "extend the list")], wait) as void;
  }

  /** The same; blocks the thread. */
  extendSync(items: Iterable<T>, wait?: Wait): void {
    this.callSync("extend", [itemsOf(items, "extend the list")], wait);
  }

  /** Puts an item before the one at an index; an index past an end is that end. */
  insert(index: number, item: T, wait?: Wait): Promise<void> {
    return this.call("insert", [index, item], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  insertSync(index: number, item: T, wait?: Wait): void {
    this.callSync("insert", [index, item], wait);
  }

  /**
   * Removes an item, by default the last, and gives it.
   *
   * @throws {RangeError} when there is none, and no fallback.
   */
  pop(index = -1, wait?: Fallback<T>): Promise<T> {
    return this.call("pop", withFallback([index], wait), wait) as Promise<T>;
  }

  /** The same; blocks the thread. */
  popSync(index = -1, wait?: Fallback<T>): T {
    return this.callSync("pop", withFallback([index], wait), wait) as T;
  }

  /** Removes the first item that equals a value. @throws {RangeError} when there is none. */
  remove(item: T, wait?: Wait): Promise<void> {
    return this.call("remove", [item], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  removeSync(item: T, wait?: Wait): void {
    this.callSync("remove", [item], wait);
  }

  /** The index of the first item that equals a value, or -1; Python's `index`. */
  indexOf(item: T, start = 0, wait?: Wait): Promise<number> {
    return this.call("indexOf", [item, start], wait) as Promise<number>;
  }

  /** The same; blocks the thread. */
  indexOfSync(item: T, start = 0, wait?: Wait): number {
    return this.callSync("indexOf", [item, start], wait) as number;
  }

  /** Whether an item equals a value. */
  includes(item: T, wait?: Wait): Promise<boolean> {
    return this.call("includes", [item], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  includesSync(item: T, wait?: Wait): boolean {
    return this.callSync("includes", [item], wait) as boolean;
  }

  /** How many items equal a value. */
  count(item: T, wait?: Wait): Promise<number> {
    return this.call("count", [item], wait) as Promise<number>;
  }

  /** The same; blocks the thread. */
  countSync(item: T, wait?: Wait): number {
    return this.callSync("count", [item], wait) as number;
  }

  /**
   * Sorts in ascending order: numbers by size, text by code unit, arrays item by item; equal items keep their order.
   *
   * @throws {TypeError} when two items have no order; the list is as it was then.
   */
  sort(options: SortOptions = {}, wait?: Wait): Promise<void> {
    return this.call("sort", [options], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  sortSync(options: SortOptions = {}, wait?: Wait): void {
    this.callSync("sort", [options], wait);
  }

  /** Reverses the order. */
  reverse(wait?: Wait): Promise<void> {
    return this.call("reverse", [], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  reverseSync(wait?: Wait): void {
    this.callSync("reverse", [], wait);
  }

  /** A copy of a part, as `Array.prototype.slice`; without arguments of all of it. */
  slice(start?: number, end?: number, wait?: Wait): Promise<T[]> {
    return this.call("slice", [start, end], wait) as Promise<T[]>;
  }

  /** The same; blocks the thread. */
  sliceSync(start?: number, end?: number, wait?: Wait): T[] {
    return this.callSync("slice", [start, end], wait) as T[];
  }

  /** Replaces a part by items in one step, and gives what was there. */
  splice(start: number, deleteCount: number, items: readonly T[] = [], wait?: Wait): Promise<T[]> {
    return this.call("splice", [start, deleteCount, items], wait) as Promise<T[]>;
  }

  /** The same; blocks the thread. */
  spliceSync(start: number, deleteCount: number, items: readonly T[] = [], wait?: Wait): T[] {
    return this.callSync("splice", [start, deleteCount, items], wait) as T[];
  }

  /** The number of items. */
  length(wait?: Wait): Promise<number> {
    return this.call("length", [], wait) as Promise<number>;
  }

  /** The same; blocks the thread. */
  lengthSync(wait?: Wait): number {
    return this.callSync("length", [], wait) as number;
  }

  /** Removes all items. */
  clear(wait?: Wait): Promise<void> {
    return this.call("clear", [], wait) as Promise<void>;
  }

  /** The same; blocks the thread. */
  clearSync(wait?: Wait): void {
    this.callSync("clear", [], wait);
  }

  /**
   * Adds to a number in one step, so that no other process's addition is lost.
   *
   * @returns The new value.
   * @throws {TypeError} when the item is no number, or one of item and step is a bigint and the other is not.
   */
  increment<N extends T & (number | bigint)>(index: number, by: N = 1 as N, wait?: Wait): Promise<N> {
    return this.call("increment", [index, by], wait) as Promise<N>;
  }

  /** The same; blocks the thread. */
  incrementSync<N extends T & (number | bigint)>(index: number, by: N = 1 as N, wait?: Wait): N {
    return this.callSync("increment", [index, by], wait) as N;
  }

  /** Replaces an item if it is still the expected one (equal contents); whether it was. */
  compareAndSet(index: number, expected: T, item: T, wait?: Wait): Promise<boolean> {
    return this.call("compareAndSet", [index, expected, item], wait) as Promise<boolean>;
  }

  /** The same; blocks the thread. */
  compareAndSetSync(index: number, expected: T, item: T, wait?: Wait): boolean {
    return this.callSync("compareAndSet", [index, expected, item], wait) as boolean;
  }

  /**
   * Changes an item in one step: the manager's process runs an exported function on it.
   *
   * @returns The new item.
   */
  async modify<A extends readonly unknown[] = []>(index: number, modifier: Modifier<T, A>, wait?: Wait): Promise<T> {
    return await callOp(this, Op.modify, withModifier(index, modifier), wait) as T;
  }

  /** The same; blocks the thread. */
  modifySync<A extends readonly unknown[] = []>(index: number, modifier: Modifier<T, A>, wait?: Wait): T {
    return callOpSync(this, Op.modify, withModifier(index, modifier), wait) as T;
  }
  /** Adds items at the end, blocking; the new length. `extend` has a form that waits. */
  push(...items: T[]): number {
    return this.callSync("push", items) as number;
  }

  /** The items, blocking; as they are when the first is asked for. */
  *[Symbol.iterator](): Iterator<T> {
    yield* this.sliceSync();
  }

  /** The items, as they are when the first is asked for. */
  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    yield* await this.slice();
  }
}
