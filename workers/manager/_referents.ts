/**
 * The objects behind the proxies, in the manager's process. Each method is one atomic step, because the server carries out one
 * call after the other. What may fail fails before anything is changed.
 *
 * @module
 */

import { checkInteger, checkKey, checkOptions, checkPlace, itemsOf, keyText, wrongShape } from "./_checks.ts";
import { compare, isEqual, sum } from "./_compare.ts";

/** What a modifier's target is here. */
type Change = (value: unknown, ...args: unknown[]) => unknown;

/** Applies a modifier. @throws {TypeError} when it returns a promise. */
function changed(value: unknown, change: Change, args: unknown[]): unknown {
  if (typeof change !== "function") throw wrongShape("modify", "target", "a function; use modify()", change);
  const result = change(value, ...args);
  if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
    throw new TypeError("Cannot modify: target must not return a promise, as others would see the value half changed");
  }
  return result;
}

/** A dict; also a namespace, whose keys are the names of its attributes. */
export class DictReferent {
  readonly #map: Map<unknown, unknown>;

  constructor(entries: Iterable<[unknown, unknown]> = []) {
    this.#map = new Map(pairsOf(entries));
  }

  get(key: unknown, fallback?: unknown): unknown {
    const value = this.#map.get(checkKey(key));
    return value !== undefined || this.#map.has(key) ? value : fallback;
  }

  set(key: unknown, value: unknown): void {
    this.#map.set(checkKey(key), value);
  }

  has(key: unknown): boolean {
    return this.#map.has(checkKey(key));
  }

  delete(key: unknown): boolean {
    return this.#map.delete(checkKey(key));
  }

  pop(key: unknown, ...fallback: unknown[]): unknown {
    if (!this.#map.has(checkKey(key))) {
      if (fallback.length > 0) return fallback[0];
      throw new RangeError(`Cannot pop: there is no key ${keyText(key)}`);
    }
    const value = this.#map.get(key);
    this.#map.delete(key);
    return value;
  }

