/**
 * Managers: a process that keeps objects for others.
 *
 * @module
 */

import type { Address } from "../address.ts";
import { freeQueue } from "../channels/queue.ts";
import { SimpleQueue } from "../channels/simple_queue.ts";
import { handedOver } from "../core/_handed_over.ts";
import { timeoutOf } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import { depart, dropShared, portableOf, type Shared } from "../core/_shared.ts";
import { writeText } from "../core/_text.ts";
import { TimeoutError, WorkerDied } from "../errors.ts";
import { childrenOf } from "../process/_children.ts";
import { portableCall } from "../process/_exported.ts";
import { Process } from "../process/process.ts";
import { startMethodOf } from "../process/start_method.ts";
import type { Wait } from "../wait_options.ts";
import { linkTo, retireLink } from "./_link.ts";
import { type ConnectOptions, type Door, type DoorOptions, network } from "./_network.ts";
import { NAME, Op, PID, REQUESTS, SERVER, STATE, State } from "./_words.ts";
import { ConnectedManager } from "./connected_manager.ts";
import { RegisteredType, type RegisterOptions } from "./manager_object.ts";
import { checkedOptions, HELPER, type InitializerOptions, type ManagerOptions } from "./manager_options.ts";
import type { NetworkManager } from "./network_manager.ts";

const SHUTDOWN_TIMEOUT_MS = 1000;

/**
 * A process that keeps objects for others: dicts, lists, namespaces, values, and objects of registered classes. The manager and the
 * proxies that it gives can be sent to any process of the tree, and used there.
 *
 * Locks, semaphores, conditions, events, barriers, queues and arrays live in the shared memory of the tree, where they need no
 * process in between: here they are what `new Lock()`, `new Queue()` ... give, so that waiting for one keeps nobody else
 * waiting, and one that a client holds when it dies is recovered. They outlive the manager.
 *
 * With an `address` it serves other programs too, on this machine or others, which connect by {@linkcode Manager.connect}.
 *
 * The process is ended by `shutdown`, by `using`, or when the process that started it ends: after the other
 * children were joined, so that they can use it until they are done.
 *
 * @example
 * ```ts
 * import { Manager } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * await using manager = new Manager();
 * const dict = await manager.dict<string, unknown>({ count: 100 });
 * const list = await manager.list([1, 2]);
 * await dict.set("list", list); // a proxy, not a copy
 * await list.append(3);
 * assertEquals(await (await dict.get("list") as typeof list).slice(), [1, 2, 3]);
 * ```
 * @category Managers
 */
export class Manager extends ConnectedManager {
  readonly #shared: Shared;
  readonly #options: ManagerOptions;
  #process: Process | null = null;
  #door: Door | null = null;

