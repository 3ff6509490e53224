/**
 * Managers over a network, ported from what CPython's _TestRemoteManager and _TestManagerRestart do, and what strangers and lost connections may do.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { Queue } from "../../../workers/channels/queue.ts";
import { AuthenticationError, EndOfFileError, TimeoutError, WorkerDied } from "../../../workers/errors.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import type { ManagerDict } from "../../../workers/manager/manager_dict.ts";
import type { ManagerList } from "../../../workers/manager/manager_list.ts";
import type { Managed } from "../../../workers/manager/manager_object.ts";
import type { ManagerOptions } from "../../../workers/manager/manager_options.ts";
import type { ManagerPool } from "../../../workers/manager/manager_pool.ts";
import type { ManagerProxy } from "../../../workers/manager/manager_proxy.ts";
import type { NetworkManager } from "../../../workers/manager/network_manager.ts";
import { task } from "../../../workers/pool/options.ts";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { Client } from "../../../workers/sockets/client.ts";
import { Listener } from "../../../workers/sockets/listener.ts";
import { SharedArray } from "../../../workers/memory/shared_array.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import "../../../workers/network/network.ts";
import { collectGarbage } from "../garbage.ts";
import * as target from "../manager/manager_targets.ts";
import { fillMemory } from "../memory_full.ts";
import { joinAll, LONG_MS, randomFrom, seedOfRun, soak, startIn, until } from "../support.ts";

const module = new URL("../manager/manager_targets.ts", import.meta.url);
const start = startIn(module);
const key = (text: string) => new TextEncoder().encode(text);
const authKey = key("secret");
const shops = Manager.register({
  module,
  type: target.Shop,
  exposed: ["buy", "wait", "open", "basket", "throwOdd"],
  proxied: ["basket"],
});
const TCP: ManagerOptions = { address: { port: 0 }, authKey, types: [shops] };

/** A manager and a connection to it. */
async function both(options = TCP): Promise<[Manager, NetworkManager]> {
  const manager = new Manager(options);
  return [manager, await Manager.connect(manager.address!, { authKey: options.authKey }, LONG_MS)];
}

const DOORS = [["TCP", { port: 0 }], ["a Unix socket", Deno.makeTempDirSync() + "/manager"]] as const;
for (const [name, address] of DOORS) {
  Deno.test(`Objects of a manager at ${name} are made and used over the network, in both forms`, async () => {
    const [manager, remote] = await both({ ...TCP, address });
    const dict = await remote.dict<string, unknown>({ a: 1 });
    await dict.set("b", { deep: [1n, new Date(5), new Uint8Array([1, 2])] });
    assertEquals([dict.getSync("a"), await dict.get("b")], [1, { deep: [1n, new Date(5), new Uint8Array([1, 2])] }]);
    assertEquals([await dict.increment("a", 2), dict.incrementSync("a", 2)], [3, 5]);
    assertEquals([...remote.dictSync({ x: 1 })], [["x", 1]]);
    const list = remote.listSync([3, 1]);
    list.push(2);
    await list.sort();
    assertEquals([await list.slice(), list.atSync(-1)], [[1, 2, 3], 3]);
    const set = await remote.set([1, 2]);
    assertEquals([await set.union([3]), set.isSubsetOfSync([1, 2])], [new Set([1, 2, 3]), true]);
    assertEquals(await set.intersection(await remote.set([2, 9])), new Set([2]));
    const namespace = await remote.namespace({ x: 1 });
    namespace.x = 5;
    assertEquals([await namespace.get("x"), namespace.x, "x" in namespace], [5, 5, true]);
    const value = remote.valueSync({ score: 1 });
    value.value = { score: 2 };
    assertEquals(await value.get(), { score: 2 });
    const shop = await remote.create(shops, [5]);
    assertEquals([await shop.buy(1), shop.buySync(1)], [4, 3]);
    const named = await remote.create<target.Shop>("Shop", [7]);
    assertEquals([await named.buy(1), remote.createSync<target.Shop>("Shop", [9]).buySync(2)], [6, 7]);
    assertEquals([remote.name, remote.pid, remote.isAlive(), remote.address], [
      manager.name,
      manager.pid,
      true,
      manager.address!,
    ]);
    assertMatch(Deno.inspect(remote), /^<Manager name=.* pid=\d+ at .* connected>$/);
    assertEquals(await remote.objectCount(), remote.objectCountSync());
    remote.close();
    await manager.shutdown();
    assertEquals(activeChildren(), []);
    if (typeof address === "string") await assertRejects(() => Deno.stat(address), Deno.errors.NotFound);
  });
}

