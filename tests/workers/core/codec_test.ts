/**
 * Values through the codec, there and back.
 *
 * Runs once: a value is encoded and decoded in one process.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotStrictEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import { QueueEmpty } from "../../../workers/errors.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { soak } from "../support.ts";

const queue = new SimpleQueue<unknown>();

/** A value through the encoder, shared memory and the decoder. */
function through<T>(value: T): T {
  queue.putSync(value);
  return queue.getSync() as T;
}

Deno.test("Queue carries primitives as they are", () => {
  const values = [
    0,
    -0,
    1,
    -1,
    127,
    128,
    -128,
    -129,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    1.5,
    NaN,
    Infinity,
    -Infinity,
    Number.MAX_VALUE,
  ];
  for (const value of values) assert(Object.is(through(value), value), String(value));
  for (const value of [true, false, null, undefined, 0n, -(10n ** 40n)]) assertStrictEquals(through(value), value);
  for (
    const value of [
      "",
      "a",
      "é",
      "ÿ".repeat(48),
      "日本語",
      "a".repeat(254),
      "b".repeat(255),
      "\u{1F600}".repeat(30_000),
      "\ud800x",
      "\0",
    ]
  ) {
    assertStrictEquals(through(value), value);
  }
});

Deno.test("Queue carries objects, holes, null prototypes and keys of all kinds", () => {
  const value = { a: [1, [2]], "": 0, "ключ": { nested: true }, ["__proto__"]: 1, 7: "seven" };
  assertEquals(through(value), value);
  assertEquals(Object.keys(through({ ["__proto__"]: 1 })), ["__proto__"]);
  // deno-lint-ignore no-sparse-arrays
  const holes = through([1, , 3]);
  assertEquals([holes.length, 1 in holes], [3, false]);
  assertEquals(Object.keys(through(Object.assign([1], { extra: 2 }))), ["0", "extra"]);
  assertStrictEquals(Object.getPrototypeOf(through(Object.create(null))), null);
});

Deno.test("Queue carries cycles and shared references", () => {
  const shared = { name: "shared" };
  const value: Record<string, unknown> = { one: shared, two: shared, list: [shared] };
  value.self = value;
  value.map = new Map<unknown, unknown>([[value, shared]]);
  const copy = through(value);
  assertStrictEquals(copy.self, copy);
  assertStrictEquals(copy.one, copy.two);
  assertStrictEquals((copy.list as unknown[])[0], copy.one);
  assertStrictEquals((copy.map as Map<unknown, unknown>).get(copy), copy.one);
  assertNotStrictEquals(copy.one, shared);
  const many = Array.from({ length: 100 }, () => ({}));
  const twice = through([...many, ...many]);
  for (let index = 0; index < 100; index++) assertStrictEquals(twice[index], twice[index + 100]);
});

Deno.test("Queue carries Map, Set, Date, RegExp", () => {
  assertEquals(
    through(new Map<unknown, unknown>([["a", 1], [2, { b: 3 }]])),
    new Map<unknown, unknown>([["a", 1], [2, { b: 3 }]]),
  );
  assertEquals(through(new Set([1, "two", null])), new Set([1, "two", null]));
  assertEquals(through(new Date(0)), new Date(0));
  assert(Number.isNaN(through(new Date(NaN)).getTime()));
  assertEquals(through(/a\/b/giu), /a\/b/giu);
});

