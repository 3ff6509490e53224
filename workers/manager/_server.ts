/**
 * The process that keeps a manager's objects and carries out the calls, one after the other. See `_words.ts` for the
 * protocol, `_referents.ts` for the objects.
 *
 * It sleeps in its thread while there is nothing to do, as that is woken fastest. Once it has code of the user's (registered
 * classes, modifiers, an initializer), which may have timers, it gives the event loop a turn every few milliseconds, and sleeps in
 * the event loop when a method has not settled or nothing was called for a while.
 *
 * @module
 */

import { Channel } from "../channels/_channel.ts";
import { BUSY, TIMED_OUT } from "../core/_core.ts";
import { remainsOf } from "../core/_decode.ts";
import { type Link, serveLocally } from "./_link.ts";
import { ManagerObjects } from "./_objects.ts";
import { Replies, RETRY_MS } from "./_replies.ts";
import { DROPS, holdRequests, Op, type Reply, type Request, STATE, State, Status } from "./_words.ts";
import { portableOf, type Shared } from "../core/_shared.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { Spin, type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import type { ConnectedManager } from "./connected_manager.ts";
import type { SimpleQueue } from "../channels/simple_queue.ts";

/** Module, name and arguments of what to run before the first call. */
type Initializer = [module: string, name: string, args: unknown[]];

/** The target of a manager's process. */
export async function serve(
  manager: ConnectedManager,
  initializer: Initializer | null,
  isHelper: boolean,
): Promise<void> {
  const server = new Server(portableOf(manager)!.shared!, isHelper);
  if (initializer !== null) await server.initialize(initializer);
  await server.run();
  await server.dispose();
}

/** The process runs its event loop at least this often while it works, so that what was collected is let go. */
const TURN_EVERY_MS = 250;
/** With code of the user's it does so this often. */
const USER_TURN_EVERY_MS = 10;
/** So long after the last call nothing is expected any more. */
const QUIET_MS = 250;
/** How many times longer than a sweep took it is until the next. */
const SWEEP_REST = 20;

class Server implements Link {
  readonly #manager: Shared;
  readonly #tree: Tree;
  /** The handle that keeps the queue of requests. */
  readonly #queue: SimpleQueue;
  readonly #requests: Channel;
  readonly #replies: Replies;
  readonly #objects: ManagerObjects;
  readonly #waitable: Waitable;
  readonly #spin = new Spin();
  /** Serves the library itself, with things that go on in the event loop. */
  readonly #isHelper: boolean;
  /** Taken from the ring, not yet carried out. */
  #taken: Request | null = null;
  #stopped = false;
  /** Calls whose methods have not settled. */
  #openCount = 0;
  #lastRequestMs = 0;
  #nextTurnMs = 0;
  #nextSweepMs = 0;
  #seenBell = 0;
  #seenDrops = 0;
  readonly sentCount = 0;

  constructor(manager: Shared, isHelper: boolean) {
    this.#manager = manager;
    this.#isHelper = isHelper;
    this.#tree = manager.tree;
    this.#queue = holdRequests(manager)!;
    this.#requests = new Channel(manager.tree, portableOf(this.#queue)!.shared!.load(0));
    this.#replies = new Replies(manager.tree);
    this.#objects = new ManagerObjects(manager);
    serveLocally(manager.tree, manager.object, this);
    const requests = this.#requests.data((code) => this.#taken = this.#decode(code));
    const arm = () => {
      this.#sweepIfDue();
      return requests.arm();
    };
    this.#waitable = { ...requests, what: "a call", arm };
  }