Deno.test("publish() makes an object known to processes and programs that were not given it", async () => {
  const [manager, remote] = await both();
  const stock = await manager.dict({ apples: 100 });
  await manager.publish("stock", stock);
  const found = await remote.lookup<ManagerDict<string, number>>("stock");
  assertEquals(await found.increment("apples", -1), 99);
  assertEquals(remote.lookupSync("stock"), found, "one object is one proxy");
  assertEquals([await stock.get("apples"), await manager.lookup("stock")], [99, stock as ManagerProxy]);
  const mine = await remote.list(["from afar"]);
  await remote.publish("mine", mine);
  const out = new Queue<unknown>();
  await joinAll(start(target.lookUp, manager, "mine", out));
  assertEquals(await out.get(LONG_MS), ["from afar", "and here"]);
  assertEquals(await mine.slice(), ["from afar", "and here"]);
  assertEquals([await remote.unpublish("mine"), remote.unpublishSync("mine")], [true, false]);
  await assertRejects(() => remote.lookup("mine"), RangeError, "nothing is published under that name");
  assertThrows(() => manager.lookupSync("mine"), RangeError, "nothing is published under that name");
  await assertRejects(() => manager.publish("x", {} as never), TypeError, "proxy must be what a manager gave");
  await assertRejects(() => manager.publish(5 as never, stock), TypeError, "name must be a string, got 5");
  const other = new Manager();
  await assertRejects(() => other.publish("x", stock), TypeError, "must be a proxy of this manager");
  await other.shutdown();
  remote.close();
  await manager.shutdown();
});

Deno.test("Proxies go into calls and come out of them, and are kept as long as somebody has them", async () => {
  const [manager, remote] = await both();
  const count = () => manager.objectCountSync();
  const before = count();
  const outer = await remote.dict<string, unknown>();
  const inner = await remote.list([1]);
  await outer.set("inner", inner);
  const again = await outer.get("inner") as ManagerList<number>;
  assertEquals(again, inner);
  inner.close();
  await until("the closed proxy is let go", () => count() === before + 2);
  await assertRejects(() => inner.slice(), Error, "the proxy is closed in this process");
  const fetched = await outer.get("inner") as ManagerList<number>;
  await fetched.append(2);
  assertEquals(await fetched.slice(), [1, 2]);
  fetched[Symbol.dispose]();
  outer.close();
  const shop = await remote.create(shops, [1]);
  const basket = await shop.basket();
  assertEquals([await basket.put("apple"), basket.putSync("pear")], [1, 2]);
  basket.close();
  shop.close();
  const dropped = await (async () => {
    const gone = await Promise.all(Array.from({ length: 20 }, () => remote.list()));
    return gone.length;
  })();
  assertEquals(dropped, 20);
  await until("what was collected is let go", () => {
    collectGarbage();
    return count() <= before + 2; // the manager's own handle of the list goes when it is collected there
  });
  remote.close();
  await manager.shutdown();
});

Deno.test("A manager on a network stays open while nobody refers to its gate", async () => {
  const [manager, remote] = await both();
  const dict = await remote.dict({ a: 1 });
  for (let turn = 0; turn < 20; turn++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20)); // the gate is told what was collected
  }
  assertEquals(await dict.get("a"), 1);
  using other = await Manager.connect(manager.address!, { authKey }, LONG_MS);
  assertEquals(other.isAlive(), true);
  remote.close();
  await manager.shutdown();
});