Deno.test("Queue carries buffers and views, and what they share", () => {
  const { buffer } = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(through(buffer), buffer);
  for (
    const Type of [
      Uint8Array,
      Int8Array,
      Uint8ClampedArray,
      Int16Array,
      Uint16Array,
      Int32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
      DataView,
    ]
  ) {
    const view = new (Type as Uint8ArrayConstructor)(buffer);
    const copy = through(view);
    assertInstanceOf(copy, Type);
    assertEquals(copy.buffer, buffer);
  }
  const views = {
    whole: new Uint8Array(buffer),
    again: new Uint8Array(buffer),
    part: new Uint16Array(buffer, 2, 2),
    buffer,
  };
  const copy = through(views);
  assertStrictEquals(copy.whole.buffer, copy.buffer);
  assertStrictEquals(copy.again.buffer, copy.buffer);
  assertStrictEquals(copy.part.buffer, copy.buffer);
  assertEquals([copy.part.byteOffset, copy.part.length], [2, 2]);
  assertEquals(through(new Uint8Array(0)).length, 0);
});

Deno.test("Queue carries errors with class, name, message, stack, cause and own fields", () => {
  class Odd extends Error {
    override name = "Odd";
    code = "E_ODD";
  }
  registerErrorClass(Odd);
  const error = new Odd("odd", { cause: new AggregateError([new TypeError("inner")], "several") });
  const copy = through(error);
  assertInstanceOf(copy, Odd);
  assertEquals([copy.name, copy.message, copy.code, copy.stack], ["Odd", "odd", "E_ODD", error.stack]);
  assertInstanceOf(copy.cause, AggregateError);
  assertInstanceOf(copy.cause.errors[0], TypeError);
  assertInstanceOf(through(new QueueEmpty("empty")), QueueEmpty);
  class Unknown extends Error {
    override name = "UnknownElsewhere";
  }
  const unknown = through(new Unknown("x"));
  assertStrictEquals(Object.getPrototypeOf(unknown), Error.prototype);
  assertEquals(unknown.name, "UnknownElsewhere");
});

Deno.test("Queue carries handles, the same one for the same object", () => {
  const lock = new Lock();
  assertStrictEquals(through({ deep: [lock] }).deep[0], lock);
});

Deno.test("Queue.put() refuses what cannot cross, with the path to it", () => {
  class Custom {
    x = 1;
  }
  const cases: [unknown, string][] = [
    [() => {}, "Cannot send item: a function"],
    [{ a: { "b c": [Symbol("s")] } }, 'Cannot send item.a["b c"][0]: a symbol'],
    [[1, new Custom()], "Cannot send item[1]: an instance of Custom"],
    [new Map([["k", new WeakMap()]]), 'Cannot send item.get("k"): an instance of WeakMap'],
    [new Set([Promise.resolve()]), "Cannot send item.values(): an instance of Promise"],
    [Object.assign(new Error("e"), { cause: () => {} }), "Cannot send item.cause: a function"],
    [{ view: new Uint8Array(new SharedArrayBuffer(1)) }, "Cannot send item.view: a view of a SharedArrayBuffer"],
  ];
  for (const [value, message] of cases) {
    const error = assertThrows(() => queue.putSync(value), DOMException, message);
    assertEquals(error.name, "DataCloneError");
    assertEquals(queue.empty(), true);
  }
});

Deno.test("Queue.put() refuses what is nested too deeply, and goes on", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  assertThrows(() => queue.putSync(deep), DOMException, "nested too deeply");
  assertEquals(through(1), 1);
});

Deno.test("Queue carries messages of every size around its limits", () => {
  for (const length of [0, 1, 47, 48, 49, 254, 255, 16_370, 16_384, 16_390, 65_500, 65_536, 200_000, 16 * 2 ** 20]) {
    const bytes = new Uint8Array(length).map((_, index) => index * 7);
    assertEquals(through(bytes).length, length);
    assertStrictEquals(through("x".repeat(length)).length, length);
  }
  const large = new Uint8Array(16 * 2 ** 20).map((_, index) => index * 31);
  const copy = through(large);
  assert(copy.every((byte, index) => byte === ((index * 31) & 255)));
});

Deno.test("Queue carries any structure: property", () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
  });
  fc.assert(fc.property(anything, (value) => assertEquals(through(value), value)), { numRuns: soak ? 100_000 : 1000 });
});
