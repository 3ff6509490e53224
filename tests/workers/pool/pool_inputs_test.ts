/**
 * Leaving a pool: inputs without an end, tasks without one, errors out of the block.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import * as target from "./pool_targets.ts";
import { LONG_MS } from "../support.ts";

const module = new URL("./pool_targets.ts", import.meta.url);

/** An input that never ends, and counts what was taken of it. */
function endless(isAsync: boolean) {
  const input = { taken: 0, told: 0 };
  function* numbers() {
    try {
      for (;;) yield input.taken++;
    } finally {
      input.told += 1;
    }
  }
  async function* later() {
    try {
      for (;;) {
        await Promise.resolve();
        yield input.taken++;
      }
    } finally {
      input.told += 1;
    }
  }
  return { input, items: isAsync ? later() : numbers() };
}

for (const isAsync of [false, true]) {
  for (const method of ["imap", "imapUnordered"] as const) {
    const kind = `${method}() over an endless ${isAsync ? "async " : ""}input`;

    Deno.test(`Pool[asyncDispose]() shows the error of a block at once, of ${kind}`, async () => {
      const { input, items } = endless(isAsync);
      const error = await assertRejects(async () => {
        await using pool = new Pool({ module, processes: 2 });
        for await (const value of pool[method](target.failOnThree, items)) assert(value !== 3);
      }, RangeError);
      assertEquals(error.message, "bad 3");
      assert(input.taken < 100, `${input.taken} were taken`);
      assertEquals(input.told, 1);
    });

    Deno.test(`Pool[asyncDispose]() takes nothing more when the iterator was left, of ${kind}`, async () => {
      const { input, items } = endless(isAsync);
      let results;
      {
        await using pool = new Pool({ module, processes: 2 });
        results = pool[method](target.square, items);
        await results.next();
        await results.next();
      }
      assert(input.taken < 100, `${input.taken} were taken`);
      assertEquals(input.told, 1);
      await assertRejects(
        async () => {
          for await (const _ of results!);
        },
        Error,
        "the block that the pool belongs to has ended",
      );
    });

    Deno.test(`Pool.join() keeps its time, and the program its event loop, of ${kind}`, async () => {
      const { input, items } = endless(isAsync);
      const pool = new Pool({ module, processes: 2 });
      const results = pool[method](target.square, items);
      await results.next();
      pool.close();
      let turns = 0;
      const timer = setInterval(() => turns++, 5);
      const begunMs = performance.now();
      assertEquals(await pool.join(100), false);
      clearInterval(timer);
      assert(performance.now() - begunMs < LONG_MS / 2);
      assert(turns > 1);
      const { taken } = input;
      await new Promise((resolve) => setTimeout(resolve, 20));
      assert(input.taken <= taken + 100, "an input is taken for a join that was given up");
      assertEquals((await results.next()).done, false);
      if (!isAsync) assertEquals(pool.joinSync(50), false);
      await assertRejects(() => pool.join({ signal: AbortSignal.timeout(20) }), DOMException);
      pool.terminate();
      assert(await pool.join(LONG_MS));
    });
  }
}

Deno.test("Pool[asyncDispose]() does not wait for a task that only a left iterator wanted", async () => {
  const [running, never] = [new Event(), new Event()];
  const begunMs = performance.now();
  {
    await using pool = new Pool({ module, processes: 2 });
    const results = pool.imapUnordered(target.holdOrSay, [null, [running, never], [running, never]] as const);
    for await (const _ of results) break;
    pool.imap(target.holdOrSay, [[running, never]] as const);
    assert(await running.wait(LONG_MS));
  }
  assert(performance.now() - begunMs < LONG_MS);
});

Deno.test("Pool[asyncDispose]() waits for what nobody awaits, for leaveMs", async () => {
  const release = new Event();
  let result;
  {
    await using pool = new Pool({ module, processes: 1 });
    result = pool.applyAsync(target.hold, [new Event(), release, 7]);
    setTimeout(() => release.set(), 20);
  }
  assertEquals(result.getSync(0), 7);
  for (const leaveMs of [0, 50]) {
    const error = await assertRejects(async () => {
      await using pool = new Pool({ module, processes: 1, leaveMs });
      result = pool.applyAsync(target.hold, [new Event(), new Event()]);
      void pool.apply(target.square, [3]).catch(() => {});
      throw new RangeError("out of the block");
    });
    assertEquals((error as Error).message, "out of the block");
    await assertRejects(() => result!.get(), Error, "the pool was terminated");
  }
});

Deno.test("Pool[asyncDispose]() shows the block's error, not that of a call which nobody awaits any more", async () => {
  const unheard: unknown[] = [];
  const listener = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    unheard.push(event.reason);
  };
  addEventListener("unhandledrejection", listener);
  try {
    await assertRejects(
      async () => {
        await using pool = new Pool({ module, processes: 1, leaveMs: 0 });
        void pool.apply(target.hold, [new Event(), new Event()]);
        void pool.map(target.sleep, [60_000]);
        throw new RangeError("out of the block");
      },
      RangeError,
      "out of the block",
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
    assertEquals(unheard, []);
  } finally {
    removeEventListener("unhandledrejection", listener);
  }
});
