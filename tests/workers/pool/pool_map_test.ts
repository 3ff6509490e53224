/**
 * Maps through a pool: map, starmap, imap, imapUnordered, their forms, chunks and errors. Named after what CPython's tests of Pool check.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { TimeoutError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS, seedOfRun, soak, until } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);
const numbers = Array.from({ length: 100 }, (_, index) => index);
const squares = numbers.map(target.square);

function newPool(processes = 2): Pool {
  return new Pool({ module, processes });
}

function* failingAfter(count: number): Generator<number> {
  for (let index = 0; index < count; index++) yield index;
  throw new RangeError("the input failed");
}

async function* asyncNumbers(count: number): AsyncGenerator<number> {
  for (let index = 0; index < count; index++) {
    if (index % 3 === 0) await Promise.resolve();
    yield index;
  }
}

Deno.test("Pool.map() gives results in the order of items, for any chunk size and iterable", async () => {
  await using pool = newPool();
  assertEquals(await pool.map(target.square, numbers), squares);
  assertEquals(await pool.map(target.square, new Set(numbers), { chunkSize: 7 }), squares);
  assertEquals(await pool.map(target.squareLater, numbers, { chunkSize: 1000 }), squares);
  assertEquals(pool.mapSync(target.square, numbers, { chunkSize: 1 }), squares);
  assertEquals(await pool.mapAsync(target.square, numbers, { chunkSize: 20 }), squares);
  assertEquals(pool.mapAsync(target.square, numbers).getSync(LONG_MS), squares);
  assertEquals(await pool.map(target.describe, [1, "a", null]), ["number:1", "string:a", "object:null"]);
});

Deno.test("Pool.map() of nothing gives nothing", async () => {
  await using pool = newPool();
  assertEquals(await pool.map(target.square, []), []);
  assertEquals(await pool.map(target.square, [], { chunkSize: 1 }), []);
  assertEquals(pool.mapSync(target.square, []), []);
  assertEquals(pool.starmapAsync(target.multiply, []).getSync(LONG_MS), []);
  assertEquals(await Array.fromAsync(pool.imap(target.square, [])), []);
  assertEquals([...pool.imapUnordered(target.square, [])], []);
});

Deno.test("Pool.starmap() spreads each item's arguments", async () => {
  await using pool = newPool();
  const pairs = numbers.map((value): [number, number] => [value, value + 1]);
  const products = numbers.map((value) => value * (value + 1));
  assertEquals(await pool.starmap(target.multiply, pairs), products);
  assertEquals(pool.starmapSync(target.multiply, pairs, { chunkSize: 3 }), products);
  assertEquals(await pool.starmapAsync(target.multiply, pairs), products);
});

Deno.test("Pool.map() keeps every number as it is", async () => {
  await using pool = newPool();
  const special = [0, -0, NaN, Infinity, -Infinity, 2 ** 53, 5e-324, -1.5, 0.1];
  assertEquals(await pool.map(target.same, special), special);
  assertEquals(await pool.map(target.same, [...special, "text"]), [...special, "text"]);
  assertEquals(await pool.map(target.functionOnThree, [1, 2, 4]), [1, 2, 4]);
});

Deno.test("Pool.map() fails with the first error in order, after every chunk is done", async () => {
  await using pool = newPool();
  let done = 0;
  const onProgress = (count: number) => done = count;
  const failing = pool.map(target.failOnThree, numbers, { chunkSize: 2, onProgress });
  await assertRejects(() => failing, RangeError, "bad 3");
  assertEquals(done, 100);
  assertThrows(() => pool.mapSync(target.failOnThree, [1, 3, 3]), RangeError, "bad 3");
  const error = await assertRejects(() => pool.map(target.functionOnThree, numbers, { chunkSize: 2 }), DOMException);
  assert(error.message.includes("results[3].deep[0]"), error.message);
  const items: unknown[] = numbers.map((value) => value === 50 ? { deep: () => {} } : value);
  await assertRejects(() => pool.map(target.same, items), DOMException, "items[50].deep");
});

Deno.test("Pool.map() throws what its input throws, and the pool goes on", async () => {
  await using pool = newPool();
  await assertRejects(() => pool.map(target.square, failingAfter(10)), RangeError, "the input failed");
  assertThrows(() => pool.mapSync(target.square, failingAfter(0)), RangeError, "the input failed");
  assertThrows(() => pool.mapAsync(target.square, failingAfter(3)), RangeError, "the input failed");
  assertEquals(await pool.map(target.square, numbers), squares);
});

Deno.test("Pool.map() with large errors does not deadlock join", async () => {
  const pool = newPool();
  const results = Array.from(
    { length: 6 },
    () => pool.mapAsync(target.bigError as () => number, [1, 2, 3], { chunkSize: 1 }),
  );
  pool.close();
  assert(await pool.join(LONG_MS));
  for (const result of results) assertEquals(result.successful(), false);
});

Deno.test("Pool.map() tells its progress", async () => {
  await using pool = newPool();
  const heard: string[] = [];
  await pool.map(target.square, numbers, {
    chunkSize: 30,
    onProgress: (done, total) => heard.push(`${done}/${total}`),
  });
  await until("progress was told", () => heard.length === 4);
  assertEquals(heard.at(-1), "100/100");
});

Deno.test("Pool.imap() gives results one by one in order", async () => {
  await using pool = newPool();
  assertEquals(await Array.fromAsync(pool.imap(target.square, numbers)), squares);
  assertEquals(await Array.fromAsync(pool.imap(target.square, numbers, { chunkSize: 33 })), squares);
  assertEquals(await Array.fromAsync(pool.imap(target.squareLater, asyncNumbers(100), { chunkSize: 7 })), squares);
  assertEquals([...pool.imap(target.square, numbers)], squares);
  const iterator = pool.imap(target.square, [1, 2]);
  assertEquals(await iterator.next(LONG_MS), { done: false, value: 1 });
  assertEquals(iterator.nextSync(LONG_MS), { done: false, value: 4 });
  assertEquals(await iterator.next(), { done: true, value: undefined });
  assertEquals(iterator.nextSync(), { done: true, value: undefined });
});

Deno.test("Pool.imapUnordered() gives each result once, in the order of completion", async () => {
  await using pool = newPool();
  const byValue = (a: number, b: number) => a - b;
  assertEquals((await Array.fromAsync(pool.imapUnordered(target.square, numbers))).sort(byValue), squares);
  assertEquals([...pool.imapUnordered(target.square, numbers, { chunkSize: 10 })].sort(byValue), squares);
  const [running, release] = [new Event(), new Event()];
  const items: [Event, Event] | null = [running, release];
  const iterator = pool.imapUnordered(target.holdOrSay, [items, null]);
  assertEquals(await iterator.next(LONG_MS), { done: false, value: "second" });
  release.set();
  assertEquals(await iterator.next(LONG_MS), { done: false, value: "first" });
});

Deno.test("Pool.imap() next() with a timeout keeps its place", async () => {
  await using pool = newPool(1);
  const [running, release] = [new Event(), new Event()];
  const iterator = pool.imap(target.holdOrSay, [[running, release], null]);
  await assertRejects(() => iterator.next(1), TimeoutError);
  assertThrows(() => iterator.nextSync(1), TimeoutError);
  await assertRejects(() => iterator.next({ signal: AbortSignal.timeout(1) }), DOMException);
  release.set();
  assertEquals([(await iterator.next(LONG_MS)).value, (await iterator.next(LONG_MS)).value], ["first", "second"]);
});

Deno.test("Pool.imap() throws only where an item failed", async () => {
  await using pool = newPool();
  for (const chunkSize of [1, 2, 5, 100]) {
    for (const failing of [target.failOnThree, target.functionOnThree]) {
      const iterator = pool.imap(failing, numbers.slice(0, 10), { chunkSize });
      const seen: unknown[] = [];
      for (let index = 0; index < 10; index++) {
        seen.push(await iterator.next().then(({ value }) => value, (error) => error.name));
      }
      assertEquals(seen, [0, 1, 2, failing === target.failOnThree ? "RangeError" : "DataCloneError", 4, 5, 6, 7, 8, 9]);
      assertEquals((await iterator.next()).done, true);
    }
    const items: unknown[] = [1, () => {}, 3];
    const iterator = pool.imapUnordered(target.same, items, { chunkSize });
    const seen = new Set<unknown>();
    for (let index = 0; index < 3; index++) {
      seen.add(await iterator.next().then(({ value }) => value, (error) => error.name));
    }
    assertEquals(seen, new Set([1, "DataCloneError", 3]));
  }
});

Deno.test("Pool.imap() throws what its input throws, after the results before it", async () => {
  await using pool = newPool();
  for (const chunkSize of [1, 4, 100]) {
    for (const method of ["imap", "imapUnordered"] as const) {
      const iterator = pool[method](target.square, failingAfter(10), { chunkSize });
      const seen: number[] = [];
      const error = await assertRejects(
        async () => {
          for await (const value of iterator) seen.push(value);
        },
        RangeError,
        "the input failed",
      );
      assert(error !== null);
      if (method === "imap") assertEquals(seen, squares.slice(0, 10));
      assertEquals(pool.apply(target.square, [2]) instanceof Promise, true);
    }
  }
});

Deno.test("Pool.imap() takes no more of an endless input than it may", async () => {
  await using pool = newPool();
  let taken = 0;
  function* endless(): Generator<number> {
    for (;;) yield taken++;
  }
  const iterator = pool.imap(target.square, endless(), { ahead: 10 });
  for (let index = 0; index < 50; index++) {
    assertEquals((await iterator.next()).value, index * index);
    assert(taken <= index + 1 + 10, `${taken} taken at ${index}`);
  }
  await iterator.return();
  const takenThen = taken;
  assertEquals((await iterator.next()).done, true);
  assertEquals(taken, takenThen);
  let count = 0;
  for await (const value of pool.imapUnordered(target.square, endless())) if (value >= 0 && ++count === 5) break;
  assert(taken < takenThen + 40);
});

Deno.test("Pool.imap() can be read after close, and join takes the whole input", async () => {
  const pool = newPool();
  const iterator = pool.imap(target.square, numbers, { ahead: 3 });
  pool.close();
  assertEquals((await iterator.next()).value, 0);
  assert(await pool.join(LONG_MS));
  assertEquals(await Array.fromAsync(iterator), squares.slice(1));
  const other = newPool();
  const dropped = other.imap(target.square, numbers, { ahead: 3 });
  other.terminate();
  await assertRejects(async () => void await Array.fromAsync(dropped), Error, "the pool was terminated");
  assert(await other.join(LONG_MS));
});

Deno.test("Pool.imap() refuses to block for an async input", async () => {
  await using pool = newPool();
  const iterator = pool.imap(target.square, asyncNumbers(3));
  assertThrows(() => iterator.nextSync(), TypeError, "use for await");
  assertEquals(await Array.fromAsync(iterator), [0, 1, 4]);
});

Deno.test("Pool.map() and its kin agree with Array.map for random items and chunk sizes", async () => {
  await using pool = newPool(3);
  const value = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 3 }),
  );
  const items = fc.oneof(
    fc.array(fc.double({ noNaN: false }), { maxLength: 200 }),
    fc.array(value, { maxLength: 200 }),
  );
  const chunkSize = fc.option(fc.integer({ min: 1, max: 70 }), { nil: undefined });
  const property = fc.asyncProperty(
    items,
    chunkSize,
    fc.integer({ min: 1, max: 50 }),
    async (items, chunkSize, ahead) => {
      const expected = items.map(target.describe);
      assertEquals(await pool.map(target.describe, items as unknown[], { chunkSize }), expected);
      assertEquals(await pool.map(target.same, items as unknown[], { chunkSize }), items);
      assertEquals(
        await Array.fromAsync(pool.imap(target.describe, items as unknown[], { chunkSize, ahead })),
        expected,
      );
      const unordered = await Array.fromAsync(
        pool.imapUnordered(target.describe, items as unknown[], { chunkSize, ahead }),
      );
      assertEquals(unordered.sort(), expected.toSorted());
    },
  );
  await fc.assert(property, { seed: seedOfRun(), numRuns: soak ? 5000 : 50 });
});