  /**
   * Creates a manager and starts its process.
   *
   * With an address this blocks until it listens there, for some tens of milliseconds.
   *
   * @throws {Error} in a daemon, which may not have children; see `Process.start`.
   * @throws {Deno.errors.AddrInUse} when somebody else listens at the address.
   * @throws {RangeError} when the shared memory is used up.
   */
  constructor(options: ManagerOptions = {}) {
    const checked = checkedOptions(options);
    super(null);
    const startMethod = startMethodOf(currentTree(), "create a Manager", new.target, checked.startMethod);
    this.#options = { ...checked, startMethod: HELPER in checked ? "worker" : startMethod };
    if (checked.address !== undefined) network().check(this.#doorOptions!);
    this.#shared = portableOf(this)!.shared!;
    if (options.start !== false) this.start();
  }

  /**
   * Creates a manager, starts its process, and waits until it serves: until its initializer is done, where it has one. The event loop goes
   * on, which {@linkcode Manager.start} holds up.
   *
   * @throws as the constructor and `start` do.
   *
   * @example
   * ```ts
   * import { Manager } from "@quanta/quanta";
   * import { assertEquals } from "@std/assert";
   *
   * await using manager = await Manager.open({ name: "Accounts" });
   * assertEquals([manager.name, manager.isAlive()], ["Accounts", true]);
   * ```
   */
  static async open<A extends readonly unknown[]>(
    options: ManagerOptions = {},
    initializer?: InitializerOptions<A>,
    wait?: Wait,
  ): Promise<Manager> {
    checkedOptions(options);
    const timeoutMs = timeoutOf(wait);
    const manager = new this({ ...options, start: false });
    manager.#begin(initializer);
    try {
      await linkTo(manager.#shared.tree, manager.#shared.object).call(Op.ready, 0, [], wait);
    } catch (error) {
      throw manager.#notStarted(error, timeoutMs);
    }
    await manager.#openDoor();
    return manager;
  }

  /**
   * Starts the process, when the manager was created with `start: false`. With an initializer this blocks until that is done, so that what
   * it does has been done for whoever comes next; it must not need this process's event loop. See {@linkcode Manager.open} for the awaited form.
   *
   * @param initializer Runs in the process before it serves.
   * @param wait How long the initializer may take.
   * @throws {WorkerDied} when the initializer throws; the cause is what it threw.
   * @throws {TimeoutError} when it took too long; the process is killed.
   * @throws {Error} when the manager was started before.
   */
  start<A extends readonly unknown[]>(initializer?: InitializerOptions<A>, wait?: Wait): void {
    const timeoutMs = timeoutOf(wait);
    this.#begin(initializer);
    if (initializer !== undefined) {
      try {
        linkTo(this.#shared.tree, this.#shared.object).callSync(Op.ready, 0, [], wait);
      } catch (error) {
        throw this.#notStarted(error, timeoutMs);
      }
    }
    this.#openDoorSync();
  }

  #begin<A extends readonly unknown[]>(initializer: InitializerOptions<A> | undefined): void {
    if (this.#process !== null) {
      const isDown = this.#shared.load(STATE) === State.shutDown;
      throw new Error(`Cannot start the manager: it ${isDown ? "has shut down" : "was started before"}`);
    }
    const { tree } = this.#shared;
    const children = childrenOf(tree);
    const isHelper = HELPER in this.#options;
    const queue = new SimpleQueue();
    const requests = portableOf(queue)!.shared!;
    tree.whole(() => {
      depart(requests); // the manager's object keeps it until the process has ended
      this.#shared.store(REQUESTS, requests.object);
    });
    dropShared(queue, requests, freeQueue);
    const process = new Process({
      module: new URL("./_server.ts", import.meta.url),
      target: "serve",
      args: [this, initializer === undefined ? null : portableCall(initializer, "start the manager"), isHelper],
      name: this.#options.name ?? `Manager-${children.startedCount + 1}`,
      daemon: false,
      startMethod: this.#options.startMethod,
    });
    this.#shared.store(NAME, writeText(tree, process.name));
    if (isHelper) children.helpers.add(process);
    process.start();
    this.#process = process as Process;
    const record = [...children.living].find((child) => child.process === process)!;
    children.servants.set(record, () => this.shutdown());
    const shared = this.#shared;
    record.afterBurial.push(() => {
      retireLink(shared);
      this.#door?.close().catch(() => {}); // whoever is connected is told
    });
    this.#shared.store(SERVER, record.id);
    this.#shared.store(PID, record.pid);
    this.#shared.store(STATE, State.serving);
  }

  /** Lets other programs in, where it has an address. What prevents it ends the process. */
  async #openDoor(): Promise<void> {
    const options = this.#doorOptions;
    if (options === null) return;
    try {
      this.#door = await network().serve(this, options);
    } catch (error) {
      this.#process!.kill();
      throw error;
    }
  }

  /** The same; blocks the thread. */
  #openDoorSync(): void {
    const options = this.#doorOptions;
    if (options === null) return;
    try {
      this.#door = network().serveSync(this, options);
    } catch (error) {
      this.#process!.kill();
      throw error;
    }
  }

  get #doorOptions(): DoorOptions | null {
    const { name, startMethod: _, shutdownTimeoutMs: __, start: ___, address, types = [], authKey, ...limits } =
      this.#options;
    if (address === undefined) return null;
    return { ...limits, name: this.#process?.name ?? name ?? "Manager", address, authKey, types };
  }

  /** Where other programs can connect to it; null when they cannot, and before the start. */
  get address(): Address | null {
    return this.#door?.address ?? null;
  }

  /**
   * Connects to a manager of another program, which was created with an address. Both sides prove that they have the same key before
   * anything else is sent.
   *
   * @param wait How long connecting may take, proving included.
   * @throws {AuthenticationError} when the keys are not the same.
   * @throws {TimeoutError} when the other side is silent, or the time was up.
   * @throws {Deno.errors.ConnectionRefused} when nobody listens there.
   * @throws {TypeError} when it is no manager who listens there.
   *
   * @example
   * ```ts
   * import { Manager, type ManagerDict } from "@quanta/quanta";
   * import { assertEquals } from "@std/assert";
   *
   * // One program:
   * const authKey = new TextEncoder().encode("a secret of both");
   * await using manager = new Manager({ address: { port: 0 }, authKey });
   * await manager.publish("stock", await manager.dict({ apples: 100 }));
   *
   * // Another, which was told the address:
   * using remote = await Manager.connect(manager.address!, { authKey });
   * const stock = await remote.lookup<ManagerDict<string, number>>("stock");
   * assertEquals(await stock.increment("apples", -1), 99);
   * assertEquals(stock.getSync("apples"), 99);
   * ```
   */
  static async connect(address: Address, options: ConnectOptions = {}, wait?: Wait): Promise<NetworkManager> {
    return await network().connect(address, options, wait);
  }