Deno.test("A call that waits keeps nobody else waiting, and takes a timeout or a signal", async () => {
  const [manager, remote] = await both();
  const shop = await remote.create(shops, [5]);
  const waiting = shop.wait();
  assertEquals([await shop.buy(1), shop.buySync(1)], [4, 3]);
  await assertRejects(() => shop.call("wait", [], 20), TimeoutError, "Cannot call wait: no answer came in time");
  assertThrows(() => shop.callSync("wait", [], 20), TimeoutError, "Cannot call wait: no answer came in time");
  const controller = new AbortController();
  const aborted = assertRejects(() => shop.call("wait", [], { signal: controller.signal }), Error, "enough");
  controller.abort(new Error("enough"));
  await aborted;
  const last = shop.wait(); // its gate is the one that is open
  assertEquals(await shop.open(), true);
  assertEquals(await last, "opened");
  const many = await Promise.all(Array.from({ length: 2000 }, () => shop.buy(0)));
  assertEquals(new Set(many), new Set([3]));
  waiting.catch(() => {});
  remote.close();
  await assertRejects(() => waiting, Error, "closed in this process");
  await manager.shutdown();
});

Deno.test("A pool that was published is used over the network, by functions of its own module", async () => {
  const [manager, remote] = await both();
  await manager.publish("pool", await manager.pool({ processes: 1, module }));
  const pool = await remote.lookup<ManagerPool>("pool");
  assertEquals([await pool.apply(target.square, [3]), pool.applySync(target.plus, [1, 2])], [9, 3]);
  assertEquals(await pool.map(target.square, [1, 2, 3]), [1, 4, 9]);
  const seen = [];
  for await (const square of pool.imap(target.square, [1, 2])) seen.push(square);
  assertEquals(seen, [1, 4]);
  const result = await pool.applyAsync(target.square, [5], { callback: (value) => seen.push(value) });
  assertEquals([await result.get(LONG_MS), result.readySync(), seen.at(-1)], [25, true, 25]);
  await assertRejects(() => pool.apply(target.failing, []), RangeError, "from the target");
  await assertRejects(
    () => pool.apply(task("data:text/javascript,export function f(){}", target.square), [1]),
    TypeError,
    "over a network target must be a function of the pool's own module",
  );
  await assertRejects(() => remote.pool({ module }), TypeError, "publish one there");
  remote.close();
  await manager.shutdown();
});

Deno.test("What cannot cross a network is refused, with the reason and the path to it", async () => {
  const [manager, remote] = await both();
  const dict = await remote.dict<string, unknown>();
  await assertRejects(
    () => dict.set("x", { lock: new Lock() }),
    DOMException,
    "args[1].lock: a Lock means nothing outside",
  );
  assertThrows(() => dict.setSync("x", [new Queue()]), DOMException, "args[1][0]: a Queue means nothing outside");
  await assertRejects(() => dict.set("x", () => {}), DOMException, "a function cannot cross");
  const stranger = await manager.dict();
  await assertRejects(() => dict.set("x", stranger), DOMException, "a ManagerDict means nothing outside");
  for (
    const make of ["lock", "rLock", "semaphore", "boundedSemaphore", "condition", "event", "queue", "joinableQueue"]
  ) {
    const makers = remote as unknown as Record<string, () => unknown>;
    assertThrows(() => makers[make](), TypeError, "lives in the shared memory of a program");
  }
  assertThrows(() => remote.barrier(2), TypeError, "lives in the shared memory");
  assertThrows(() => remote.array("int32", 5), TypeError, "lives in the shared memory");
  const own = await manager.dict<string, unknown>({ lock: new Lock() });
  await manager.publish("own", own);
  const seen = await remote.lookup<ManagerDict>("own");
  await assertRejects(() => seen.get("lock"), DOMException, "Cannot send the result: a Lock means nothing outside");
  await assertRejects(
    () => dict.modify("x", { module, target: target.double, args: [1] } as never),
    TypeError,
    "register a class with a method that does it",
  );
  const queue = new Queue<unknown>();
  assertThrows(() => queue.putSync(dict), DOMException, "each connects for itself");
  assertThrows(() => queue.putSync(remote), DOMException, "each connects for itself");
  const shop = await remote.create(shops, [1]);
  await assertRejects(() => shop.call("greet"), TypeError, "no such method; it exposes");
  await assertRejects(() => shop.call("#shutdown"), TypeError, "no object has a method of that name");
  await assertRejects(() => shop.throwOdd(), Error, "odd");
  await assertRejects(() => shop.buy(5), target.SoldOut, "too many");
  await assertRejects(() => remote.create("Basket"), TypeError, "the manager's types must name it, they are Shop");
  await assertRejects(() => remote.create(shops, [-1]), RangeError, "stock must be 0 or more");
  assertEquals(await dict.size(), 0);
  remote.close();
  await manager.shutdown();
});

