/**
 * Managers as other processes have them.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { checkText, wrongShape } from "./_checks.ts";
import { dictPlan, listPlan, namespacePlan, objectPlan, poolPlan, setPlan, valuePlan } from "./_create.ts";
import { Home, TreeHome } from "./_home.ts";
import { freeManager, MANAGER_BYTES, Op } from "./_words.ts";
import { bindShared, Shared } from "../core/_shared.ts";
import { Barrier, type BarrierOptions } from "../sync/barrier.ts";
import { Condition } from "../sync/condition.ts";
import type { ElementOf, ElementType } from "../memory/element_types.ts";
import { Event } from "../sync/event.ts";
import { Lock, type LockOptions } from "../sync/lock.ts";
import type { DictEntries, DictKey, ManagerDict } from "./manager_dict.ts";
import type { ManagerList } from "./manager_list.ts";
import type { Namespace } from "./manager_namespace.ts";
import type { Managed, RegisteredType } from "./manager_object.ts";
import type { ManagerPool } from "./manager_pool.ts";
import { ManagerProxy } from "./manager_proxy.ts";
import type { ManagerSet } from "./manager_set.ts";
import type { ManagerValue } from "./manager_value.ts";
import type { PoolOptions } from "../pool/options.ts";
import { JoinableQueue, Queue } from "../channels/queue.ts";
import { RLock } from "../sync/rlock.ts";
import { BoundedSemaphore, Semaphore } from "../sync/semaphore.ts";
import { SharedArray } from "../memory/shared_array.ts";
import type { GuardOptions } from "../memory/value.ts";
import type { Wait } from "../wait_options.ts";

/**
 * A manager in a process that did not create it: what a {@linkcode Manager} becomes when it is sent to another process. It makes objects and
 * gives proxies there as it does at home; only starting and ending it is left to its creator.
 *
 * @example
 * ```ts
 * import { type ConnectedManager, Manager } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const fill = async (there: ConnectedManager) => await there.list([1, 2]);
 * assertEquals(await (await fill(manager)).length(), 2); // as a process does that it is sent to
 * ```
 * @category Managers
 */
export class ConnectedManager {
  readonly #home: Home;

  /** For this library: see {@linkcode Manager}. */
  constructor(given: unknown) {
    if (given instanceof Home) {
      this.#home = given;
      return;
    }
    const shared = given instanceof Shared ? given : Shared.create(Kind.Manager, MANAGER_BYTES, "a Manager");
    bindShared(this, shared, freeManager);
    this.#home = new TreeHome(shared, () => this.causeOfEnd());
  }

  /** The name of its process. */
  get name(): string {
    return this.#home.name;
  }

  /** The pid of its process; null before the start. */
  get pid(): number | null {
    return this.#home.pid;
  }

  /** Whether its process runs. */
  isAlive(): boolean {
    return this.#home.isAlive();
  }

  /** Makes a dict. @throws {WorkerDied} when the manager has ended, as all that follow. */
  dict<K extends DictKey = string, V = unknown>(
    entries?: Iterable<readonly [K, V]>,
    wait?: Wait,
  ): Promise<ManagerDict<K, V>>;
  /** Makes a dict of an object's own fields. */
  dict<K extends string = string, V = unknown>(
    entries: { readonly [key: string]: V },
    wait?: Wait,
  ): Promise<ManagerDict<K, V>>;
  async dict(entries: DictEntries<DictKey, unknown> = [], wait?: Wait): Promise<object> {
    return await this.#home.create(dictPlan(entries), wait);
  }

  /** Makes a dict; blocks the thread. */
  dictSync<K extends DictKey = string, V = unknown>(
    entries?: Iterable<readonly [K, V]>,
    wait?: Wait,
  ): ManagerDict<K, V>;
  /** Makes a dict of an object's own fields; blocks the thread. */
  dictSync<K extends string = string, V = unknown>(
    entries: { readonly [key: string]: V },
    wait?: Wait,
  ): ManagerDict<K, V>;
  dictSync(entries: DictEntries<DictKey, unknown> = [], wait?: Wait): object {
    return this.#home.createSync(dictPlan(entries), wait);
  }