  /** The same; blocks the thread. */
  static connectSync(address: Address, options: ConnectOptions = {}, wait?: Wait): NetworkManager {
    return network().connectSync(address, options, wait);
  }

  /**
   * Describes a class that managers can make objects of. To be called at the top of a module, so that every process that creates objects
   * of it can import what it returns.
   *
   * @throws {TypeError} when the type has no name that its module could export it by.
   * @throws {RangeError} when the module is relative.
   *
   * @example
   * ```ts
   * import { Manager } from "@quanta/quanta";
   * import { Counter } from "@quanta/quanta/examples";
   * import { assertEquals } from "@std/assert";
   *
   * const counters = Manager.register({ module: import.meta.resolve("@quanta/quanta/examples"), type: Counter });
   * await using manager = new Manager();
   * const counter = await manager.create(counters, [5]);
   * assertEquals(await counter.add(2), 7);
   * assertEquals(counter.addSync(1), 8);
   * ```
   */
  static register<T extends object, A extends readonly unknown[], P extends string = never>(
    options: RegisterOptions<T, A, P>,
  ): RegisteredType<T, A, P> {
    const registered = new RegisteredType(options);
    const howTo = (name: string) => `type: ${JSON.stringify(name)}`;
    const { type } = options;
    if (typeof type === "function") handedOver(type, registered.module, { action: "register", howTo });
    return registered;
  }

  /**
   * Ends the process: it finishes the call that it is at, and what was called before. A process that does not obey in time is
   * ended by `terminate`, then by `kill`. Afterwards every call throws {@linkcode WorkerDied}. Does nothing when it has ended.
   *
   * @param wait Milliseconds in the place of `shutdownTimeoutMs`, or options.
   */
  async shutdown(wait?: Wait): Promise<void> {
    const process = this.#process;
    const timeoutMs = this.#shutdownTimeoutMs(wait);
    await this.#door?.close();
    if (process?.isAlive()) {
      await linkTo(this.#shared.tree, this.#shared.object).call(Op.shutdown, 0, [], { timeoutMs }).catch(() => {}); // what follows sees to it
      if (!await process.join(timeoutMs)) process.terminate();
      if (!await process.join(timeoutMs)) process.kill();
    }
    this.#markEnd();
  }

  /** The same; blocks the thread. */
  shutdownSync(wait?: Wait): void {
    const process = this.#process;
    const timeoutMs = this.#shutdownTimeoutMs(wait);
    this.#door?.closeSync();
    if (process?.isAlive()) {
      try {
        linkTo(this.#shared.tree, this.#shared.object).callSync(Op.shutdown, 0, [], { timeoutMs });
      } catch {
        // It died, or does not answer: what follows sees to it.
      }
      if (!process.joinSync(timeoutMs)) process.terminate();
      if (!process.joinSync(timeoutMs)) process.kill();
    }
    this.#markEnd();
  }

  /** Waits until its process has ended; whether it has. @throws {Error} before the start. */
  async join(wait?: Wait): Promise<boolean> {
    return await this.#started("join").join(wait);
  }

  /** The same; blocks the thread. */
  joinSync(wait?: Wait): boolean {
    return this.#started("join").joinSync(wait);
  }

  /** Shuts it down: `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown();
  }

  /** Shuts it down, blocking: `using`. */
  [Symbol.dispose](): void {
    this.shutdownSync();
  }

  /** The error that ended its process. */
  protected override causeOfEnd(): unknown {
    return this.#process?.error;
  }

  #started(action: string): Process {
    if (this.#process === null) throw new Error(`Cannot ${action} the manager: it was not started`);
    return this.#process;
  }

  #shutdownTimeoutMs(wait: Wait | undefined): number {
    return timeoutOf(wait ?? this.#options.shutdownTimeoutMs ?? SHUTDOWN_TIMEOUT_MS);
  }

  /** Why it was not started; ends what is there of it. */
  #notStarted(error: unknown, timeoutMs: number): unknown {
    const process = this.#process!;
    if (error instanceof TimeoutError) {
      process.kill();
      return new TimeoutError(`Cannot start the manager: its initializer was not done in ${timeoutMs} ms`);
    }
    if (process.isAlive()) process.kill(); // given up by a signal
    if (!(error instanceof WorkerDied)) return error;
    const cause = process.error;
    const why = cause === undefined
      ? `its process ended with exit code ${process.exitCode}`
      : `its initializer failed: ${cause}`;
    const failure = new WorkerDied(`Cannot start the manager: ${why}`, process.exitCode ?? error.exitCode);
    failure.cause = cause;
    return failure;
  }

  /** Its process has ended, or was never there. One that died is still seen to have died. */
  #markEnd(): void {
    if (this.#process === null || this.#process.exitCode === 0) this.#shared.store(STATE, State.shutDown);
  }
}