Deno.test("Nobody comes in without the key, and a listener that is no manager is told apart", async () => {
  const [manager, remote] = await both();
  const address = manager.address!;
  await assertRejects(() => Manager.connect(address, { authKey: key("wrong") }, LONG_MS), AuthenticationError);
  assertThrows(() => Manager.connectSync(address, { authKey: key("wrong") }, LONG_MS), AuthenticationError);
  await assertRejects(() => Manager.connect(address, {}, LONG_MS), AuthenticationError);
  using other = Manager.connectSync(address, { authKey }, LONG_MS);
  assertEquals(other.isAlive(), true);
  using listener = await Listener.open({ address: { port: 0 }, authKey });
  const serving = (async () => {
    using connection = await listener.accept(LONG_MS);
    await connection.send("hello");
    await connection.recv(LONG_MS).catch(() => {});
  })();
  await assertRejects(() => Manager.connect(listener.address, { authKey }, LONG_MS), TypeError, "is no manager");
  await serving;
  const silent = listener.accept(LONG_MS);
  await assertRejects(() => Manager.connect(listener.address, { authKey, handshakeTimeoutMs: 200 }), TimeoutError);
  (await silent).close();
  const again = listener.accept(LONG_MS);
  const controller = new AbortController();
  const aborted = assertRejects(
    () => Manager.connect(listener.address, { authKey }, { signal: controller.signal }),
    Error,
    "enough",
  );
  const accepted = await again;
  controller.abort(new Error("enough"));
  await aborted;
  accepted.close();
  remote.close();
  await manager.shutdown();
  await assertRejects(() => Manager.connect(address, { authKey }, LONG_MS), Error);
});

Deno.test("Garbage from one that has the key ends its own connection, and nobody else's", async () => {
  const [manager, remote] = await both();
  const dict = await remote.dict<string, number>({ n: 1 });
  const mark = [0x89, 0x51, 0x4d, 0x01];
  const messages = [
    [],
    [1, 2, 3],
    [...mark, 99],
    [...mark, 10, 1],
    [...mark, 10, 4, 4, 1, 4, 1, 4, 1, 4, 1],
    [...mark, 23, 17, 0, 0, 0, 0],
    [...mark, ...Array(3000).fill(0).flatMap(() => [10, 1])],
  ];
  for (const message of messages) {
    using stranger = await Client(manager.address!, { authKey }, LONG_MS);
    await stranger.recvBytes(undefined, LONG_MS); // the greeting
    await stranger.sendBytes(new Uint8Array(message));
    await assertRejects(() => stranger.recvBytes(undefined, LONG_MS), EndOfFileError);
  }
  assertEquals(await dict.get("n"), 1);
  remote.close();
  await manager.shutdown();
});

Deno.test("Clients that die leave nothing behind, and a manager that ends is told to all", async () => {
  const [manager, remote] = await both();
  const before = manager.objectCountSync();
  const out = new Queue<unknown>();
  const child = start(target.connectAndMake, manager.address!, authKey, out);
  assertEquals(await out.get(LONG_MS), "made");
  await until("they are there", () => manager.objectCountSync() === before + 5);
  child.kill();
  await joinAll(child);
  await until("they are gone", () => manager.objectCountSync() === before);
  const shop = await remote.create(shops, [1]);
  const open = shop.wait();
  const lost = assertRejects(() => open, EndOfFileError, "the connection to the manager at 127.0.0.1:");
  await manager.shutdown();
  await lost;
  assertThrows(() => shop.buySync(1), EndOfFileError, "Cannot call buy");
  await assertRejects(() => remote.dict(), EndOfFileError);
  assertEquals([remote.isAlive(), remote.closed], [false, false]);
  assertMatch(Deno.inspect(remote), /gone>$/);
  remote.close();
  assertEquals([remote.closed, activeChildren()], [true, []]);
});