  /** Makes a list. */
  async list<T = unknown>(items: Iterable<T> = [], wait?: Wait): Promise<ManagerList<T>> {
    return await this.#home.create(listPlan(items), wait) as ManagerList<T>;
  }

  /** The same; blocks the thread. */
  listSync<T = unknown>(items: Iterable<T> = [], wait?: Wait): ManagerList<T> {
    return this.#home.createSync(listPlan(items), wait) as ManagerList<T>;
  }

  /** Makes a set, of primitives. */
  async set<T = DictKey>(items: Iterable<T & DictKey> = [], wait?: Wait): Promise<ManagerSet<T>> {
    return await this.#home.create(setPlan(items), wait) as ManagerSet<T>;
  }

  /** The same; blocks the thread. */
  setSync<T = DictKey>(items: Iterable<T & DictKey> = [], wait?: Wait): ManagerSet<T> {
    return this.#home.createSync(setPlan(items), wait) as ManagerSet<T>;
  }

  /** Makes a namespace. */
  async namespace<T extends object = Record<string, unknown>>(attributes?: T, wait?: Wait): Promise<Namespace<T>> {
    return await this.#home.create(namespacePlan(attributes), wait) as Namespace<T>;
  }

  /** The same; blocks the thread. */
  namespaceSync<T extends object = Record<string, unknown>>(attributes?: T, wait?: Wait): Namespace<T> {
    return this.#home.createSync(namespacePlan(attributes), wait) as Namespace<T>;
  }

  /** Makes a value of any type. */
  async value<T>(value: T, wait?: Wait): Promise<ManagerValue<T>> {
    return await this.#home.create(valuePlan(value), wait) as ManagerValue<T>;
  }

  /** The same; blocks the thread. */
  valueSync<T>(value: T, wait?: Wait): ManagerValue<T> {
    return this.#home.createSync(valuePlan(value), wait) as ManagerValue<T>;
  }

  /**
   * Makes an object of a registered class, with arguments of its constructor.
   *
   * @throws what the constructor throws, whole.
   */
  async create<T extends object, A extends readonly unknown[], P extends string>(
    type: RegisteredType<T, A, P>,
    ...[args, wait]: [] extends A ? [args?: A, wait?: Wait] : [args: A, wait?: Wait]
  ): Promise<Managed<T, P>> {
    return await this.#home.create(objectPlan(type, args), wait) as Managed<T, P>;
  }

  /** The same; blocks the thread. */
  createSync<T extends object, A extends readonly unknown[], P extends string>(
    type: RegisteredType<T, A, P>,
    ...[args, wait]: [] extends A ? [args?: A, wait?: Wait] : [args: A, wait?: Wait]
  ): Managed<T, P> {
    return this.#home.createSync(objectPlan(type, args), wait) as Managed<T, P>;
  }

  /**
   * Makes a pool, whose workers are children of the manager's process.
   *
   * @throws what `Pool` throws.
   */
  async pool<I extends readonly unknown[]>(options: PoolOptions<I> = {}, wait?: Wait): Promise<ManagerPool> {
    return await this.#home.create(poolPlan(options as PoolOptions<never>), wait) as ManagerPool;
  }

  /** The same; blocks the thread. */
  poolSync<I extends readonly unknown[]>(options: PoolOptions<I> = {}, wait?: Wait): ManagerPool {
    return this.#home.createSync(poolPlan(options as PoolOptions<never>), wait) as ManagerPool;
  }

  /** A new array in shared memory. */
  array<T extends ElementType>(
    type: T,
    init: number | Iterable<ElementOf<T>>,
    options?: GuardOptions,
  ): SharedArray<T> {
    return this.#home.local("SharedArray", () => new SharedArray(type, init, options));
  }

