/**
 * Sets of a manager: the methods of `Set` and of Python's set.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import type { ManagerSet } from "../../../workers/manager/manager_set.ts";
import * as target from "./manager_targets.ts";
import { joinAll, LONG_MS, startIn } from "../support.ts";

const start = startIn(new URL("./manager_targets.ts", import.meta.url));

Deno.test("ManagerSet has the methods of Set and of Python's set, in both forms", async () => {
  await using manager = new Manager();
  const set = await manager.set<number | string>([3, 1, 3]);
  assertEquals([await set.values(), set.valuesSync(), await set.size(), set.sizeSync()], [[3, 1], [3, 1], 2, 2]);
  await set.add("x");
  set.addSync("x");
  assertEquals([await set.has("x"), set.hasSync("y")], [true, false]);
  assertEquals([await set.delete("x"), set.deleteSync("x")], [true, false]);
  await set.remove(3);
  assertThrows(() => set.removeSync(3), RangeError, "the set has no 3");
  await set.update([5, 6]);
  set.updateSync(new Set([7]));
  assertEquals([await set.pop(), set.popSync()], [1, 5]);
  assertEquals([await set.copy(), set.copySync()], [
    new Set<number | string>([6, 7]),
    new Set<number | string>([6, 7]),
  ]);
  await set.clear();
  set.clearSync();
  await assertRejects(() => set.pop(), RangeError, "the set is empty");
  assertEquals([...set], []);
});

Deno.test("ManagerSet is joined, cut and compared with any iterable, and with sets of its manager", async () => {
  await using manager = new Manager();
  const one = await manager.set([1, 2, 3]);
  const other = manager.setSync([3, 4]);
  for (const given of [[3, 4], new Set([3, 4]), other]) {
    assertEquals([await one.union(given), one.unionSync(given)], [new Set([1, 2, 3, 4]), new Set([1, 2, 3, 4])]);
    assertEquals([await one.intersection(given), one.intersectionSync(given)], [new Set([3]), new Set([3])]);
    assertEquals([await one.difference(given), one.differenceSync(given)], [new Set([1, 2]), new Set([1, 2])]);
    assertEquals(await one.symmetricDifference(given), new Set([1, 2, 4]));
    assertEquals(one.symmetricDifferenceSync(given), new Set([1, 2, 4]));
    assertEquals([await one.isSubsetOf(given), one.isSupersetOfSync(given), await one.isDisjointFrom(given)], [
      false,
      false,
      false,
    ]);
  }
  assert(await one.isSupersetOf([1]) && one.isSubsetOfSync([1, 2, 3, 4]) && one.isDisjointFromSync(["1"]));
  await one.update(other);
  await one.differenceUpdate([1]);
  one.intersectionUpdateSync([2, 3, 4, 9]);
  assertEquals(await one.values(), [2, 3, 4]);
  await one.symmetricDifferenceUpdate([2, 8]);
  one.symmetricDifferenceUpdateSync([8, 9]);
  await one.intersectionUpdate([3, 9]);
  one.differenceUpdateSync(other);
  assertEquals(await one.values(), [9]);
});

Deno.test("ManagerSet holds primitives alone, and says what is wrong", async () => {
  await using manager = new Manager();
  const set = await manager.set<number>();
  await assertRejects(() => set.add([] as never), TypeError, "must be a primitive");
  await assertRejects(() => manager.set([{}] as never), TypeError, "must be a primitive");
  await assertRejects(() => manager.set(5 as never), TypeError, "items must be iterable, got 5");
  await assertRejects(() => set.union(5 as never), TypeError, "items must be iterable, got 5");
  assertThrows(() => set.updateSync([1, {} as never]), TypeError, "must be a primitive");
  assertEquals(set.sizeSync(), 0, "nothing was added before the refusal");
});

Deno.test("ManagerSet crosses to other processes, which add in one step each", async () => {
  await using manager = new Manager();
  const set = await manager.set<number>();
  const out = new Queue<ManagerSet<number>>();
  const children = [0, 1].map((child) => start(target.addToSet, set, child * 50, out as Queue));
  const returned = [await out.get(LONG_MS), await out.get(LONG_MS)];
  await joinAll(...children);
  assertEquals(returned, [set, set]);
  assertEquals((await set.values()).toSorted((a, b) => a - b), [...Array(100).keys()]);
});