Deno.test("Clients that are killed at random leave whole calls and nothing else", async () => {
  const seed = seedOfRun();
  console.log(`seed ${seed}`);
  const random = randomFrom(seed);
  const [manager, remote] = await both();
  const dict = await manager.dict<string, number>({ n: 0 });
  await manager.publish("dict", dict);
  for (let turn = 0; turn < (soak ? 50 : 3); turn++) {
    const told = new SharedArray("int32", 1, { lock: false });
    await dict.set("n", 0);
    const victim = start(target.connectAndCount, manager.address!, authKey, told);
    await until("it counts", () => told.view[0] > 3);
    await new Promise((resolve) => setTimeout(resolve, random() * 20));
    victim.kill();
    await joinAll(victim);
    await until("what it had is gone", () => manager.objectCountSync() === 1);
    const [done, answered] = [await dict.get("n") as number, told.view[0]];
    assert(done === answered || done === answered + 1, `${done} carried out, ${answered} answered, seed ${seed}`);
    assertEquals(await (await remote.lookup<ManagerDict<string, number>>("dict")).get("n"), done);
  }
  remote.close();
  await manager.shutdown();
});

Deno.test("A manager that is killed is told to those on the network", async () => {
  const [manager, remote] = await both();
  const shop = await remote.create(shops, [1]);
  const waiting = shop.wait().then(() => null, (error) => error);
  activeChildren().find(({ pid }) => pid === manager.pid)!.kill();
  const error = await waiting;
  assert(error instanceof EndOfFileError || error instanceof WorkerDied, String(error));
  await until("the connection has ended", () => !remote.isAlive());
  await assertRejects(() => shop.buy(1), EndOfFileError);
  remote.close();
  await manager.shutdown();
  assertEquals(activeChildren(), []);
});

Deno.test("A gate outlives a moment without shared memory", async () => {
  const [manager, remote] = await both();
  const dict = await remote.dict<string, unknown>({ big: new Uint8Array(1_000_000), small: 1 });
  await dict.get("small");
  const giveBack = fillMemory(1024);
  const failures = await Promise.allSettled([dict.get("big", 200), dict.get("small", 200)]);
  giveBack();
  for (const failure of failures) {
    if (failure.status === "fulfilled") continue;
    assert(failure.reason instanceof RangeError || failure.reason instanceof TimeoutError, String(failure.reason));
  }
  assertEquals([await dict.get("small", LONG_MS), (await dict.get("big", LONG_MS) as Uint8Array).length], [
    1,
    1_000_000,
  ]);
  remote.close();
  await manager.shutdown();
});

Deno.test("A message that is too long fails its own call, on both sides", async () => {
  const [manager, remote] = await both();
  const short = await Manager.connect(manager.address!, { authKey, maxMessageBytes: 1000 }, LONG_MS);
  const dict = await short.dict<string, unknown>({ n: 1 });
  const large = new Uint8Array(1001);
  await assertRejects(() => dict.set("large", large), RangeError, "more than maxMessageBytes 1000");
  assertThrows(() => dict.setSync("large", large), RangeError, "more than maxMessageBytes 1000");
  assertEquals([await dict.get("n"), dict.getSync("n")], [1, 1]);
  short.close();
  remote.close();
  await manager.shutdown();
  const [narrow, client] = await both({ ...TCP, maxMessageBytes: 1000 });
  const list = await client.list(Array(100).fill("x"));
  for (let part = 0; part < 4; part++) await list.extend(Array(100).fill("x"));
  await assertRejects(() => list.slice(), RangeError, "more than maxMessageBytes 1000; the call was carried out");
  assertThrows(() => list.sliceSync(), RangeError, "more than maxMessageBytes 1000");
  assertEquals(await list.length(), 500);
  await assertRejects(
    () => list.extend(Array(1000).fill("x")),
    RangeError,
    "more than the manager's maxMessageBytes 1000",
  );
  assertEquals(await list.length(), 500);
  client.close();
  await narrow.shutdown();
});

