/**
 * A list of fixed length in shared memory.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import "../../../workers/handles.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { ShareableList } from "../../../workers/memory/shareable_list.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { joinAll, startIn } from "../support.ts";
import { changeList } from "./shareable_list_targets.ts";

const module = new URL("./shareable_list_targets.ts", import.meta.url);

Deno.test("ShareableList holds items of its types, follows CPython's test_shared_memory_ShareableList_basics", () => {
  const items = ["howdy", new Uint8Array([1, 2]), -273.154, 100, null, true, 42n, "", -(2n ** 63n), NaN, false];
  using list = new ShareableList(items, { name: "basics" });
  assertEquals([...list], items);
  assertEquals([list.length, list.get(-1), list.get(3)], [11, false, 100]);
  assertThrows(() => list.get(11), RangeError, "within length 11, got 11");
  assertThrows(() => list.set(-12, 1), RangeError, "within length 11, got -12");
  assertThrows(() => list.get("0" as never), RangeError, 'got "0"');
  list.set(4, "some");
  list.set(2, null);
  list.set(0, "1234567"); // its room is eight bytes
  assertEquals([list.get(4), list.get(2), list.get(0)], ["some", null, "1234567"]);
  assertThrows(() => list.set(0, "123456789"), RangeError, "at most 8 bytes, got 9");
  assertThrows(() => list.set(0, 2n ** 63n), RangeError, "fit 64 bits");
  assertThrows(() => list.set(0, {} as never), TypeError, "got an object of Object");
  assertEquals(list.get(0), "1234567");
  assertEquals([list.count(100), list.indexOf("some"), list.indexOf("none")], [1, 4, -1]);
  assertEquals([list.indexOf(NaN), list.indexOf(new Uint8Array([1, 2])), list.count(null)], [9, 1, 1]);
  using shown = new ShareableList([1, "a"], { name: "shown" });
  assertEquals(Deno.inspect(shown), 'ShareableList { name: "shown", items: [ 1, "a" ] }');
  using same = new ShareableList(null, { name: "basics" });
  same.set(3, 7);
  assertEquals(list.get(3), 7);
  list.shm.unlink();
  same.close();
  assertThrows(() => same.get(0), Error, "closed in this process");
  assertEquals([...new ShareableList([])], []);
});

Deno.test("ShareableList is changed by another process, as an argument and by its name", async () => {
  using list = new ShareableList(["a text", 1, null], { name: "changed" });
  await joinAll(startIn(module)(changeList, list, "changed"));
  assertEquals([...list], ["ok", 2, true]);
  const queue = new Queue<ShareableList>();
  queue.putSync(list);
  using received = queue.getSync();
  list.close();
  assertEquals(received.get(1), 2);
  assertThrows(() => queue.putSync(list), Error, "closed in this process");
  received.shm.unlink();
});

Deno.test("ShareableList refuses what is no list, and names that are taken or nobody's", () => {
  assertThrows(() => new ShareableList([Symbol("s") as never]), TypeError, "got Symbol(s)");
  assertThrows(() => new ShareableList(5 as never), TypeError, "items must be iterable, or null, got 5");
  assertThrows(() => new ShareableList(null), RangeError, "name must be given");
  assertThrows(() => new ShareableList(null, { name: "nobody" }), Deno.errors.NotFound);
  using memory = new SharedMemory({ create: true, size: 4, name: "other" });
  assertThrows(() => new ShareableList(null, { name: "other" }), TypeError, "holds something else");
  assertThrows(() => new ShareableList([1], { name: "other" }), Deno.errors.AlreadyExists);
  memory.unlink();
});
