/**
 * The process that keeps a manager's objects and carries out the calls, one after the other. See `_manager_words.ts` for the
 * protocol, `_manager_referents.ts` for the objects.
 *
 * It sleeps in its thread while there is nothing to do, as that is woken fastest. Once it has code of the user's (registered
 * classes, modifiers, an initializer), which may have timers, it gives the event loop a turn every few milliseconds, and sleeps in
 * the event loop when a method has not settled or nothing was called for a while.
 *
 * @module
 */

import { Channel } from "../channels/_channel.ts";
import type { Encoded } from "../core/_codec.ts";
import { BUSY, TIMED_OUT } from "../core/_core.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { type Link, requestRing, serveLocally } from "./_link.ts";
import { ManagerObjects } from "./_objects.ts";
import { DROPS, Op, type Reply, type Request, STATE, State, Status } from "./_words.ts";
import { dropShared, portableOf, type Shared } from "../core/_shared.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { Spin, type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { RemoteError } from "../errors.ts";
import type { ConnectedManager } from "./connected_manager.ts";
import { freeQueue } from "../channels/queue.ts";
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
  readonly #requests: Channel;
  readonly #clients = new Map<number, { queue: SimpleQueue; replies: Channel }>();
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
    this.#requests = new Channel(manager.tree, requestRing(manager));
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

  /** A request; null when it cannot be read, which everybody who waits is told, as its sender is not known. */
  #decode(code: number): Request | null {
    try {
      return this.#requests.decode(code) as Request;
    } catch (error) {
      for (const client of this.#clients.keys()) this.#reply(client, [0, Status.error, error]);
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
        return this.#greet(client, args[0] as SimpleQueue);
      case Op.create:
        return this.#objects.create(referent, args);
      case Op.modify:
        return this.#objects.modify(referent, args);
      case Op.count:
        this.#sweep();
        return this.#objects.count;
      case Op.shutdown:
        this.#manager.store(STATE, State.shutDown);
        this.#stopped = true;
        return undefined;
      default:
        return this.#objects.call(referent, method, args);
    }
  }

  #greet(client: number, queue: SimpleQueue): void {
    const replies = new Channel(this.#tree, portableOf(queue)!.shared!.load(0));
    this.#clients.set(client, { queue, replies });
  }

  /** Answers; what cannot cross becomes an error that can. */
  #reply(client: number, reply: Reply): void {
    const replies = this.#clients.get(client)?.replies;
    if (replies !== undefined) replies.putSync(this.#encode(replies, reply), undefined);
    this.#objects.letGo(reply[2]);
  }

  #encode({ codec: { encoder } }: Channel, reply: Reply): Encoded {
    const [call, status, value] = reply;
    const isError = status === Status.error;
    try {
      return encoder.encode(isError ? [call, status, anError(value)] : reply, "result");
    } catch (error) {
      if (error instanceof ProcessEnded) throw error;
      return encoder.encode([call, Status.error, isError ? described(value) : refusal(error)], "result");
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
    let isDone = true;
    for (const [client, { queue, replies }] of this.#clients) {
      if (core.isAlive(client)) continue;
      // A thread that still runs may be in the midst of taking a reply.
      if (core.isPresent(client)) {
        isDone = false;
        continue;
      }
      this.#clients.delete(client);
      this.#empty(replies);
      const shared = portableOf(queue)?.shared;
      if (shared?.kind === Kind.SimpleQueue) dropShared(queue, shared, freeQueue);
    }
    if (!this.#objects.sweep()) isDone = false;
    if (!isDone) this.#seenBell -= 1; // looks again
    const nowMs = performance.now();
    this.#nextSweepMs = nowMs + (nowMs - begunMs) * SWEEP_REST;
  }

  /** Takes replies that nobody reads any more, so that the handles in them are let go. */
  #empty(replies: Channel): void {
    for (let code = replies.tryTake(); code !== BUSY; code = replies.tryTake()) replies.decode(code);
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

/** What was thrown, as an error. */
function anError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : described(thrown);
}

/** An error that says in words what cannot cross. */
function described(thrown: unknown): RemoteError {
  if (!(thrown instanceof Error)) {
    return new RemoteError(`The manager's object threw what is not an error: ${Deno.inspect(thrown)}`);
  }
  const error = new RemoteError(`The manager's object threw an error that cannot cross whole: ${thrown}`);
  error.stack = thrown.stack;
  return error;
}

/** Why a result was not sent. */
function refusal(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  return new DOMException(error.message.replace("result[2]", "the result"), error.name);
}
