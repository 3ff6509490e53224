/**
 * Managers as other processes have them.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import {
  create,
  createSync,
  dictPlan,
  listPlan,
  namespacePlan,
  objectPlan,
  type Plan,
  poolPlan,
  valuePlan,
} from "./_create.ts";
import { type Link, linkTo, managerGone } from "./_link.ts";
import { freeManager, MANAGER_BYTES, NAME, Op, PID, SERVER, STATE, State } from "./_words.ts";
import { bindShared, Shared } from "../core/_shared.ts";
import { readText } from "../core/_text.ts";
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
 */
export class ConnectedManager {
  readonly #shared: Shared;

  /** For this library: see {@linkcode Manager}. */
  constructor(shared: unknown) {
    this.#shared = shared instanceof Shared ? shared : Shared.create(Kind.Manager, MANAGER_BYTES, "a Manager");
    bindShared(this, this.#shared, freeManager);
  }

  /** The name of its process. */
  get name(): string {
    return readText(this.#shared.tree, this.#shared.load(NAME));
  }

  /** The pid of its process; null before the start. */
  get pid(): number | null {
    return this.#shared.load(PID) || null;
  }

  /** Whether its process runs. */
  isAlive(): boolean {
    return this.#state !== State.initial && this.#shared.core.isAlive(this.#shared.load(SERVER)) !== 0;
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
    return await this.#create(dictPlan(entries), wait);
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
    return this.#createSync(dictPlan(entries), wait);
  }

  /** Makes a list. */
  async list<T = unknown>(items: Iterable<T> = [], wait?: Wait): Promise<ManagerList<T>> {
    return await this.#create(listPlan(items), wait) as ManagerList<T>;
  }

  /** The same; blocks the thread. */
  listSync<T = unknown>(items: Iterable<T> = [], wait?: Wait): ManagerList<T> {
    return this.#createSync(listPlan(items), wait) as ManagerList<T>;
  }

  /** Makes a namespace. */
  async namespace<T extends object = Record<string, unknown>>(attributes?: T, wait?: Wait): Promise<Namespace<T>> {
    return await this.#create(namespacePlan(attributes), wait) as Namespace<T>;
  }

  /** The same; blocks the thread. */
  namespaceSync<T extends object = Record<string, unknown>>(attributes?: T, wait?: Wait): Namespace<T> {
    return this.#createSync(namespacePlan(attributes), wait) as Namespace<T>;
  }

  /** Makes a value of any type. */
  async value<T>(value: T, wait?: Wait): Promise<ManagerValue<T>> {
    return await this.#create(valuePlan(value), wait) as ManagerValue<T>;
  }

  /** The same; blocks the thread. */
  valueSync<T>(value: T, wait?: Wait): ManagerValue<T> {
    return this.#createSync(valuePlan(value), wait) as ManagerValue<T>;
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
    return await this.#create(objectPlan(type, args), wait) as Managed<T, P>;
  }

  /** The same; blocks the thread. */
  createSync<T extends object, A extends readonly unknown[], P extends string>(
    type: RegisteredType<T, A, P>,
    ...[args, wait]: [] extends A ? [args?: A, wait?: Wait] : [args: A, wait?: Wait]
  ): Managed<T, P> {
    return this.#createSync(objectPlan(type, args), wait) as Managed<T, P>;
  }

  /**
   * Makes a pool, whose workers are children of the manager's process.
   *
   * @throws what `Pool` throws.
   */
  async pool<I extends readonly unknown[]>(options: PoolOptions<I> = {}, wait?: Wait): Promise<ManagerPool> {
    return await this.#create(poolPlan(options as PoolOptions<never>), wait) as ManagerPool;
  }

  /** The same; blocks the thread. */
  poolSync<I extends readonly unknown[]>(options: PoolOptions<I> = {}, wait?: Wait): ManagerPool {
    return this.#createSync(poolPlan(options as PoolOptions<never>), wait) as ManagerPool;
  }

  /** A new array in shared memory. */
  array<T extends ElementType>(
    type: T,
    init: number | Iterable<ElementOf<T>>,
    options?: GuardOptions,
  ): SharedArray<T> {
    return this.#local(() => new SharedArray(type, init, options));
  }

  /** A new lock. */
  lock(options?: LockOptions): Lock {
    return this.#local(() => new Lock(options));
  }

  /** A new recursive lock. */
  rLock(options?: LockOptions): RLock {
    return this.#local(() => new RLock(options));
  }

  /** A new semaphore. */
  semaphore(value?: number): Semaphore {
    return this.#local(() => new Semaphore(value));
  }

  /** A new bounded semaphore. */
  boundedSemaphore(value?: number): BoundedSemaphore {
    return this.#local(() => new BoundedSemaphore(value));
  }

  /** A new condition. */
  condition(lock?: Lock | RLock): Condition {
    return this.#local(() => new Condition(lock));
  }

  /** A new event. */
  event(): Event {
    return this.#local(() => new Event());
  }

  /** A new barrier. */
  barrier(parties: number, options?: BarrierOptions): Barrier {
    return this.#local(() => new Barrier(parties, options));
  }

  /** A new queue. */
  queue<T = unknown>(maxsize?: number): Queue<T> {
    return this.#local(() => new Queue<T>(maxsize));
  }

  /** A new joinable queue. */
  joinableQueue<T = unknown>(maxsize?: number): JoinableQueue<T> {
    return this.#local(() => new JoinableQueue<T>(maxsize));
  }

  /** How many objects its process keeps. */
  async objectCount(wait?: Wait): Promise<number> {
    return await this.#link().call(Op.count, 0, [], wait) as number;
  }

  /** The same; blocks the thread. */
  objectCountSync(wait?: Wait): number {
    return this.#link().callSync(Op.count, 0, [], wait) as number;
  }

  /** Why its process ended, where this process can know. */
  protected causeOfEnd(): unknown {
    return undefined;
  }

  /** A line about it. */
  [Symbol.for("Deno.customInspect")](): string {
    const status = ["initial", this.isAlive() ? "started" : "ended", "shut down"][this.#state];
    return `<Manager name=${this.name} pid=${this.pid ?? "none"} ${status}>`;
  }

  get #state(): number {
    return this.#shared.load(STATE);
  }

  #checkServing(): void {
    if (this.#state === State.initial) throw new Error("Cannot use the manager: start it first");
    if (!this.isAlive()) throw this.#ended();
  }

  #create(plan: Plan, wait: Wait | undefined): Promise<object> {
    return create(this.#shared, this.#link(), plan, wait);
  }

  #createSync(plan: Plan, wait: Wait | undefined): object {
    return createSync(this.#shared, this.#link(), plan, wait);
  }

  #link(): Link {
    this.#checkServing();
    return linkTo(this.#shared.tree, this.#shared.object);
  }

  /** The error of a manager that has ended, with the reason that its process gave. */
  #ended(): Error {
    const error = managerGone(this.#shared, "#");
    const cause = this.causeOfEnd();
    if (cause !== undefined) error.cause = cause;
    return error;
  }

  /** Makes what lives in shared memory. */
  #local<T>(make: () => T): T {
    this.#checkServing();
    return make();
  }
}
