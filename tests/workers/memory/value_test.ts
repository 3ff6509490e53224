import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { Event } from "../../../workers/sync/event.ts";
import type { ElementType } from "../../../workers/memory/element_types.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { RLock } from "../../../workers/sync/rlock.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { Value } from "../../../workers/memory/value.ts";
import { joinAll, LONG_MS, start, until } from "../support.ts";
import * as target from "../targets.ts";
import { replaceValues } from "../process/targets_end.ts";

Deno.test("Value, Array and SharedMemory are changed by another process", async () => {
  const value = new Value("int32", 21);
  const array = new SharedArray("i", [1, 2, 3, 4]);
  const memory = new SharedMemory({ create: true, size: 8 });
  await joinAll(start(target.changeShared, value, array as unknown as SharedArray<"int32">, memory));
  assertEquals([value.value, array.slice(), memory.buf[0]], [42, [1, 3, 6, 10], 42]);
  memory.unlink();
});

Deno.test("Value and SharedArray of every type are changed by another process", async () => {
  const news: [ElementType, number | bigint][] = [
    ["c", 121],
    ["b", -7],
    ["B", 200],
    ["h", -232],
    ["H", 65_000],
    ["i", -(2 ** 31)],
    ["I", 2 ** 32 - 1],
    ["l", -(2n ** 63n)],
    ["L", 2n ** 64n - 1n],
    ["q", 2n ** 34n],
    ["Q", 2n ** 34n],
    ["f", 0.5],
    ["d", 3.625],
    ["int8", -1],
    ["uint8", 255],
    ["float64", Number.MIN_VALUE],
  ];
  const values = news.map(([type]) => new Value(type));
  const arrays = news.map(([type]) => new SharedArray(type, 3));
  const process = new Process({
    module: new URL("../process/targets_end.ts", import.meta.url),
    target: replaceValues,
    args: [values as Value[], news.map(([, value]) => value), arrays as SharedArray[]],
  });
  process.start();
  await joinAll(process);
  for (const [index, [type, value]] of news.entries()) {
    assertEquals([type, values[index].value, arrays[index].get(2)], [type, value, value]);
    assertEquals(Number(arrays[index].get(0)), 0);
  }
});

Deno.test("Value takes values of its type, wraps integers, refuses others", () => {
  for (
    const [type, given, kept] of [["b", 300, 44], ["uint16", -1, 65535], ["f", 1.5, 1.5], ["d", 0.1, 0.1]] as const
  ) {
    const value = new Value(type, given);
    assertEquals(value.value, kept);
  }
  assertEquals(new Value("q", -5n).value, -5n);
  assertEquals(new Value("int32").value, 0);
  assertThrows(() => new Value("int32", 1.5), TypeError, "must be an integer, got 1.5");
  assertThrows(() => new Value("q", 1 as unknown as bigint), TypeError, "must be a bigint");
  assertThrows(() => new Value("z" as "i"), TypeError, 'got "z"');
});

Deno.test("Value.getLock() is the lock that was given, or an RLock, or none", () => {
  const lock = new Lock();
  assertStrictEquals(new Value("i", 0, { lock }).getLock(), lock);
  assert(new Value("i").getLock() instanceof RLock);
  assertThrows(() => new Value("i", 0, { lock: false }).getLock(), Error, "lock: false");
  assertThrows(() => new Value("i", 0, { lock: "x" as unknown as Lock }), TypeError, "must be true, false, a Lock");
  assertThrows(() => new Value("i", 0, { lock: null as unknown as Lock }), TypeError, "got null");
  assertThrows(() => new Value("i", 0, { loc: false } as never), TypeError, "got loc");
  assertThrows(() => new Value("i", 0, null as never), TypeError, "options must be { lock }, got null");
});

Deno.test("Array.getLock() is the lock that was given, or an RLock, or none, as CPython's test_getobj_getlock_obj", () => {
  const lock = new Lock();
  assertStrictEquals(new SharedArray("i", 10, { lock }).getLock(), lock);
  assert(new SharedArray("i", 10).getLock() instanceof RLock);
  assertThrows(() => new SharedArray("i", 10, { lock: false }).getLock(), Error, "lock: false");
  assertThrows(
    () => new SharedArray("i", 10, { lock: "x" as unknown as Lock }),
    TypeError,
    "must be true, false, a Lock",
  );
});