Deno.test("Manager.open() with an address refuses one that is taken, and leaves nothing", async () => {
  const manager = await Manager.open(TCP);
  await assertRejects(() => Manager.open({ address: manager.address!, authKey }), Deno.errors.AddrInUse);
  assertEquals(activeChildren().filter((child) => child.isAlive()).length, 1);
  await manager.shutdown();
});

Deno.test("Manager refuses wrong options of a network, by name", () => {
  const wrong: [ManagerOptions, typeof TypeError | typeof RangeError, string][] = [
    [{ address: 5 as never }, TypeError, "address must be a path or { hostname, port }"],
    [{ address: { port: "1" as never } }, TypeError, "address.port must be a number"],
    [{ address: { port: 70000 } }, RangeError, "address.port must be an integer from 0 to 65535"],
    [{ address: { port: 0 }, authKey: null as never }, TypeError, "authKey must be a Uint8Array"],
    [{ address: { port: 0 }, authKey: "key" as never }, TypeError, "authKey must be a Uint8Array, got string"],
    [
      { address: { port: 0 }, types: [target.Shop as never] },
      TypeError,
      "types must be an array of what Manager.register",
    ],
    [{ address: { port: 0 }, types: [shops, shops] }, RangeError, "types must be of different names"],
    [{ address: { port: 0 }, maxMessageBytes: NaN }, RangeError, "maxMessageBytes"],
    [{ authKey }, TypeError, "authKey must be given together with an address"],
    [{ types: [shops] }, TypeError, "types must be given together with an address"],
  ];
  for (const [options, Class, message] of wrong) assertThrows(() => new Manager(options), Class, message);
  const manager = new Manager(TCP);
  assertThrows(() => new Manager({ address: manager.address!, authKey }), Deno.errors.AddrInUse);
  manager.shutdownSync();
  assertEquals(activeChildren(), []);
});

Deno.test("A manager at an address can be started again at once", async () => {
  const first = await Manager.open(TCP);
  const { address } = first;
  const remote = await Manager.connect(address!, { authKey }, LONG_MS);
  await first.shutdown();
  const second = await Manager.open({ ...TCP, address: address! });
  await assertRejects(() => remote.dict(), EndOfFileError);
  using again = await Manager.connect(address!, { authKey }, LONG_MS);
  assertEquals(await (await again.dict({ a: 1 })).get("a"), 1);
  remote.close();
  await second.shutdown();
});

Deno.test("Two programs share a queue of jobs: the example", async () => {
  const config = new URL("../../../deno.npm.json", import.meta.url).pathname;
  const program = (name: string, ...args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-A",
        "--no-check",
        `--config=${config}`,
        new URL(`../../../examples/${name}`, import.meta.url).href,
        ...args,
      ],
      env: { JOBS_KEY: "of this test" },
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.timeout(LONG_MS),
    }).spawn();
  const server = program("jobs_server.ts");
  const [first, rest] = server.stdout.tee();
  const reader = first.pipeThrough(new TextDecoderStream()).getReader();
  let port = "";
  while (!port.includes("\n")) port += (await reader.read()).value ?? "\n"; // ends with the line
  await reader.cancel();
  const { code, stdout, stderr } = await program("jobs_worker.ts", port.trim()).output();
  const text = new TextDecoder();
  assertEquals([code, text.decode(stdout), text.decode(stderr)], [0, "the server has ended\n", ""]);
  assertStringIncludes(await new Response(rest).text(), "the sum of the squares is 385");
  await server.stderr.cancel();
  assertEquals((await server.status).code, 0);
});

/** Not run: what must not compile. */
export async function wrongTypes(remote: NetworkManager): Promise<void> {
  // @ts-expect-error an argument of another type
  await remote.create(shops, ["one"]);
  const shop: Managed<target.Shop> = await remote.create<target.Shop>("Shop", [1]);
  // @ts-expect-error an argument of another type
  await shop.buy("one");
}
