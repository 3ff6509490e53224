/**
 * The results of imap, asked for in every way, and what becomes of the input.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { TimeoutError } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS, until } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);

function newPool(processes = 2): Pool {
  return new Pool({ module, processes });
}

/** An input without an end that counts how often it was told to end, and may throw then. */
function endless(failure?: Error) {
  const input = {
    value: 0,
    returned: 0,
    next: () => ({ done: false, value: input.value++ }),
    return: () => {
      input.returned += 1;
      if (failure) throw failure;
      return { done: true, value: undefined };
    },
    [Symbol.iterator]: () => input as Iterator<number>,
  };
  return input;
}

/** The same as an async one; `stuck` after so many items. */
function endlessAsync(failure?: Error, stuck = Infinity) {
  const input = {
    value: 0,
    returned: 0,
    next: () =>
      input.value < stuck ? Promise.resolve({ done: false, value: input.value++ }) : new Promise<never>(() => {}),
    return: () => {
      input.returned += 1;
      return failure ? Promise.reject(failure) : Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]: () => input as AsyncIterator<number>,
  };
  return input;
}

Deno.test("PoolIterator.next() answers calls that wait at the same time in their order", async () => {
  await using pool = newPool();
  for (const ahead of [1, 8]) {
    const results = pool.imap(target.square, [1, 2, 3], { ahead });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => results.next(LONG_MS)));
    assertEquals(answers.map(({ value }) => value), [1, 4, 9, undefined, undefined]);
    assertEquals(answers.map(({ done }) => done), [false, false, false, true, true]);
  }
  const unordered = pool.imapUnordered(target.square, [1, 2, 3]);
  const values = await Promise.all([1, 2, 3].map(async () => (await unordered.next()).value!));
  assertEquals(values.sort(), [1, 4, 9]);
});

Deno.test("PoolIterator.next() that times out or is aborted takes no result from the others", async () => {
  await using pool = newPool(1);
  const [running, release] = [new Event(), new Event()];
  const held = pool.applyAsync(target.hold, [running, release]);
  assert(await running.wait(LONG_MS));
  const results = pool.imap(target.square, [1, 2]);
  const controller = new AbortController();
  const aborted = results.next({ signal: controller.signal });
  const late = results.next(1);
  const first = results.next();
  controller.abort(new RangeError("changed my mind"));
  await assertRejects(() => aborted, RangeError, "changed my mind");
  await assertRejects(() => late, TimeoutError);
  release.set();
  assertEquals((await first).value, 1);
  assertEquals((await results.next()).value, 4);
  assertEquals(await held, 0);
});

Deno.test("PoolIterator.nextSync() goes on when the result that came is for one who awaits it", async () => {
  await using pool = newPool(1);
  const results = pool.imap(target.square, [1, 2, 3], { ahead: 1 });
  const awaited = results.next();
  assertEquals(results.nextSync(LONG_MS).value, 4);
  assertEquals((await awaited).value, 1);
  assertEquals((await results.next()).value, 9);
});

Deno.test("PoolIterator.return() tells the input once, and throws what that throws", async () => {
  await using pool = newPool();
  for (const input of [endless(), endlessAsync()]) {
    for await (const value of pool.imap(target.square, input as Iterable<number>)) if (value === 9) break;
    assertEquals(input.returned, 1);
  }
  for (const input of [endless(new RangeError("kept")), endlessAsync(new RangeError("kept"))]) {
    const results = pool.imap(target.square, input as Iterable<number>);
    assertEquals((await results.next()).value, 0);
    await assertRejects(() => results.return(), RangeError, "kept");
    assertEquals(input.returned, 1);
    assertEquals(await results.next(), { done: true, value: undefined });
  }
  assertThrows(
    () => {
      for (const _ of pool.imap(target.square, endless(new RangeError("kept")))) break;
    },
    RangeError,
    "kept",
  );
});

Deno.test("PoolIterator.return() does not tell an input that has ended", async () => {
  await using pool = newPool();
  const input = endless();
  input.next = () => ({ done: input.value === 2, value: input.value++ });
  for await (const value of pool.imap(target.square, input)) if (value === 1) break;
  assertEquals(input.returned, 0);
});

Deno.test("PoolIterator.return() does not wait for an input that is stuck", async () => {
  await using pool = newPool();
  const input = endlessAsync(new Error("nobody waits for this"), 3);
  for await (const value of pool.imap(target.square, input)) if (value === 4) break;
  assertEquals(input.returned, 1);
});

Deno.test("Pool.terminate() tells the inputs of its maps that nothing more is taken", async () => {
  const pool = newPool();
  const inputs = [endless(), endlessAsync(), endless(new Error("unheard")), endlessAsync(new Error("unheard"))];
  const maps = inputs.map((input) => pool.imap(target.square, input as Iterable<number>));
  for (const map of maps) assertEquals((await map.next(LONG_MS)).value, 0);
  pool.terminate();
  await until("all inputs were told", () => inputs.every(({ returned }) => returned === 1));
  for (const map of maps) await assertRejects(() => Array.fromAsync(map), Error, "terminated");
  assert(await pool.join(LONG_MS));
});
