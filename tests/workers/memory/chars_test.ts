/**
 * Arrays of bytes as texts, raw views, and what is shown of shared memory.
 *
 * @module
 */

import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { inspect } from "node:util";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { JoinableQueue, Queue } from "../../../workers/channels/queue.ts";
import { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../../workers/memory/shared_memory.ts";
import { Value } from "../../../workers/memory/value.ts";

Deno.test("SharedArray of chars has a value, up to the first 0, and all its bytes raw", () => {
  const text = new SharedArray("c", 10);
  assertEquals([text.value, text.raw.length], ["", 10]);
  text.value = "hello";
  assertEquals([text.value, text.get(0), text.get(5)], ["hello", 104, 0]);
  text.value = "hé";
  assertEquals([text.value, [...text.raw]], ["hé", [104, 195, 169, 0, 111, 0, 0, 0, 0, 0]]);
  text.value = new Uint8Array([65, 66]);
  assertEquals(text.value, "AB");
  text.value = "0123456789";
  assertEquals(text.value, "0123456789");
  assertThrows(() => text.value = "0123456789a", RangeError, "at most 10 bytes long, got 11");
  assertThrows(() => text.value = 5 as never, TypeError, "value must be a string or a Uint8Array, got 5");
  text.raw = new Uint8Array([1, 0, 2]);
  assertEquals([text.value, text.raw[2]], ["\u0001", 2]);
  assertThrows(() => text.raw = new Uint8Array(11), RangeError, "at most 10 bytes long, got 11");
  assertThrows(() => text.raw = "abc" as never, TypeError, "raw must be a Uint8Array");
  assertEquals(new SharedArray("c", "text").value, "text");
  assertEquals(new SharedArray("uint8", "ä").length, 2);
  for (const array of [new SharedArray("int32", 3), new SharedArray("d", 1)]) {
    assertThrows(() => array.value, TypeError, "the elements must be bytes");
    assertThrows(() => array.raw, TypeError, "the elements must be bytes");
  }
  assertThrows(() => new SharedArray("int32", "12" as never), TypeError, 'init must be a length or elements, got "12"');
});

Deno.test("getObj() gives the elements themselves", () => {
  const [value, array] = [new Value("int32", 5), new SharedArray("int32", [1, 2])];
  value.getObj()[0] = 6;
  array.getObj()[1] = 7;
  assertEquals([value.value, array.get(1)], [6, 7]);
  assertStrictEquals(array.getObj(), array.view);
});

Deno.test("Channels and shared memory say what they are, to Deno.inspect and to Node's", () => {
  const queue = new Queue(3);
  queue.putSync("item");
  const [mine] = Pipe(false);
  const memory = new SharedMemory({ create: true, size: 5, name: "shown" });
  const cases: [object, string][] = [
    [queue, "Queue { size: 1, maxsize: 3, closed: false }"],
    [new JoinableQueue(), "JoinableQueue { size: 0, closed: false }"],
    [new SimpleQueue(), "SimpleQueue { empty: true }"],
    [mine, "Connection { readable: true, writable: false, closed: false }"],
    [new Value("i", 5), 'Value { type: "int32", value: 5 }'],
    [new SharedArray("i", [1, 2]), 'SharedArray { type: "int32", elements: Int32Array(2) [ 1, 2 ] }'],
    [memory, 'SharedMemory { name: "shown", size: 5 }'],
  ];
  for (const [object, text] of cases) {
    assertEquals(Deno.inspect(object), text);
    assertEquals(inspect(object), text.replaceAll('"', "'"));
    assert(Deno.inspect([object]).includes(text), Deno.inspect([object]));
    if (!(Symbol.dispose in object)) continue;
    (object as Disposable)[Symbol.dispose]();
    assert(Deno.inspect(object).includes("closed: true"), Deno.inspect(object));
  }
  memory.close();
  for (const type of [Queue, Value, SharedArray, SharedMemory]) assert(Deno.inspect(type.prototype).length > 0);
});

Deno.test("Channels and shared memory refuse arguments of the wrong type", () => {
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [() => new Queue("5" as never), TypeError, 'maxsize must be a number, got "5"'],
    [() => new JoinableQueue(null as never), TypeError, "maxsize must be a number, got null"],
    [() => new Queue(1.5), RangeError, "maxsize must be an integer, got 1.5"],
    [() => Pipe("yes" as never), TypeError, 'duplex must be true or false, got "yes"'],
    [() => new SharedArray("i", null as never), TypeError, "init must be a length or elements, got null"],
    [() => new SharedArray("i", 1.5), RangeError, "got 1.5"],
    [() => new SharedArray("i", NaN), RangeError, "got NaN"],
    [() => new SharedArray("i", ["1" as never]), TypeError, 'must be an integer, got "1"'],
    [() => new SharedArray(5 as never, 1), TypeError, "got 5"],
    [() => new SharedArray("i", 1).setSlice(0, "1" as never), TypeError, 'values must be an array, got "1"'],
    [() => new SharedArray("i", 1).get("0" as never), RangeError, 'got "0"'],
    [() => new Value("i", "5" as never), TypeError, 'must be an integer, got "5"'],
    [() => new Value("q", 5 as never), TypeError, "must be a bigint, got 5"],
    [() => new SharedMemory(null as never), TypeError, "options must be { name, create, size }, got null"],
    [() => new SharedMemory({ name: 5 as never }), TypeError, "name must be a string, got 5"],
    [() => new SharedMemory({ create: 1 as never, size: 5 }), TypeError, "create must be true or false, got 1"],
    [() => new SharedMemory({ create: true, size: "5" as never }), TypeError, 'size must be a number, got "5"'],
  ];
  for (const [call, Class, message] of wrong) assertThrows(call, Class, message, String(call));
  const array = new SharedArray("i", [1, 2]);
  assertThrows(() => array.setSlice(0, [3, "4" as never]), TypeError);
  assertEquals([...array], [1, 2]);
});

Deno.test("Connection refuses buffers that are none, or whose memory was given away", () => {
  const [mine, theirs] = Pipe();
  mine.sendBytesSync(new Uint8Array(4));
  const given = new Uint8Array(8);
  structuredClone(given.buffer, { transfer: [given.buffer] });
  for (const wrong of [new Int32Array(40), new ArrayBuffer(8), "bytes", [1, 2], null, undefined]) {
    assertThrows(() => theirs.recvBytesIntoSync(wrong as never), TypeError, "buffer must be a Uint8Array");
    assertThrows(() => mine.sendBytesSync(wrong as never), TypeError, "buffer must be a Uint8Array");
  }
  assertThrows(() => theirs.recvBytesIntoSync(given), TypeError, "given away");
  assertThrows(() => mine.sendBytesSync(given), TypeError, "given away");
  assertThrows(() => mine.sendSync({ given }), DOMException, "Cannot send value.given: a view of a buffer that was");
  assertThrows(() => mine.sendSync([given.buffer]), DOMException, "Cannot send value[0]: a buffer that was");
  assertThrows(() => theirs.recvBytesSync("5" as never), TypeError, 'maxLength must be a number, got "5"');
  assertEquals(theirs.recvBytesSync().length, 4);
});