  async initialize([module, name, args]: Initializer): Promise<void> {
    await (await this.#objects.find(module, name))(...args);
  }

  async run(): Promise<void> {
    while (!this.#stopped) { // each turn takes what is there, then sleeps until more comes
      for (let code = this.#requests.tryTake(); code !== BUSY; code = this.#requests.tryTake()) {
        this.#carryOut(this.#decode(code));
        if (this.#stopped) return;
        if (performance.now() >= this.#nextTurnMs) await this.#turn();
      }
      await this.#sleep();
      const request = this.#taken;
      this.#taken = null;
      this.#carryOut(request);
    }
  }

  /** Disposes of the objects, when nothing is called any more. */
  async dispose(): Promise<void> {
    await this.#objects.dispose();
  }

  /** Sleeps until there is a request, which is then taken, or it is the event loop's turn. */
  async #sleep(): Promise<void> {
    if (this.#replies.arePutOff) { // the event loop tries them again
      await waitAsync(this.#tree, this.#waitable, RETRY_MS, undefined);
      return;
    }
    const { hasUserCode } = this.#objects;
    const quietMs = performance.now() - this.#lastRequestMs;
    if (hasUserCode && (this.#openCount > 0 || quietMs >= QUIET_MS || this.#isHelper)) {
      if (this.#isHelper || !this.#spin.run(this.#waitable)) {
        await waitAsync(this.#tree, this.#waitable, Infinity, undefined);
      }
      return;
    }
    // Once after the last call the event loop has its turn; then the thread sleeps without a limit.
    const isQuiet = quietMs >= QUIET_MS && this.#nextTurnMs > this.#lastRequestMs + TURN_EVERY_MS;
    const sleepMs = hasUserCode ? USER_TURN_EVERY_MS : isQuiet ? Infinity : TURN_EVERY_MS;
    if (waitSync(this.#tree, this.#waitable, sleepMs) === TIMED_OUT) await this.#turn();
  }

  async #turn(): Promise<void> {
    this.#sweepIfDue();
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#nextTurnMs = performance.now() + (this.#objects.hasUserCode ? USER_TURN_EVERY_MS : TURN_EVERY_MS);
  }

  /** A request; null when it cannot be received, which its sender is told. */
  #decode(code: number): Request | null {
    try {
      return this.#requests.decode(code) as Request;
    } catch (error) {
      if (error instanceof ProcessEnded) throw error;
      const request = remainsOf(error) as Request | undefined;
      if (request === undefined) this.#replies.sendAll(error);
      else this.#reply(request[0], [request[1], Status.error, error]);
      return null;
    }
  }

  #carryOut(request: Request | null): void {
    if (request === null) return;
    const [client, call, method, referent, args] = request;
    this.#lastRequestMs = performance.now();
    try {
      const result = this.#execute(client, method, referent, args);
      if (isPromise(result)) {
        this.#openCount += 1;
        result.then(
          (value) => this.#reply(client, [call, Status.value, value]),
          (error) => this.#reply(client, [call, Status.error, error]),
        ).finally(() => this.#openCount -= 1);
      } else if (method !== Op.hello) this.#reply(client, [call, Status.value, result]);
    } catch (error) {
      if (error instanceof ProcessEnded) throw error;
      this.#reply(client, [call, Status.error, error]);
    }
  }

  #execute(client: number, method: string, referent: number, args: unknown[]): unknown {
    switch (method) {
      case Op.hello:
        return this.#replies.greet(client, args[0] as SimpleQueue);
      case Op.ready:
        return undefined;
      case Op.create:
        return this.#objects.create(referent, args);
      case Op.modify:
        return this.#objects.modify(referent, args);
      case Op.count:
        this.#sweep();
        return this.#objects.count;
      case Op.publish:
        return this.#objects.publish(args[0] as string, args[1] as object);
      case Op.unpublish:
        return this.#objects.unpublish(args[0] as string);
      case Op.lookup:
        return this.#objects.lookup(args[0] as string);
      case Op.shutdown:
        this.#manager.store(STATE, State.shutDown);
        this.#stopped = true;
        return undefined;
      default:
        return this.#objects.call(referent, method, args);
    }
  }

  #reply(client: number, reply: Reply): void {
    try {
      this.#replies.send(client, reply);
    } finally {
      this.#objects.letGo(reply[2]);
    }
  }

  #sweepIfDue(): void {
    const { core, self } = this.#tree;
    const bell = core.wordLoad(core.bellOf(self, 0));
    const drops = this.#manager.load(DROPS);
    if (bell === this.#seenBell && drops === this.#seenDrops || performance.now() < this.#nextSweepMs) return;
    this.#sweep();
  }

  /** Forgets clients that have died, and objects that nobody has a proxy of. */
  #sweep(): void {
    const { core, self } = this.#tree;
    const begunMs = performance.now();
    // Read before looking, so that what changes meanwhile is seen the next time.
    this.#seenBell = core.wordLoad(core.bellOf(self, 0));
    this.#seenDrops = this.#manager.load(DROPS);
    const isDone = [this.#replies.sweep(), this.#objects.sweep()].every((done) => done);
    if (!isDone) this.#seenBell -= 1; // looks again
    const nowMs = performance.now();
    this.#nextSweepMs = nowMs + (nowMs - begunMs) * SWEEP_REST;
  }

  /** Calls from the server's own process: of registered classes that hold proxies. */
  async call(method: string, referent: number, args: unknown[]): Promise<unknown> {
    return await this.#execute(this.#tree.self, method, referent, args);
  }

  callSync(method: string, referent: number, args: unknown[]): unknown {
    const result = this.#execute(this.#tree.self, method, referent, args);
    if (!isPromise(result)) return result;
    result.catch(() => {});
    throw new Error(`Cannot call ${method}: it would block the manager's own process; await it there`);
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
