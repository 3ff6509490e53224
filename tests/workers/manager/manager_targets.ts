/**
 * What the children of the manager's tests do, and the classes that they register.
 *
 * @module
 */

import { currentProcess } from "../../../workers/process/current_process.ts";
import { registerErrorClass } from "../../../workers/process/register_error_class.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import type { ConnectedManager } from "../../../workers/manager/connected_manager.ts";
import type { ManagerDict } from "../../../workers/manager/manager_dict.ts";
import type { ManagerList } from "../../../workers/manager/manager_list.ts";
import type { ManagerAsyncResult } from "../../../workers/manager/manager_async_result.ts";
import type { ManagerPool } from "../../../workers/manager/manager_pool.ts";
import type { Address } from "../../../workers/address.ts";
import type { ManagerSet } from "../../../workers/manager/manager_set.ts";
import type { Managed } from "../../../workers/manager/manager_object.ts";
import { Process } from "../../../workers/process/process.ts";
import type { Queue } from "../../../workers/channels/queue.ts";

export const manager_targets = import.meta.url;

export class SoldOut extends Error {
  override name = "SoldOut";
  constructor(message: string, readonly item: string) {
    super(message);
  }
}
registerErrorClass(SoldOut);

/** CPython's FooBar, and what else a class of one's own may do. */
export class Shop {
  #stock: number;
  #gate: (() => void) | null = null;

  constructor(stock: number) {
    if (stock < 0) throw new RangeError("stock must be 0 or more");
    this.#stock = stock;
  }

  buy(count: number): number {
    if (count > this.#stock) throw new SoldOut("too many", "apples");
    return this.#stock -= count;
  }

  greet(): string {
    return `pid ${currentProcess().pid}`;
  }

  _hidden(): string {
    return "hidden";
  }

  async slowly(turns: number): Promise<string> {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
    return "done";
  }

  /** Settles when somebody calls `open`. */
  wait(): Promise<string> {
    return new Promise((resolve) => this.#gate = () => resolve("opened"));
  }

  open(): boolean {
    this.#gate?.();
    return this.#gate !== null;
  }

  throwText(): never {
    throw "not an error";
  }

  throwOdd(): never {
    throw Object.assign(new TypeError("odd"), { callback: () => {} });
  }

  odd(): unknown {
    return { deep: [() => {}] };
  }

  basket(): Basket {
    return new Basket();
  }

  die(): never {
    Deno.exit(3);
    throw new Error("unreachable");
  }

  spin(): never {
    for (;;);
  }

  async copyFrom(dict: ManagerDict<string, number>): Promise<number> {
    return (await dict.get("n") ?? 0) + (dict.getSync("n") ?? 0);
  }
}

export class Basket {
  readonly #items: string[] = [];

  put(item: string): number {
    return this.#items.push(item);
  }
}

/** A function that makes an object. */
export async function makeShop(stock: number): Promise<Shop> {
  await Promise.resolve();
  return new Shop(stock);
}

export function double(value: number | undefined, plus: number): number {
  return (value ?? 0) * 2 + plus;
}

export function withItem(list: readonly number[] | undefined, item: number): number[] {
  return [...list ?? [], item];
}

export function promise(): Promise<number> {
  return Promise.resolve(1);
}

export function failing(): never {
  throw new RangeError("from the target");
}

let prepared = "nothing";

export function prepare(text: string): void {
  prepared = text;
}

export async function prepareSlowly(begun: Event, done: Event): Promise<void> {
  begun.set();
  await new Promise((resolve) => setTimeout(resolve, 50));
  done.set();
}

export function prepareNever(): Promise<void> {
  return new Promise(() => setInterval(() => {}, 1000));
}

export class Prepared {
  text(): string {
    return prepared;
  }
}

export function failToPrepare(): never {
  throw new SoldOut("cannot begin", "shelf");
}

export function count(dict: ManagerDict<string, number>, times: number): void {
  for (let index = 0; index < times; index++) dict.incrementSync("n");
}

export async function countAwaited(dict: ManagerDict<string, number>, times: number): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => dict.increment("n")));
}

export function countWithLock(dict: ManagerDict<string, number>, lock: Lock, times: number): void {
  for (let index = 0; index < times; index++) {
    using _ = lock.holdSync();
    dict.setSync("n", (dict.getSync("n") ?? 0) + 1);
  }
}

export function fill(dict: ManagerDict<string, unknown>, list: ManagerList<unknown>): void {
  dict.setSync("list", list);
  list.appendSync({ by: currentProcess().name });
}

export function grandchild(manager: ConnectedManager, out: Queue): void {
  const made = manager.dictSync({ made: 1 });
  const process = new Process({ module: import.meta.url, target: fill, args: [made as never, manager.listSync()] });
  process.start();
  process.joinSync();
  out.putSync([made, process.exitCode]);
}