  /** A new lock. */
  lock(options?: LockOptions): Lock {
    return this.#home.local("Lock", () => new Lock(options));
  }

  /** A new recursive lock. */
  rLock(options?: LockOptions): RLock {
    return this.#home.local("RLock", () => new RLock(options));
  }

  /** A new semaphore. */
  semaphore(value?: number): Semaphore {
    return this.#home.local("Semaphore", () => new Semaphore(value));
  }

  /** A new bounded semaphore. */
  boundedSemaphore(value?: number): BoundedSemaphore {
    return this.#home.local("BoundedSemaphore", () => new BoundedSemaphore(value));
  }

  /** A new condition. */
  condition(lock?: Lock | RLock): Condition {
    return this.#home.local("Condition", () => new Condition(lock));
  }

  /** A new event. */
  event(): Event {
    return this.#home.local("Event", () => new Event());
  }

  /** A new barrier. */
  barrier(parties: number, options?: BarrierOptions): Barrier {
    return this.#home.local("Barrier", () => new Barrier(parties, options));
  }

  /** A new queue. */
  queue<T = unknown>(maxsize?: number): Queue<T> {
    return this.#home.local("Queue", () => new Queue<T>(maxsize));
  }

  /** A new joinable queue. */
  joinableQueue<T = unknown>(maxsize?: number): JoinableQueue<T> {
    return this.#home.local("JoinableQueue", () => new JoinableQueue<T>(maxsize));
  }

  /**
   * Makes an object known under a name, so that others find it by {@linkcode ConnectedManager.lookup}: processes that were not given its proxy, and
   * other programs. It lives as long as the name is known. A name that is known already is given the new object.
   *
   * @throws {TypeError} when it is not a proxy of this manager.
   */
  async publish(name: string, proxy: ManagerProxy, wait?: Wait): Promise<void> {
    await this.#home.call(Op.publish, published(name, proxy), wait);
  }

  /** The same; blocks the thread. */
  publishSync(name: string, proxy: ManagerProxy, wait?: Wait): void {
    this.#home.callSync(Op.publish, published(name, proxy), wait);
  }

  /** Makes a name unknown again; whether it was known. */
  async unpublish(name: string, wait?: Wait): Promise<boolean> {
    return await this.#home.call(Op.unpublish, [nameOf(name)], wait) as boolean;
  }

  /** The same; blocks the thread. */
  unpublishSync(name: string, wait?: Wait): boolean {
    return this.#home.callSync(Op.unpublish, [nameOf(name)], wait) as boolean;
  }

  /**
   * A proxy of what was published under a name. Its type is what is said here.
   *
   * @throws {RangeError} when nothing was.
   */
  async lookup<P extends object = ManagerProxy>(name: string, wait?: Wait): Promise<P> {
    return await this.#home.call(Op.lookup, [nameOf(name)], wait) as P;
  }

  /** The same; blocks the thread. */
  lookupSync<P extends object = ManagerProxy>(name: string, wait?: Wait): P {
    return this.#home.callSync(Op.lookup, [nameOf(name)], wait) as P;
  }

  /** How many objects its process keeps. */
  async objectCount(wait?: Wait): Promise<number> {
    return await this.#home.call(Op.count, [], wait) as number;
  }

  /** The same; blocks the thread. */
  objectCountSync(wait?: Wait): number {
    return this.#home.callSync(Op.count, [], wait) as number;
  }

  /** Why its process ended, where this process can know. */
  protected causeOfEnd(): unknown {
    return undefined;
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    return `<Manager name=${this.name} pid=${this.pid ?? "none"} ${this.#home.status}>`;
  }
}

function nameOf(name: unknown): string {
  checkText(name, "use a published object", "name");
  return name;
}

function published(name: unknown, proxy: unknown): [name: string, proxy: ManagerProxy] {
  if (!(proxy instanceof ManagerProxy)) throw wrongShape("publish an object", "proxy", "what a manager gave", proxy);
  return [nameOf(name), proxy];
}
