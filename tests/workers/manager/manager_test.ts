/**
 * The manager's behaviours, ported from CPython's tests of its managers where there is one: _TestContainers, _TestMyManager,
 * TestManagerExceptions, TestSyncManagerTypes, TestInitializers, _TestManagerRestart.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { activeChildren } from "../../../workers/process/current_process.ts";
import { QueueEmpty, QueueFull, RemoteError, TimeoutError, WorkerDied } from "../../../workers/errors.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Manager } from "../../../workers/manager/manager.ts";
import type { ManagerDict } from "../../../workers/manager/manager_dict.ts";
import type { ManagerList } from "../../../workers/manager/manager_list.ts";
import type { ManagerNamespace } from "../../../workers/manager/manager_namespace.ts";
import { task } from "../../../workers/pool/options.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import * as target from "./manager_targets.ts";
import { joinAll, LONG_MS, overSpawn, startIn, until } from "../support.ts";

const module = new URL("./manager_targets.ts", import.meta.url);

const start = startIn(module);

const shops = Manager.register({ module, type: target.Shop, proxied: ["basket"] });

Deno.test("ManagerDict has the methods of Map and of Python's dict, in both forms", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string | number, unknown>([["a", 1], [2, "two"]]);
  assertEquals([await dict.get("a"), dict.getSync(2), await dict.get("missing")], [1, "two", undefined]);
  assertEquals([await dict.get("missing", { fallback: 7 }), dict.getSync("a", { fallback: 7 })], [7, 1]);
  await dict.set("b", null);
  dict.setSync("b", [1]);
  assertEquals([await dict.has("b"), dict.hasSync("c"), await dict.size(), dict.sizeSync()], [true, false, 3, 3]);
  assertEquals([await dict.delete("b"), dict.deleteSync("b")], [true, false]);
  await dict.update({ c: 3 } as never);
  dict.updateSync(new Map([["d", 4]]));
  assertEquals([await dict.keys(), dict.valuesSync()], [["a", 2, "c", "d"], [1, "two", 3, 4]]);
  assertEquals(await dict.entries(), [["a", 1], [2, "two"], ["c", 3], ["d", 4]]);
  assertEquals([await dict.pop("a"), dict.popSync("a", { fallback: "none" })], [1, "none"]);
  await assertRejects(() => dict.pop("a"), RangeError, 'Cannot pop: there is no key "a"');
  assertEquals([await dict.popItem(), dict.popItemSync()], [["d", 4], ["c", 3]]);
  assertEquals([await dict.setDefault(2, "other"), dict.setDefaultSync("e", 5)], ["two", 5]);
  assertEquals(await dict.copy(), new Map<unknown, unknown>([[2, "two"], ["e", 5]]));
  await dict.clear();
  assertThrows(() => dict.popItemSync(), RangeError, "empty");
  await assertRejects(() => dict.set({} as never, 1), TypeError, "must be a primitive");
  await assertRejects(() => dict.update(new Map([["x", 1], [[] as never, 2]])), TypeError);
  assertEquals(dict.sizeSync(), 0);
});

Deno.test("ManagerDict iterates over the entries as they are at the first step", async () => {
  using manager = new Manager();
  const dict = manager.dictSync({ a: 1, b: 2 });
  assertEquals([...dict], [["a", 1], ["b", 2]]);
  const iterator = dict[Symbol.iterator]();
  dict.setSync("a", 10);
  assertEquals(iterator.next().value, ["a", 10]);
  const seen = [];
  for await (const [key] of dict) seen.push(key);
  assertEquals(seen, ["a", "b"]);
});

Deno.test("ManagerList has the methods of Array and of Python's list, in both forms", async () => {
  await using manager = new Manager();
  const list = await manager.list([...Array(10).keys()]);
  assertEquals(await list.slice(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const other = manager.listSync<number>();
  await other.extend([0, 1, 2]);
  other.extendSync([3, 4]);
  assertEquals([await other.at(2), other.atSync(-1), await other.slice(1, 3), other.sliceSync(-2)], [2, 4, [1, 2], [
    3,
    4,
  ]]);
  await assertRejects(() => other.at(5), RangeError, "length 5, got 5");
  assertEquals(await other.at(5, { fallback: -1 }), -1);
  await other.set(-1, 40);
  other.setSync(0, 5);
  await other.delete(1);
  assertEquals(other.sliceSync(), [5, 2, 3, 40]);
  await other.append(2);
  assertEquals(other.push(7, 8), 7);
  await other.insert(0, 1);
  other.insertSync(100, 9);
  assertEquals(await other.slice(), [1, 5, 2, 3, 40, 2, 7, 8, 9]);
  assertEquals([await other.pop(), other.popSync(0), await other.count(2), other.countSync(99)], [9, 1, 2, 0]);
  assertEquals([await other.indexOf(2), other.indexOfSync(2, 2), await other.indexOf(99), other.includesSync(40)], [
    1,
    4,
    -1,
    true,
  ]);
  await other.remove(2);
  assertThrows(() => other.removeSync(99), RangeError, "no such item");
  assertEquals(await other.slice(), [5, 3, 40, 2, 7, 8]);
  await other.sort();
  assertEquals(other.sliceSync(), [2, 3, 5, 7, 8, 40]);
  await other.sort({ reverse: true });
  other.reverseSync();
  assertEquals([await other.splice(1, 2, [30, 50, 60]), await other.slice()], [[3, 5], [2, 30, 50, 60, 7, 8, 40]]);
  assertEquals([await other.length(), other.lengthSync()], [7, 7]);
  await other.clear();
  await assertRejects(() => other.pop(), RangeError, "empty");
  assertEquals(await other.pop(-1, { fallback: 3 }), 3);
});

Deno.test("ManagerList.sort() sorts by a field, and leaves the list as it was when items have no order", async () => {
  await using manager = new Manager();
  const people = await manager.list([{ name: "b", age: 2 }, { name: "a", age: 2 }, { name: "c", age: 1 }]);
  await people.sort({ key: "age" });
  assertEquals((await people.slice()).map(({ name }) => name), ["c", "b", "a"]);
  const mixed = await manager.list<unknown>([3, "x", 1]);
  await assertRejects(() => mixed.sort(), TypeError, "must be comparable");
  assertEquals(await mixed.slice(), [3, "x", 1]);
  const words = await manager.list<unknown>([[2, "b"], [1, "z"], [2, "a"]]);
  await words.sort();
  assertEquals(await words.slice(), [[1, "z"], [2, "a"], [2, "b"]]);
});

Deno.test("ManagerList compares items by content", async () => {
  await using manager = new Manager();
  const list = await manager.list<unknown>([{ a: [1, new Date(5)] }, new Map([["k", 1]]), NaN, new Uint8Array([1, 2])]);
  assertEquals(
    await Promise.all(
      [{ a: [1, new Date(5)] }, new Map([["k", 1]]), NaN, new Uint8Array([1, 2])].map((item) => list.indexOf(item)),
    ),
    [0, 1, 2, 3],
  );
  assertEquals([await list.includes({ a: [1, new Date(6)] }), await list.includes({ a: [1] })], [false, false]);
});

Deno.test("ManagerNamespace has attributes; those that begin with _ stay in this process", async () => {
  await using manager = new Manager();
  const shared = await manager.namespace<Record<string, unknown>>();
  shared.name = "Bob";
  shared.job = "Builder";
  shared._hidden = "hidden";
  assertEquals([shared.name, shared.job, shared._hidden], ["Bob", "Builder", "hidden"]);
  delete shared.job;
  assertEquals(["name" in shared, "job" in shared, "_hidden" in shared], [true, false, true]);
  assertEquals(await shared.copy(), { name: "Bob" });
  assertThrows(() => shared.get = 1 as never, TypeError, "Cannot set get");
  await shared.set("get", 2);
  assertEquals([await shared.get("get"), await shared.get("none", { fallback: 1 })], [2, 1]);
  assertEquals([await shared.delete("get"), await shared.has("get")], [true, false]);
  const typed: ManagerNamespace<{ x: number }> & { x: number } = await manager.namespace({ x: 1 });
  typed.x += 1;
  assertEquals([typed.x, await typed.increment("x", 5)], [2, 7]);
});

Deno.test("ManagerValue holds a value of any type", async () => {
  await using manager = new Manager();
  const value = await manager.value<unknown>("text");
  value.value = { list: [1] };
  assertEquals([await value.get(), value.value], [{ list: [1] }, { list: [1] }]);
  await value.set(5n);
  assertEquals([await value.increment(2n), await value.compareAndSet(7n, 8n), value.getSync()], [7n, true, 8n]);
  await assertRejects(() => value.increment(1), TypeError, "two numbers or two bigints");
});

Deno.test("Manager gives the library's own locks, events, queues and arrays", async () => {
  await using manager = new Manager();
  const queue = manager.queue<number>(1);
  await queue.put(1);
  assertThrows(() => queue.putNowait(2), QueueFull);
  assertEquals(await queue.get(), 1);
  assertThrows(() => queue.getNowait(), QueueEmpty);
  const joinable = manager.joinableQueue<number>();
  joinable.putSync(1);
  joinable.getSync();
  joinable.taskDone();
  assert(await joinable.join(LONG_MS));
  assertThrows(() => manager.lock().release(), RangeError);
  assertThrows(() => manager.rLock().release(), Error);
  assertEquals([manager.semaphore(2).value, manager.boundedSemaphore(3).value], [2, 3]);
  assertThrows(() => manager.boundedSemaphore(1).release(), RangeError);
  const condition = manager.condition();
  condition.acquireSync();
  assertEquals(condition.notifyAll(), 0);
  assertEquals(manager.event().isSet(), false);
  assertEquals(await manager.barrier(1).wait(), 0);
  assertEquals([...manager.array("int32", [1, 2, 3])], [1, 2, 3]);
});

Deno.test("Manager's objects can be used by children and their children", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>();
  const list = await manager.list<unknown>();
  await joinAll(start(target.fill, dict, list));
  assertEquals(await dict.get("list"), list);
  assertEquals((await list.slice()).length, 1);
  const out = new Queue<[ManagerDict<string, unknown>, number]>();
  await joinAll(start(target.grandchild, manager, out as Queue));
  const [made, exitCode] = await out.get(LONG_MS);
  assertEquals([exitCode, await made.get("made")], [0, 1]);
  assertEquals(await (made.getSync("list") as ManagerList).length(), 1);
});

Deno.test("Proxies nested in others are live, and survive the removal of what held them", async () => {
  await using manager = new Manager();
  const outer = await manager.list<unknown>();
  const inner = await manager.list<unknown>([1]);
  await outer.append(inner);
  await outer.append([inner]);
  await inner.append(2);
  assertEquals(await (await outer.at(0) as ManagerList).slice(), [1, 2]);
  assertEquals(await ((await outer.at(1)) as ManagerList[])[0].slice(), [1, 2]);
  const pets = await manager.dict<string, unknown>();
  const attributes = await manager.dict({ feed: "fish" });
  await pets.set("attributes", attributes);
  const through = await pets.get("attributes") as ManagerDict<string, string>;
  await pets.delete("attributes");
  attributes.setSync("feed", "meat");
  assertEquals(await through.get("feed"), "meat");
  const self = await manager.dict<string, unknown>();
  await self.set("self", self);
  assertEquals(await self.get("self"), self);
});

Deno.test("Mutable values in a dict are copies", async () => {
  await using manager = new Manager();
  const dict = await manager.dict({ list: [1] });
  dict.getSync("list")!.push(2);
  assertEquals(await dict.get("list"), [1]);
});

Deno.test("ManagerDict.increment() from several processes loses nothing, and neither does a lock around get and set", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, number>();
  await joinAll(...[1, 2, 3].map(() => start(target.count, dict, 300)), start(target.countAwaited, dict, 300));
  assertEquals(await dict.get("n"), 1200);
  await dict.set("n", 0);
  const lock = manager.lock();
  await joinAll(...[1, 2, 3].map(() => start(target.countWithLock, dict, lock, 100)));
  assertEquals(await dict.get("n"), 300);
});

Deno.test("ManagerDict.compareAndSet() sets only what is still as expected", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, unknown>({ version: { at: [1] } });
  assertEquals(await dict.compareAndSet("version", { at: [2] }, 0), false);
  assertEquals(await dict.compareAndSet("version", { at: [1] }, 2), true);
  assertEquals(await dict.compareAndSet("new", undefined, 1), true);
  assertEquals(await dict.entries(), [["version", 2], ["new", 1]]);
});

Deno.test("modify() runs an exported function on the value, in one step", async () => {
  await using manager = new Manager();
  const dict = await manager.dict<string, number>({ n: 4 });
  assertEquals(await dict.modify("n", { module, target: target.double, args: [1] }), 9);
  assertEquals(dict.modifySync("new", { module, target: target.double, args: [3] }), 3);
  const list = await manager.list([[1]]);
  assertEquals(await list.modify(-1, { module, target: target.withItem, args: [2] }), [1, 2]);
  const value = await manager.value(1);
  assertEquals(await value.modify({ module, target: target.double, args: [0] }), 2);
  await assertRejects(
    () => value.modify({ module, target: target.promise as never }),
    TypeError,
    "must not return a promise",
  );
  await assertRejects(() => dict.modify("n", { module, target: target.failing }), RangeError, "from the target");
  const closure = (() => () => 1)();
  assertThrows(() => dict.modifySync("n", { module, target: closure as never }), TypeError, "closure");
  assertEquals([await dict.get("n"), await value.get()], [9, 2]);
});

Deno.test("Registered classes are made and called in the manager's process", async () => {
  await using manager = new Manager();
  const shop = await manager.create(shops, [10]);
  assertEquals([await shop.buy(3), shop.buySync(2)], [7, 5]);
  assertEquals(await shop.greet(), `pid ${manager.pid}`);
  assertEquals(await shop.slowly(3), "done");
  const made = await manager.create(Manager.register({ module, type: target.makeShop, exposed: ["buy"] }), [1]);
  assertEquals(await made.buy(1), 0);
  await assertRejects(() => made.greet(), TypeError, "it exposes buy");
  await assertRejects(() => shop.call("_hidden"), TypeError, "no such method");
  await assertRejects(() => shop.call("constructor"), TypeError, "no such method");
  await assertRejects(() => shop.call("toString"), TypeError, "no such method");
  await assertRejects(() => shop.call("nothing"), TypeError, "Cannot call nothing: Shop has no such method");
  await assertRejects(() => manager.create(shops, [-1]), RangeError, "stock must be 0 or more");
  assertThrows(() => Manager.register({ module, type: (() => class {})() }), TypeError);
});

Deno.test("A method whose result is proxied keeps it in the manager's process", async () => {
  await using manager = new Manager();
  const shop = await manager.create(shops, [1]);
  const basket = await shop.basket();
  assertEquals([await basket.put("a"), basket.putSync("b")], [1, 2]);
  const again = shop.basketSync();
  assertEquals(again.putSync("a"), 1);
  const before = await manager.objectCount();
  again.close();
  assertEquals(await manager.objectCount(), before - 1);
  await assertRejects(() => again.put("c"), Error, "the proxy is closed");
});

Deno.test("A method that waits keeps nobody else waiting", async () => {
  await using manager = new Manager();
  const shop = await manager.create(shops, [1]);
  const waiting = shop.wait();
  await until("the gate is there", () => shop.openSync());
  assertEquals(await waiting, "opened");
  // A blocking call in the midst of awaited ones settles those whose answers come first.
  const open = [shop.slowly(1), shop.slowly(1), shop.slowly(1)];
  assertEquals(shop.slowlySync(20), "done");
  assertEquals(await Promise.all(open), ["done", "done", "done"]);
});

Deno.test("Objects can use proxies of their own manager", async () => {
  await using manager = new Manager();
  const shop = await manager.create(shops, [1]);
  const dict = await manager.dict({ n: 21 });
  assertEquals(await shop.copyFrom(dict), 42);
});

Deno.test("Errors come back whole; what is no ordinary error is a RemoteError", async () => {
  await using manager = new Manager();
  const shop = await manager.create(shops, [1]);
  const error = await assertRejects(() => shop.buy(2), target.SoldOut, "too many");
  assertEquals(error.item, "apples");
  assertStringIncludes(error.stack!, "manager_targets.ts");
  await assertRejects(() => shop.throwText(), RemoteError, "not an error");
  const odd = assertThrows(() => shop.throwOddSync(), TypeError, "odd"); // without the field that cannot cross
  assertStringIncludes(odd.stack!, "throwOdd");
  await assertRejects(() => shop.odd(), DOMException, "Cannot send the result.deep[0]: a function cannot cross");
  const dict = await manager.dict<string, unknown>();
  await assertRejects(() => dict.set("f", { deep: [() => {}] }), DOMException, "Cannot send args[1].deep[0]");
  assertEquals(await dict.size(), 0);
});

Deno.test("Calls take a timeout, the awaited ones a signal", async () => {
  await using manager = new Manager();
  const shop = await manager.create(shops, [1]);
  await assertRejects(() => shop.call("wait", [], 20), TimeoutError, "Cannot call wait");
  assertThrows(() => shop.callSync("wait", [], 20), TimeoutError, "may still be carried out");
  const controller = new AbortController();
  const waiting = shop.call("wait", [], { signal: controller.signal });
  controller.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
  await assertRejects(() => shop.call("wait", [], { signal: AbortSignal.abort(new Error("before")) }), Error, "before");
  const dict = await manager.dict({ a: 1 });
  assertEquals([await dict.get("a", LONG_MS), dict.getSync("a", { timeoutMs: LONG_MS })], [1, 1]);
  assertEquals(await shop.open(), true);
});

Deno.test("Objects live as long as a process, a message or another object has a proxy", async () => {
  await using manager = new Manager();
  const count = () => manager.objectCountSync();
  const [dict, list] = [await manager.dict<string, unknown>(), await manager.list<unknown>()];
  assertEquals(count(), 2);
  const [ready, never, queue] = [new Event(), new Event(), new Queue()];
  const child = start(target.keep, [dict], ready, never);
  await ready.wait(LONG_MS);
  dict.close();
  assertEquals(count(), 2, "a child has it");
  queue.putSync([list]);
  list.close();
  assertEquals(count(), 2, "it is in a message");
  child.kill();
  assertEquals(count(), 1, "the child died");
  const [arrived] = await queue.get(LONG_MS) as [ManagerList];
  await arrived.append(1);
  arrived.close();
  assertEquals(count(), 0);
  await assertRejects(() => manager.create(shops, [-1]), RangeError);
  assertEquals(count(), 0, "what could not be made");
});

Deno.test("Manager.start() runs an initializer before it serves", async () => {
  await using manager = new Manager({ start: false, name: "Prepared" });
  assertThrows(() => manager.dictSync(), Error, "start it first");
  assertThrows(() => manager.lock(), Error, "start it first");
  manager.start({ module, target: target.prepare, args: ["ready"] });
  assertEquals(manager.name, "Prepared");
  const prepared = await manager.create(Manager.register({ module, type: target.Prepared }));
  assertEquals(await prepared.text(), "ready");
  assertThrows(() => manager.start(), Error, "started before");
  assertThrows(() => new Manager({ start: false }).start({ module, target: null as never }), TypeError);
});

Deno.test("Manager.start() returns when its initializer is done, Manager.open() resolves then", async () => {
  const [begun, done] = [new Event(), new Event()];
  const manager = new Manager({ start: false });
  manager.start({ module, target: target.prepareSlowly, args: [begun, done] }, LONG_MS);
  assert(begun.isSet() && done.isSet());
  begun.clear();
  done.clear();
  const opened = await Manager.open({}, { module, target: target.prepareSlowly, args: [begun, done] }, LONG_MS);
  assert(begun.isSet() && done.isSet());
  await manager.shutdown();
  await opened.shutdown();
  const plain = await Manager.open({ name: "Plain" });
  assertEquals([plain.name, plain.isAlive()], ["Plain", true]);
  await plain.shutdown();
});

Deno.test("A manager whose initializer fails, dies or never ends says so at the start", async () => {
  const manager = new Manager({ start: false });
  const error = assertThrows(
    () => manager.start({ module, target: target.failToPrepare }),
    WorkerDied,
    "Cannot start the manager: its initializer failed: SoldOut: cannot begin",
  );
  assertInstanceOf(error.cause, target.SoldOut);
  assertEquals(error.exitCode, 1);
  const again = await assertRejects(() => manager.list(), WorkerDied, "has ended with exit code 1");
  assertInstanceOf(again.cause, target.SoldOut);
  await manager.shutdown();
  const opening = await assertRejects(() => Manager.open({}, { module, target: target.failToPrepare }), WorkerDied);
  assertInstanceOf(opening.cause, target.SoldOut);
  const dying = { module, target: target.dieAtOnce };
  assertThrows(() => new Manager({ start: false }).start(dying), WorkerDied, "its process ended with exit code 3");
  await assertRejects(() => Manager.open({}, dying), WorkerDied, "its process ended with exit code 3");
  const stuck = { module, target: target.prepareNever };
  const started = new Manager({ start: false });
  assertThrows(() => started.start(stuck, 300), TimeoutError, "its initializer was not done in 300 ms");
  assertEquals(started.isAlive(), false);
  await assertRejects(() => Manager.open({}, stuck, 300), TimeoutError, "its initializer was not done in 300 ms");
  const controller = new AbortController();
  const aborted = assertRejects(() => Manager.open({}, stuck, { signal: controller.signal }), Error, "enough");
  controller.abort(new Error("enough"));
  await aborted;
  assertEquals(activeChildren(), []);
});

Deno.test("Manager.shutdown() ends the process, once; calls say so afterwards", async () => {
  const manager = new Manager();
  const dict = await manager.dict({ a: 1 });
  const [lock, { pid, name }] = [manager.lock(), manager];
  assert(manager.isAlive());
  assertEquals(activeChildren().filter((child) => child.pid === pid).length, 1);
  await manager.shutdown();
  await manager.shutdown();
  manager.shutdownSync();
  assertEquals([manager.isAlive(), activeChildren().some((child) => child.pid === pid)], [false, false]);
  await assertRejects(
    () => dict.get("a"),
    WorkerDied,
    `Cannot call get: the manager ${name} (pid ${pid}) has shut down`,
  );
  assertThrows(() => manager.listSync(), WorkerDied, "has shut down");
  assertThrows(() => manager.event(), WorkerDied, "has shut down");
  assertThrows(() => manager.start(), Error, "has shut down");
  assert(lock.acquireSync(0), "what lives in shared memory outlives the manager");
});

Deno.test("Manager.shutdown() ends a process that is stuck in a method", async () => {
  const manager = new Manager({ shutdownTimeoutMs: 50 });
  const shop = await manager.create(shops, [1]);
  // A worker's thread does not obey; a process of the system needs no second signal.
  const stuck = assertRejects(() => shop.spin(), WorkerDied, `exit code ${overSpawn ? -15 : -9}`);
  await manager.shutdown();
  await stuck;
  assertEquals(manager.isAlive(), false);
});

Deno.test("ManagerPool runs tasks of several processes on one set of workers", async () => {
  await using manager = new Manager();
  const pool = await manager.pool({ processes: 2, module });
  assertEquals([await pool.apply(target.square, [3]), pool.applySync(target.plus, [1, 2])], [9, 3]);
  assertEquals(await pool.map(target.square, [1, 2, 3], { chunkSize: 2 }), [1, 4, 9]);
  assertEquals(await pool.starmap(target.plus, [[1, 2], [3, 4]]), [3, 7]);
  assertEquals(await pool.apply(task(module, target.square), [5]), 25);
  const [ordered, unordered]: number[][] = [[], []];
  for await (const value of pool.imap(target.square, [1, 2, 3])) ordered.push(value);
  for await (const value of pool.imapUnordered(target.square, [1, 2, 3])) unordered.push(value);
  assertEquals([ordered, unordered.sort()], [[1, 4, 9], [1, 4, 9]]);
  await assertRejects(() => pool.apply(target.failing, []), RangeError, "from the target");
  const out = new Queue();
  await joinAll(start(target.usePool, pool, out));
  assertEquals(await out.get(LONG_MS), [16, [1, 4, 9]]);
  await assertRejects(() => pool.join(), Error, "close");
  await pool.closePool();
  assert(await pool.join(LONG_MS));
  await assertRejects(() => pool.apply(target.square, [1]), Error);
  await assertRejects(() => manager.pool({ processes: 0 }), RangeError, "processes");
});

Deno.test("Manager can be shut down only by the process that made it", async () => {
  await using manager = new Manager();
  const out = new Queue<unknown[]>();
  await joinAll(start(target.describeManager, manager, out as Queue));
  assertEquals(await out.get(LONG_MS), [manager.name, manager.pid, true, false]);
  out.putSync([manager]);
  assertEquals((await out.get(LONG_MS))[0], manager);
});

Deno.test("A dead manager is noticed by those who call it and those who wait", async () => {
  const manager = new Manager();
  const [ready, out] = [new Event(), new Queue<Error>()];
  const [dict, shop] = [await manager.dict<string, number>(), await manager.create(shops, [1])];
  const caller = start(target.reportLoss, dict, ready, out as Queue);
  await ready.wait(LONG_MS);
  const waiting = assertRejects(() => shop.wait(), WorkerDied, "has ended with exit code 3");
  const dying = assertRejects(() => shop.die(), WorkerDied);
  await Promise.all([waiting, dying]);
  const error = await out.get(LONG_MS);
  assertInstanceOf(error, WorkerDied);
  assertStringIncludes(error.message, `the manager ${manager.name} (pid ${manager.pid}) has ended with exit code 3`);
  await joinAll(caller);
  assertThrows(() => dict.getSync("n"), WorkerDied, "exit code 3");
  await manager.shutdown();
});

Deno.test("A lock of a manager whose holder dies is recovered", async () => {
  await using manager = new Manager();
  const [lock, ready, never] = [manager.lock(), new Event(), new Event()];
  const holder = start(target.holdLock, lock, ready, never);
  await ready.wait(LONG_MS);
  holder.kill();
  assert(await lock.acquire(LONG_MS));
  assert(lock.ownerDied);
});

Deno.test("A manager serves the children until they are done when its own process ends without a word", async () => {
  const program = `
    import { Event } from ${JSON.stringify(new URL("../../../workers/sync/event.ts", import.meta.url).href)};
    import { Manager } from ${JSON.stringify(new URL("../../../workers/manager/manager.ts", import.meta.url).href)};
    import { Process } from ${JSON.stringify(new URL("../../../workers/process/process.ts", import.meta.url).href)};
    const manager = new Manager();
    const [dict, go] = [await manager.dict({ n: 0 }), new Event()];
    new Process({ module: ${JSON.stringify(module.href)}, target: "useToTheEnd", args: [dict, go, 50] }).start();
    go.set();
  `;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", "--no-check", `data:application/typescript,${encodeURIComponent(program)}`],
    signal: AbortSignal.timeout(LONG_MS),
  }).output();
  const text = new TextDecoder();
  assertEquals([code, text.decode(stderr), text.decode(stdout).trim()], [0, "", "50"]);
});

Deno.test("a process has one proxy for an object, and to close it closes it for all in the process", async () => {
  await using manager = new Manager();
  const [dict, queue] = [await manager.dict({ a: 1 }), new Queue<ManagerDict<string, number>>()];
  await queue.put(dict);
  using again = await queue.get(LONG_MS);
  assert(again === dict);
  again.close();
  await assertRejects(() => dict.get("a"), Error, "the proxy is closed in this process");
});

/** Not run: what must not compile. */
export async function wrongTypes(manager: Manager): Promise<void> {
  const dict = await manager.dict({ a: 1 });
  // @ts-expect-error a value of another type
  await dict.set("a", "text");
  // @ts-expect-error a key that is an object
  await manager.dict<object, number>();
  const shop = await manager.create(shops, [1]);
  // @ts-expect-error an argument of another type
  await shop.buy("one");
  // @ts-expect-error a method that is hidden
  await shop._hidden();
  // @ts-expect-error no argument for the constructor
  await manager.create(shops);
  // @ts-expect-error a method that the class does not have
  Manager.register({ module, type: target.Shop, exposed: ["none"] });
  // @ts-expect-error a modifier of another type
  await dict.modify("a", { module, target: target.withItem, args: [1] });
  const pool = await manager.pool();
  // @ts-expect-error items of another type
  await pool.map(target.square, ["text"]);
}

Deno.test("Manager.shutdown() fails the calls that are open, each by its own name", async () => {
  const manager = new Manager();
  const shop = await manager.create(shops, [1]);
  const open = [shop.wait(), shop.slowly(1e9)];
  const failures = open.map((call, index) =>
    assertRejects(() => call, WorkerDied, `Cannot call ${["wait", "slowly"][index]}`)
  );
  await manager.shutdown(LONG_MS);
  await Promise.all(failures);
});