Deno.test("Array reaches elements, slices, and refuses what is outside", () => {
  const array = new SharedArray("int32", [1, 2, 3, 4, 5]);
  assertEquals([array.length, array.get(0), array.get(-1)], [5, 1, 5]);
  assertEquals([array.slice(1, 3), array.slice(), [...array]], [[2, 3], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]);
  array.setSlice(1, [20, 30]);
  array.set(-1, 50);
  assertEquals([...array], [1, 20, 30, 4, 50]);
  assertThrows(() => array.get(5), RangeError, "within length 5, got 5");
  assertThrows(() => array.set(-6, 0), RangeError);
  assertThrows(() => array.setSlice(4, [1, 2]), RangeError, "do not fit");
  assertThrows(() => array.set(0, 0.5), TypeError, "must be an integer");
  assertThrows(() => new SharedArray("i", -1), RangeError, "length");
});

Deno.test("Array of a size is zeroed, also where memory is used again", () => {
  for (let turn = 0; turn < 20; turn++) {
    const array = new SharedArray("int32", 100, { lock: false });
    assert(array.view.every((element) => element === 0));
    array.view.fill(turn + 1);
  }
});

Deno.test("SharedMemory is created, found by name, and unlinked", () => {
  const memory = new SharedMemory({ create: true, size: 10, name: "block" });
  assertEquals([memory.size, memory.name], [10, "block"]);
  memory.buf.fill(3);
  assertStrictEquals(new SharedMemory({ name: "block" }).buf[9], 3);
  assertThrows(
    () => new SharedMemory({ create: true, size: 1, name: "block" }),
    Deno.errors.AlreadyExists,
    "block exists",
  );
  assertThrows(() => new SharedMemory({ name: "none" }), Deno.errors.NotFound, "none of the name none");
  assertThrows(() => new SharedMemory({ create: true, size: 0 }), RangeError, "positive integer, got 0");
  assertThrows(() => new SharedMemory({ create: true, size: 1, name: "a\0b" }), RangeError, "NUL");
  assertThrows(() => new SharedMemory({}), RangeError, "name must be given");
  memory.unlink();
  assertThrows(() => memory.unlink(), Deno.errors.NotFound, "unlinked before");
  assertThrows(() => new SharedMemory({ name: "block" }), Deno.errors.NotFound);
  assertEquals(memory.buf[0], 3);
  memory.close();
  memory.close();
  assertThrows(() => memory.buf, Error, "closed in this process");
});

Deno.test("SharedMemory of a name can be made again when it was unlinked, as CPython's test_shared_memory_recreate", () => {
  const [first, second] = [1, 2].map((value) => {
    const memory = new SharedMemory({ create: true, size: 16, name: "again" });
    assertEquals(memory.buf[0], 0);
    memory.buf[0] = value;
    memory.unlink();
    return memory;
  });
  assertEquals([first.buf[0], second.buf[0]], [1, 2]);
});

Deno.test("SharedMemory that is closed is refused in a message, as CPython's test_shared_memory_pickle_unpickle_dead_object", () => {
  const memory = new SharedMemory({ create: true, size: 16 });
  memory.unlink();
  memory.close();
  assertThrows(() => new Queue().putSync({ memory }), DOMException, "item.memory");
});

Deno.test("SharedMemory outlives its creator, killed or not, and is freed when it is unlinked and let go", async () => {
  const { core, self } = currentTree();
  const [ready, never] = [new Event(), new Event()];
  await joinAll(start(target.nothing)); // the first process makes things that stay
  const before = core.usedBytes(self);
  const process = start(target.createMemory, "killed", ready, never);
  assert(await ready.wait(LONG_MS));
  process.kill();
  await joinAll(process);
  const memory = new SharedMemory({ name: "killed" });
  assertEquals(memory.buf[999_999], 7);
  memory.unlink();
  assertThrows(() => new SharedMemory({ name: "killed" }), Deno.errors.NotFound);
  memory.close();
  await until("its memory is free", () => core.usedBytes(self) <= before);
});

Deno.test("SharedMemory outlives a queue trip and keeps its name", () => {
  const memory = new SharedMemory({ create: true, size: 4 });
  const queue = new Queue<SharedMemory>();
  queue.putSync(memory);
  const received = queue.getSync();
  assertEquals([received.name, received.size], [memory.name, 4]);
  memory.unlink();
});

Deno.test("SharedArray and SharedMemory refuse sizes that no number of the core's can say", () => {
  for (const size of [2 ** 31, 2 ** 32, 2 ** 32 + 100, 2 ** 40]) {
    assertThrows(() => new SharedMemory({ create: true, size }), RangeError, "shared memory is used up");
    assertThrows(() => new SharedArray("uint8", size), RangeError, "Cannot create a SharedArray");
  }
  // Their bytes are those of small arrays, modulo 2^32.
  for (const length of [2 ** 29, 2 ** 29 + 1, 2 ** 30]) {
    assertThrows(() => new SharedArray("float64", length), RangeError, "shared memory is used up");
  }
});
