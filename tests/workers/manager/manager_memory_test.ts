/**
 * Managers and the helper of sockets where the shared memory is full for a moment, and what they give back.
 *
 * @module
 */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { currentTree } from "../../../workers/core/_root.ts";
import { Client } from "../../../workers/sockets/client.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import { fillMemory } from "../memory_full.ts";
import { collectGarbage } from "../garbage.ts";
import * as target from "./manager_targets.ts";
import { joinAll, LONG_MS, startIn, until } from "../support.ts";

const module = new URL("./manager_targets.ts", import.meta.url);
const start = startIn(module);
const shops = Manager.register({ module, type: target.Shop, proxied: ["basket"] });

for (const smallest of [65536, 1024, 128]) {
  Deno.test(`A manager answers with an error where memory of ${smallest} bytes is missing, and keeps everything`, async () => {
    await using manager = new Manager();
    const dict = await manager.dict<string, unknown>({ big: new Uint8Array(1_000_000), small: 1 });
    const shop = await manager.create(shops, [5]);
    await dict.get("small");
    dict.getSync("small");
    const giveBack = fillMemory(smallest);
    try {
      await assertRejects(() => dict.get("big", LONG_MS), RangeError, "shared memory is used up");
      assertThrows(() => dict.getSync("big", LONG_MS), RangeError, "shared memory is used up");
      await assertRejects(
        () => Promise.all(Array(40).fill(0).map(() => dict.get("big", LONG_MS))),
        RangeError,
        "used up",
      );
      assertEquals([await dict.get("small", LONG_MS), dict.getSync("small", LONG_MS)], [1, 1]);
      assertThrows(() => manager.dictSync({ more: new Uint8Array(1_000_000) }), RangeError);
      await shop.basket().then((basket) => basket.close(), () => {}); // a proxy in the answer takes memory, or not
    } finally {
      giveBack();
    }
    assertEquals((await dict.get("big", LONG_MS) as Uint8Array).length, 1_000_000);
    assertEquals(await shop.buy(1), 4);
  });
}

Deno.test("A manager puts answers off while there is no memory for them at all, of awaited calls too", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>({ text: "x".repeat(4000) });
  const shop = await manager.create(shops, [5]);
  const slow = shop.wait(); // answered later, when the manager sleeps
  // Nobody takes the answers while this thread is busy: what the queue of answers cannot hold has to wait for memory.
  const asked = Array.from({ length: 200 }, () => dict.get("text", LONG_MS));
  const giveBack = fillMemory(128);
  const until = performance.now() + 200;
  while (performance.now() < until); // the manager carries them out meanwhile
  giveBack();
  const outcomes = await Promise.allSettled(asked);
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") assertEquals((outcome.value as string).length, 4000);
    else assert(outcome.reason instanceof RangeError && /used up/.test(outcome.reason.message), String(outcome.reason));
  }
  assert(await shop.open());
  assertEquals(await slow, "opened");
  assertEquals((await dict.get("text", LONG_MS) as string).length, 4000);
});

Deno.test("A handle that cannot be received for want of memory fails its own call only", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>({ small: 1 });
  const shop = await manager.create(shops, [1]);
  const waiting = shop.wait();
  await dict.set("before", new Lock());
  const locks = Array.from({ length: 3000 }, () => new Lock());
  const giveBack = fillMemory(64);
  const outcome = await dict.set("locks", locks, LONG_MS).then(() => null, (error) => error);
  giveBack();
  if (outcome !== null) assert(outcome instanceof RangeError && /used up/.test(outcome.message), String(outcome));
  assertEquals(await dict.get("small", LONG_MS), 1);
  assert(await shop.open());
  assertEquals(await waiting, "opened");
});

Deno.test("Connections over sockets outlive a moment without shared memory, and lose nothing", async () => {
  using listener = new Listener({ address: { port: 0 } });
  const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
  await mine.send("warm");
  assertEquals(await theirs.recv(LONG_MS), "warm");
  const block = new Uint8Array(100_000).fill(7);
  for (let count = 0; count < 20; count++) await mine.sendBytes(block);
  const giveBack = fillMemory(128);
  const until = performance.now() + 100;
  while (performance.now() < until); // the helper has more to carry than there is memory for
  await assertRejects(() => Client(listener.address, {}, LONG_MS), RangeError, "used up");
  giveBack();
  for (let count = 0; count < 20; count++) assertEquals(await theirs.recvBytes(undefined, LONG_MS), block);
  const [again, other] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
  for (const connection of [mine, theirs, again, other]) connection.close();
});

function usedBytes(): number {
  const { core, self } = currentTree();
  return core.usedBytes(self);
}

Deno.test("Managers give their memory back when they end, however: without waiting for the collector", async () => {
  const turn = async (end: (manager: Manager) => Promise<void>) => {
    const manager = new Manager();
    const dict = await manager.dict<string, number>({ n: 0 });
    dict.incrementSync("n");
    await joinAll(start(target.count, dict, 2));
    assertEquals(await dict.get("n"), 3);
    await end(manager);
    return [manager, dict];
  };
  const kept: unknown[] = [];
  const ends: ((manager: Manager) => Promise<void>)[] = [
    (manager) => manager.shutdown(),
    (manager) => Promise.resolve(manager.shutdownSync()),
    async (manager) => {
      const shop = await manager.create(shops, [1]);
      await shop.die().catch(() => {});
      assert(await manager.join(LONG_MS));
    },
  ];
  for (const end of ends) kept.push(await turn(end));
  collectGarbage();
  const before = usedBytes();
  for (let index = 0; index < 9; index++) kept.push(await turn(ends[index % 3]));
  // Handles are small, and go when nobody refers to them.
  await until("the queues are given back", () => usedBytes() - before < 9 * 4096);
  assertEquals(kept.length, 12);
});

Deno.test("Helpers of sockets give their memory back when they end", async () => {
  const turn = async () => {
    const listener = await Listener.open({ address: { port: 0 } });
    const [theirs, mine] = await Promise.all([listener.accept(LONG_MS), Client(listener.address, {}, LONG_MS)]);
    await mine.send(1);
    assertEquals(await theirs.recv(LONG_MS), 1);
    for (const closable of [mine, theirs, listener]) closable.close();
  };
  await turn();
  await until("the first has gone", () => usedBytes() < 2 ** 17 * 2);
  const before = usedBytes();
  await turn();
  await until("the second has gone", () => usedBytes() <= before + 4096);
});