  popItem(): [unknown, unknown] {
    const key = [...this.#map.keys()].at(-1);
    if (this.#map.size === 0) throw new RangeError("Cannot pop: the dict is empty");
    return [key, this.pop(key)];
  }

  setDefault(key: unknown, value: unknown): unknown {
    if (!this.#map.has(checkKey(key))) this.#map.set(key, value);
    return this.#map.get(key);
  }

  update(entries: Iterable<[unknown, unknown]>): void {
    for (const [key, value] of pairsOf(entries)) this.#map.set(key, value);
  }

  clear(): void {
    this.#map.clear();
  }

  keys(): unknown[] {
    return [...this.#map.keys()];
  }

  values(): unknown[] {
    return [...this.#map.values()];
  }

  entries(): [unknown, unknown][] {
    return [...this.#map];
  }

  size(): number {
    return this.#map.size;
  }

  copy(): Map<unknown, unknown> {
    return new Map(this.#map);
  }

  increment(key: unknown, by: unknown): number | bigint {
    const value = sum(this.#map.get(checkKey(key)), by, keyText(key));
    this.#map.set(key, value);
    return value;
  }

  compareAndSet(key: unknown, expected: unknown, value: unknown): boolean {
    const same = isEqual(this.#map.get(checkKey(key)), expected);
    if (same) this.#map.set(key, value);
    return same;
  }

  modify(key: unknown, change: Change, args: unknown[]): unknown {
    const value = changed(this.#map.get(checkKey(key)), change, args);
    this.#map.set(key, value);
    return value;
  }
}

/** A list. Indexes count from the end when they are negative. */
export class ListReferent {
  readonly #items: unknown[];

  constructor(items: Iterable<unknown> = []) {
    this.#items = itemsOf(items, "fill the list");
  }

  at(index: number, ...fallback: unknown[]): unknown {
    checkInteger(index, "reach an item", "index");
    if (fallback.length > 0 && place(index, this.#items.length) === -1) return fallback[0];
    return this.#items[this.#place(index)];
  }

  set(index: number, value: unknown): void {
    this.#items[this.#place(index)] = value;
  }

  delete(index: number): void {
    this.#items.splice(this.#place(index), 1);
  }

  append(item: unknown): void {
    this.#items.push(item);
  }

  push(...items: unknown[]): number {
    return this.#items.push(...items);
  }

  extend(items: Iterable<unknown>): void {
    for (const item of itemsOf(items, "extend the list")) this.#items.push(item);
  }

  insert(index: number, item: unknown): void {
    if (index === undefined) throw wrongShape("insert an item", "index", "an integer", index);
    checkPlace(index, "insert an item", "index");
    this.#items.splice(index, 0, item);
  }

  pop(index = -1, ...fallback: unknown[]): unknown {
    checkInteger(index, "pop", "index");
    if (fallback.length > 0 && place(index, this.#items.length) === -1) return fallback[0];
    if (this.#items.length === 0) throw new RangeError("Cannot pop: the list is empty");
    return this.#items.splice(this.#place(index), 1)[0];
  }

  remove(item: unknown): void {
    const at = this.#items.findIndex((other) => isEqual(item, other));
    if (at === -1) throw new RangeError("Cannot remove: there is no such item in the list");
    this.#items.splice(at, 1);
  }

  indexOf(item: unknown, start = 0): number {
    checkPlace(start, "look for an item", "start");
    return this.#items.findIndex((other, index) => index >= start && isEqual(item, other));
  }

  includes(item: unknown): boolean {
    return this.indexOf(item) !== -1;
  }

  count(item: unknown): number {
    return this.#items.filter((other) => isEqual(item, other)).length;
  }

  sort(options: { reverse?: boolean; key?: string | number } = {}): void {
    checkOptions(options, "sort");
    const { reverse = false, key } = options;
    if (typeof reverse !== "boolean") throw wrongShape("sort", "reverse", "a boolean", reverse);
    if (key !== undefined && typeof key !== "string" && typeof key !== "number") {
      throw wrongShape("sort", "key", "the name of a field", key);
    }
    const keyOf = (item: unknown) => key === undefined ? item : (item as Record<string, unknown> | null)?.[key];
    const sorted = this.#items.toSorted((one, other) =>
      reverse ? compare(keyOf(other), keyOf(one)) : compare(keyOf(one), keyOf(other))
    );
    this.splice(0, this.#items.length);
    this.extend(sorted);
  }

  reverse(): void {
    this.#items.reverse();
  }

  slice(start?: number, end?: number): unknown[] {
    checkPlace(start, "slice the list", "start");
    checkPlace(end, "slice the list", "end");
    return this.#items.slice(start, end);
  }

  splice(start: number, deleteCount: number, items: unknown[] = []): unknown[] {
    checkPlace(start, "splice the list", "start");
    checkPlace(deleteCount, "splice the list", "deleteCount");
    if (!Array.isArray(items)) throw wrongShape("splice the list", "items", "an array", items);
    const tail = this.#items.slice(start).slice(Math.max(0, deleteCount));
    const removed = this.#items.splice(start, deleteCount);
    if (items.length === 0) return removed;
    this.#items.length -= tail.length;
    this.extend(items);
    this.extend(tail);
    return removed;
  }

  length(): number {
    return this.#items.length;
  }

  clear(): void {
    this.#items.length = 0;
  }

  increment(index: number, by: unknown): number | bigint {
    const at = this.#place(index);
    return this.#items[at] = sum(this.#items[at], by, `item ${index}`);
  }

  compareAndSet(index: number, expected: unknown, value: unknown): boolean {
    const at = this.#place(index);
    const same = isEqual(this.#items[at], expected);
    if (same) this.#items[at] = value;
    return same;
  }

  modify(index: number, change: Change, args: unknown[]): unknown {
    const at = this.#place(index);
    return this.#items[at] = changed(this.#items[at], change, args);
  }

  #place(index: number): number {
    checkInteger(index, "reach an item", "index");
    const at = place(index, this.#items.length);
    if (at >= 0) return at;
    const { length } = this.#items;
    throw new RangeError(`Cannot reach an item: index must be within the list's length ${length}, got ${index}`);
  }
}

/** One value of any type. */
export class ValueReferent {
  #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  get(): unknown {
    return this.#value;
  }

  set(value: unknown): void {
    this.#value = value;
  }

  increment(by: unknown): number | bigint {
    return this.#value = sum(this.#value, by, "the value");
  }

  compareAndSet(expected: unknown, value: unknown): boolean {
    const same = isEqual(this.#value, expected);
    if (same) this.#value = value;
    return same;
  }

  modify(_: unknown, change: Change, args: unknown[]): unknown {
    return this.#value = changed(this.#value, change, args);
  }
}

function place(index: number, length: number): number {
  const at = index < 0 ? index + length : index;
  return Number.isInteger(at) && at >= 0 && at < length ? at : -1;
}

/** @throws {TypeError} when they are no pairs, or a key cannot be one. */
function pairsOf(entries: Iterable<[unknown, unknown]>): [unknown, unknown][] {
  const pairs = itemsOf(entries, "fill the dict");
  for (const pair of pairs) {
    if (!Array.isArray(pair)) throw wrongShape("fill the dict", "each item", "a pair of key and value", pair);
    checkKey(pair[0]);
  }
  return pairs;
}