export function describeManager(manager: ConnectedManager, out: Queue): void {
  out.putSync([manager.name, manager.pid, manager.isAlive(), "shutdown" in manager]);
}

/** Calls without end; tells how often in shared memory. */
export function callForEver(
  dict: ManagerDict<string, number>,
  key: string,
  lock: Lock,
  counter: { view: Int32Array },
): void {
  for (;;) { // until it is killed
    dict.incrementSync(key);
    counter.view[0] += 1;
    using _ = lock.holdSync();
    dict.setSync("held", 1);
  }
}

export function keep(proxies: unknown[], ready: Event, never: Event): void {
  ready.set();
  never.waitSync();
  proxies.push();
}

export function holdLock(lock: Lock, ready: Event, never: Event): void {
  lock.acquireSync();
  ready.set();
  never.waitSync();
}

export function reportLoss(dict: ManagerDict<string, number>, ready: Event, out: Queue): void {
  ready.set();
  try {
    for (;;) dict.incrementSync("n"); // until the manager dies
  } catch (error) {
    out.putSync(error);
  }
}

export async function reportLossAwaited(shop: Managed<Shop>, ready: Event, out: Queue): Promise<void> {
  const waiting = shop.wait();
  ready.set();
  await waiting.catch((error) => out.putSync(error));
}

/** The program of a test: ends without shutting the manager down, while a child still uses it. */
export async function useToTheEnd(dict: ManagerDict<string, number>, go: Event, times: number): Promise<void> {
  await go.wait();
  for (let index = 0; index < times; index++) await dict.increment("n");
  console.log(await dict.get("n"));
}

/** Awaited calls without end, of which several are open at any time. */
export async function callManyForEver(dict: ManagerDict<string, number>, key: string, started: Event): Promise<void> {
  for (;;) { // until it is killed
    await Promise.all(Array.from({ length: 20 }, () => dict.increment(key)));
    started.set();
  }
}

/** Makes objects, nests them and lets go of them without end. */
export function createForEver(manager: ConnectedManager, list: ManagerList<unknown>, started: Event): void {
  for (let index = 0;; index++) { // until it is killed
    const dict = manager.dictSync({ index });
    list.spliceSync(0, 1, [dict]);
    if (index % 3 === 0) dict.close();
    started.set();
  }
}

export function square(value: number): number {
  return value * value;
}

export function plus(one: number, other: number): number {
  return one + other;
}

export function usePool(pool: ManagerPool, out: Queue): void {
  out.putSync([pool.applySync(square, [4]), pool.mapSync(square, [1, 2, 3])]);
}

export function addToSet(set: ManagerSet<number>, from: number, out: Queue): void {
  for (let item = from; item < from + 50; item++) set.addSync(item);
  out.putSync(set);
}

export function whenSet<T>(gate: Event, value: T): T {
  gate.waitSync();
  return value;
}

export function dieAtOnce(): never {
  Deno.exit(3);
  throw new Error("unreachable");
}

export function takeResult(result: ManagerAsyncResult, gate: Event, out: Queue): void {
  gate.set();
  out.putSync([result.getSync(), result]);
}

export function lookUp(manager: ConnectedManager, name: string, out: Queue): void {
  const list = manager.lookupSync<ManagerList<string>>(name);
  list.appendSync("and here");
  out.putSync(list.sliceSync());
}

/** Connects to a manager over a network, makes objects there, and waits for ever. */
export async function connectAndMake(address: Address, authKey: Uint8Array, out: Queue): Promise<void> {
  const { Manager } = await import("../../../workers/manager/manager.ts");
  await import("../../../workers/network/network.ts");
  const manager = await Manager.connect(address, { authKey });
  const made = await Promise.all(Array.from({ length: 5 }, () => manager.list()));
  out.putSync("made");
  await new Promise(() => setInterval(() => made.length, 1000));
}

/** Connects to a manager over a network, and counts there without end; tells how often in shared memory. */
export async function connectAndCount(
  address: Address,
  authKey: Uint8Array,
  told: { view: Int32Array },
): Promise<void> {
  const { Manager } = await import("../../../workers/manager/manager.ts");
  await import("../../../workers/network/network.ts");
  const manager = await Manager.connect(address, { authKey });
  const dict = await manager.lookup<ManagerDict<string, number>>("dict");
  for (let turn = 0;; turn++) { // until it is killed
    if (turn % 2 === 0) dict.incrementSync("n");
    else await dict.increment("n");
    told.view[0] += 1;
    (await manager.list([turn])).close();
  }
}

function fruit(kind: string) {
  return class Fruit {
    kind(): string {
      return kind;
    }
  };
}

export const Apples = fruit("apples");
export const Pears = fruit("pears");
