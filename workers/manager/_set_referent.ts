/**
 * A set in a manager's process: what `manager_set.ts` is the proxy of. Each method is one atomic step, and what may fail fails before
 * anything is changed.
 *
 * @module
 */

import { checkKey, itemsOf, keyText } from "./_checks.ts";

/** A set. What another set is given as may be any iterable, also a proxy of a set of the same manager. */
export class SetReferent {
  #items: Set<unknown>;

  constructor(items: Iterable<unknown> = []) {
    this.#items = membersOf(items);
  }

  add(item: unknown): void {
    this.#items.add(checkKey(item));
  }

  has(item: unknown): boolean {
    return this.#items.has(checkKey(item));
  }

  delete(item: unknown): boolean {
    return this.#items.delete(checkKey(item));
  }

  remove(item: unknown): void {
    if (!this.#items.delete(checkKey(item))) throw new RangeError(`Cannot remove: the set has no ${keyText(item)}`);
  }

  pop(): unknown {
    if (this.#items.size === 0) throw new RangeError("Cannot pop: the set is empty");
    const [first] = this.#items;
    this.#items.delete(first);
    return first;
  }

  clear(): void {
    this.#items.clear();
  }

  size(): number {
    return this.#items.size;
  }

  values(): unknown[] {
    return [...this.#items];
  }

  copy(): Set<unknown> {
    return new Set(this.#items);
  }

  union(other: Iterable<unknown>): Set<unknown> {
    return this.#items.union(membersOf(other));
  }

  intersection(other: Iterable<unknown>): Set<unknown> {
    return this.#items.intersection(membersOf(other));
  }

  difference(other: Iterable<unknown>): Set<unknown> {
    return this.#items.difference(membersOf(other));
  }

  symmetricDifference(other: Iterable<unknown>): Set<unknown> {
    return this.#items.symmetricDifference(membersOf(other));
  }

  update(other: Iterable<unknown>): void {
    for (const item of membersOf(other)) this.#items.add(item);
  }

  intersectionUpdate(other: Iterable<unknown>): void {
    this.#items = this.intersection(other);
  }

  differenceUpdate(other: Iterable<unknown>): void {
    for (const item of membersOf(other)) this.#items.delete(item);
  }

  symmetricDifferenceUpdate(other: Iterable<unknown>): void {
    this.#items = this.symmetricDifference(other);
  }

  isSubsetOf(other: Iterable<unknown>): boolean {
    return this.#items.isSubsetOf(membersOf(other));
  }

  isSupersetOf(other: Iterable<unknown>): boolean {
    return this.#items.isSupersetOf(membersOf(other));
  }

  isDisjointFrom(other: Iterable<unknown>): boolean {
    return this.#items.isDisjointFrom(membersOf(other));
  }
}

/** @throws {TypeError} when they are none, or one cannot be an item of a set. */
function membersOf(items: Iterable<unknown>): Set<unknown> {
  const members = new Set(itemsOf(items, "use the set"));
  for (const item of members) checkKey(item);
  return members;
}
