/**
 * Behaviours of pools that CPython's own tests pin down, where no other file holds them, and that never more tasks run than there are
 * workers.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { Barrier } from "../../../workers/sync/barrier.ts";
import { collectGarbage } from "../garbage.ts";
import { LONG_MS, overSpawn, randomFrom, seedOfRun, soak, until } from "../support.ts";
import * as target from "./pool_targets.ts";

const module = new URL("./pool_targets.ts", import.meta.url);

/** Has the runtime refuse to make a worker, or a process of the system, that many from now. */
function refuseWorker(after: number): Disposable {
  const refuse = () => {
    if (after-- === 0) throw new RangeError("no thread is left");
  };
  if (overSpawn) {
    const { Command } = Deno;
    Deno.Command = class extends Command {
      constructor(path: string | URL, options?: Deno.CommandOptions) {
        refuse();
        super(path, options);
      }
    };
    return { [Symbol.dispose]: () => void (Deno.Command = Command) };
  }
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      refuse();
      super(url, options);
    }
  };
  return { [Symbol.dispose]: () => void (globalThis.Worker = Worker) };
}

Deno.test("Pool whose fourth worker cannot be started ends the other three, as CPython's TestPoolNotLeakOnFailure", async () => {
  const { core, self } = currentTree();
  let before = Infinity; // the first turn makes things that stay
  for (let turn = 0; turn < 3; turn++) {
    {
      using _ = refuseWorker(3);
      assertThrows(() => new Pool({ module, processes: 5 }), RangeError, "no thread is left");
    }
    await until("the three have ended", () => activeChildren().length === 0);
    await until("they left nothing", () => core.usedBytes(self) <= before);
    before = core.usedBytes(self);
  }
  await using pool = new Pool({ module, processes: 2 });
  assertEquals(await pool.map(target.square, [1, 2, 3]), [1, 4, 9]);
});

Deno.test("Pool whose worker cannot be replaced fails what it has and what it gets, instead of waiting for ever", async () => {
  const pool = new Pool({ module, processes: 2 });
  assertEquals(await pool.map(target.square, [1, 2, 3], { chunkSize: 1 }), [1, 4, 9]);
  {
    using _ = refuseWorker(0);
    const error = await assertRejects(() => pool.map(target.exitOnThree, [3, 3, 3, 3, 3], { chunkSize: 1 }));
    assert(error instanceof Error);
    await assertRejects(() => pool.apply(target.square, [1]), Error, "cannot be replaced: no thread is left");
  }
  assert(await pool.join(LONG_MS));
  assertEquals(activeChildren(), []);
});

Deno.test("Pool lets go of arguments and results, as CPython's test_release_task_refs", async () => {
  await using pool = new Pool({ module, processes: 2 });
  const refs: WeakRef<object>[] = [];
  const remembered = <T extends object>(value: T): T => {
    refs.push(new WeakRef(value));
    return value;
  };
  await (async () => {
    const items = Array.from({ length: 10 }, (_, index) => remembered({ index }));
    for (const result of await pool.map(target.same, items, { chunkSize: 3 })) remembered(result as object);
    remembered(await pool.apply(target.same, [remembered({ alone: true })]) as object);
    await assertRejects(() => pool.apply(target.refuse as unknown as (_: object) => never, [remembered({})]));
    for await (const value of pool.imap(target.same, items)) remembered(value as object);
    const callback = remembered((value: unknown) => void value);
    await pool.applyAsync(target.same, [remembered([1])], { callback });
  })();
  await until("all are collected", () => {
    collectGarbage();
    return refs.every((ref) => ref.deref() === undefined);
  });
});

Deno.test("Pool never runs more tasks at once than it has workers", async () => {
  const seed = seedOfRun();
  const random = randomFrom(seed);
  const processes = 3;
  const counts = new SharedArray("int32", 2, { lock: false });
  await using pool = new Pool({ module, processes, maxTasksPerChild: 20 });
  const submitted: Promise<unknown>[] = [];
  for (let index = 0; index < (soak ? 20_000 : 300); index++) {
    const runMs = Math.floor(random() * 3);
    const args: [SharedArray<"int32">, number] = [counts, runMs];
    const priority = random() < 0.3 ? Math.floor(random() * 3) : 0;
    const kind = random();
    if (kind < 0.5) submitted.push(pool.apply(target.runCounted, args, { priority }));
    else if (kind < 0.8) submitted.push(pool.starmap(target.runCounted, [args, args, args, args], { chunkSize: 2 }));
    else {
      // Withdrawn before it begins, or not: one that runs takes its worker with it, and is counted out there.
      const controller = new AbortController();
      submitted.push(pool.apply(target.square, [1], { signal: controller.signal }).catch(() => {}));
      controller.abort();
    }
    if (random() < 0.2) await Promise.race(submitted.slice(-3));
  }
  await Promise.all(submitted);
  const [running, most] = counts.slice();
  assertEquals(running, 0, `seed ${seed}`);
  assert(most <= processes, `${most} tasks ran at once; seed ${seed}`);
  const all = new Barrier(processes);
  await Promise.all(Array.from({ length: processes }, () => pool.apply(target.meet, [all]))); // every worker is used
});
