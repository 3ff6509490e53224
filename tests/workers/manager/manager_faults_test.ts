/**
 * Clients and managers ended at random points. What was called is carried out whole or not at all, what the dead had is let go, and nobody hangs.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { WorkerDied } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import * as target from "./manager_targets.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, startIn, until } from "../support.ts";

const ENDS = soak ? 1000 : 10;
const seed = seedOfRun();
const random = randomFrom(seed);
const module = new URL("./manager_targets.ts", import.meta.url);

const start = startIn(module);

/** Lets some time pass, often too little for anything, blocking or not. */
async function pass(): Promise<void> {
  const until = performance.now() + random() * 2;
  if (random() < 0.5) await new Promise((resolve) => setTimeout(resolve, random() * 2));
  else while (performance.now() < until);
}

async function end(process: { kill(): void; terminate(): void; join(ms: number): Promise<boolean>; name: string }) {
  if (random() < 0.5) process.kill();
  else process.terminate();
  await joinAll(process);
}

Deno.test("A manager carries out what ended clients called, whole, and frees their locks", async () => {
  console.log(`seed ${seed}`);
  await using manager = new Manager();
  const dict = await manager.dict<string, number>();
  const lock = manager.lock();
  for (let turn = 0; turn < ENDS; turn++) {
    const counter = new SharedArray("int32", 1, { lock: false });
    const victim = start(target.callForEver, dict, `key ${turn}`, lock, counter);
    await until("it calls", () => counter.view[0] > 0);
    await pass();
    await end(victim);
    const [told, done] = [counter.view[0], await dict.get(`key ${turn}`, LONG_MS)];
    assert(done === told || done === told + 1, `${done} carried out, ${told} answered, seed ${seed}`);
    assert(await lock.acquire(LONG_MS), `seed ${seed}`);
    lock.release();
    await dict.set(`key ${turn}`, 0, LONG_MS);
  }
  assertEquals(await manager.objectCount(LONG_MS), 1, `seed ${seed}`);
});

Deno.test("A manager stays usable when clients end with many calls open", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, number>();
  for (let turn = 0; turn < ENDS; turn++) {
    const started = new Event();
    const victim = start(target.callManyForEver, dict, "n", started);
    assert(await started.wait(LONG_MS), `seed ${seed}`);
    await pass();
    await end(victim);
    const before = await dict.get("n", LONG_MS) as number;
    assertEquals(await dict.increment("n", 1, LONG_MS), before + 1, `seed ${seed}`);
  }
});

Deno.test("A manager forgets the objects of ended clients", async () => {
  await using manager = new Manager();
  const list = await manager.list<unknown>([null]);
  for (let turn = 0; turn < ENDS; turn++) {
    const started = new Event();
    const victim = start(target.createForEver, manager, list, started);
    assert(await started.wait(LONG_MS), `seed ${seed}`);
    await pass();
    await end(victim);
  }
  await list.clear(LONG_MS);
  // Objects in other objects go when the manager's process has collected their proxies: what is left is bounded by what one client made.
  await until("they are forgotten", () => manager.objectCountSync(LONG_MS) < 2000);
  const extra = await manager.dict();
  const count = await manager.objectCount(LONG_MS);
  extra.close();
  assert(await manager.objectCount(LONG_MS) < count, `seed ${seed}`);
});

Deno.test("Clients of an ended manager are told, whatever they do", async () => {
  for (let turn = 0; turn < ENDS; turn++) {
    const manager = new Manager();
    const [out, ready] = [new Queue<unknown>(), new Event()];
    const dict = await manager.dict<string, number>({ n: 0 });
    const client = start(target.reportLoss, dict, ready, out as Queue);
    assert(await ready.wait(LONG_MS), `seed ${seed}`);
    const open = Array.from({ length: 10 }, () => dict.increment("n"));
    const settled = Promise.allSettled(open);
    await pass();
    await end(activeChildren().find(({ pid }) => pid === manager.pid)!);
    assertInstanceOf(await out.get(LONG_MS), WorkerDied, `seed ${seed}`);
    for (const result of await settled) {
      assert(result.status === "fulfilled" || result.reason instanceof WorkerDied, `seed ${seed}`);
    }
    await assertRejects(() => dict.get("n"), WorkerDied, "has ended with exit code -");
    await joinAll(client);
    await manager.shutdown();
  }
  assertEquals(activeChildren(), []);
});
