/**
 * A process's line to a manager: requests out, replies in. See `_words.ts` for the protocol.
 *
 * Blocking and awaited calls share one queue of replies. Whoever takes a reply hands it to the call that it is for, so a
 * blocking call in the midst of awaited ones settles theirs too. While awaited calls are open, one loop (`#pump`) takes replies.
 *
 * @module
 */

import { BROKEN_OFF, Channel, TIMED_OUT } from "../channels/_channel.ts";
import { Word } from "../core/_core.ts";
import { remainsOf } from "../core/_decode.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { reviveOwn } from "../core/_kinds.ts";
import { Limit, nameOf, signalOf, timeoutAmong } from "../core/_limit.ts";
import {
  describeManager,
  holdRequests,
  Op,
  PID,
  releaseRequests,
  type Reply,
  type Request,
  SERVER,
  STATE,
  State,
  Status,
} from "./_words.ts";
import { dropShared, portableOf, type Shared } from "../core/_shared.ts";
import type { Tree } from "../core/_tree.ts";
import { type Waitable, waitAsync, waitSync } from "../core/_wait.ts";
import { TimeoutError, WorkerDied } from "../errors.ts";
import { freeQueue } from "../channels/queue.ts";
import { SimpleQueue } from "../channels/simple_queue.ts";
import type { Wait } from "../wait_options.ts";

/** Where calls go: to the server's process, or, in that process, straight to the server. */
export interface Link {
  call(method: string, referent: number, args: unknown[], wait?: Wait): Promise<unknown>;
  callSync(method: string, referent: number, args: unknown[], wait?: Wait): unknown;
  /** How many calls were sent. */
  readonly sentCount: number;
}

const linksByTree = new WeakMap<Tree, Map<number, Link>>();

function linksOf(tree: Tree): Map<number, Link> {
  let links = linksByTree.get(tree);
  if (links === undefined) linksByTree.set(tree, links = new Map());
  return links;
}

/** Makes this process the server of a manager: its own calls stay here. */
export function serveLocally(tree: Tree, manager: number, link: Link): void {
  linksOf(tree).set(manager, link);
}

/** The line to the manager at an address; the first call opens it. */
export function linkTo(tree: Tree, manager: number): Link {
  const links = linksOf(tree);
  let link = links.get(manager);
  if (link instanceof RemoteLink && link.isBroken) link = undefined;
  if (link === undefined) {
    retireBroken(links);
    const handle = reviveOwn(tree, Kind.Manager, manager);
    links.set(manager, link = new RemoteLink(portableOf(handle)!.shared!, handle));
  }
  return link;
}

/** For who knows that a manager's server has ended: gives back what this process had for it. */
export function retireLink(manager: Shared): void {
  const links = linksOf(manager.tree);
  const link = links.get(manager.object);
  if (link instanceof RemoteLink && link.isBroken) {
    links.delete(manager.object);
    link.retire();
  }
  releaseRequests(manager);
}

/** The same where nobody said so: whenever there is a new one, so that they do not become many. */
function retireBroken(links: Map<number, Link>): void {
  for (const [manager, link] of links) {
    if (!(link instanceof RemoteLink && link.isBroken)) continue;
    links.delete(manager);
    link.retire();
  }
}

/** One open call. */
interface Open {
  readonly method: string;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** What came of a blocking call. */
interface Answer {
  value?: unknown;
  reason?: unknown;
}

/** What calls of this process travel by: made by the first, given back when the manager has ended. */
interface Line {
  /** The handles that keep the queues of requests and replies. */
  readonly queues: readonly [requests: SimpleQueue, replies: SimpleQueue];
  readonly requests: Channel;
  readonly replies: Channel;
  readonly waitable: Waitable;
}

class RemoteLink implements Link {
  readonly #manager: Shared;
  /** A handle that keeps the manager's object. */
  readonly #kept: object;
  readonly #server: number;
  #line: Line | null = null;
  #isRetired = false;
  readonly #open = new Map<number, Open>();
  #lastCall = 0;
  sentCount = 0;
  #pumping: AbortController | null = null;

  constructor(manager: Shared, handle: object) {
    this.#manager = manager;
    this.#kept = handle;
    this.#server = manager.load(SERVER);
  }

  /** Whether the server has ended. */
  get isBroken(): boolean {
    return this.#manager.core.isAlive(this.#server) === 0;
  }

  /** Gives the line back when no call is open any more: the server has ended. */
  retire(): void {
    this.#isRetired = true;
    if (this.#open.size > 0 || this.#pumping !== null || this.#line === null) return;
    const { queues } = this.#line;
    this.#line = null;
    for (const queue of queues) dropShared(queue, portableOf(queue)!.shared!, freeQueue);
  }

  /** @throws {WorkerDied} when the manager has ended. */
  #lineFor(method: string): Line {
    if (this.isBroken) throw this.#gone(method);
    if (this.#line !== null) return this.#line;
    const requestQueue = holdRequests(this.#manager);
    if (requestQueue === null) throw this.#gone(method);
    const replyQueue = new SimpleQueue();
    const { tree } = this.#manager;
    const [requests, replies] = [requestQueue, replyQueue].map((queue) =>
      new Channel(tree, portableOf(queue)!.shared!.load(0))
    );
    const data = replies.data((code) => this.#receive(replies, code), () => this.isBroken);
    put(requests, [tree.self, 0, Op.hello, 0, [replyQueue]]);
    const waitable = { ...data, what: ANSWER, silent: true };
    return this.#line = { queues: [requestQueue, replyQueue], requests, replies, waitable };
  }

  callSync(method: string, referent: number, args: unknown[], wait?: Wait): unknown {
    const timeoutMs = timeoutAmong(wait);
    const deadline = timeoutMs === Infinity ? Infinity : performance.now() + timeoutMs;
    const line = this.#lineFor(method);
    const waitable = { ...line.waitable, what: nameOf(wait) ?? ANSWER };
    const call = this.#send(line, method, referent, args);
    let answer: Answer | null = null;
    this.#open.set(call, {
      method,
      resolve: (value) => answer = { value },
      reject: (reason) => answer = { reason },
    });
    try {
      while (answer === null) { // each turn takes one reply
        const restMs = deadline === Infinity ? Infinity : Math.max(0, deadline - performance.now());
        const code = waitSync(this.#manager.tree, waitable, restMs);
        if (code === BROKEN_OFF) throw this.#gone(method);
        if (code === TIMED_OUT) throw late(method);
      }
    } finally {
      this.#close(call);
    }
    const settled = answer as Answer;
    if ("reason" in settled) throw settled.reason;
    return settled.value;
  }

  async call(method: string, referent: number, args: unknown[], wait?: Wait): Promise<unknown> {
    const timeoutMs = timeoutAmong(wait);
    const signal = signalOf(wait);
    signal?.throwIfAborted();
    const line = this.#lineFor(method);
    const call = this.#send(line, method, referent, args);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#open.set(call, { method, resolve, reject });
    this.#pump(line);
    const { tree } = this.#manager;
    const what = nameOf(wait) ?? ANSWER;
    tree.tell("blocked", what);
    const limit = new Limit(timeoutMs, signal, () => reject(late(method)), reject);
    try {
      return await promise;
    } finally {
      limit.lift();
      this.#close(call);
      tree.tell("resumed", what);
    }
  }

  #send({ requests }: Line, method: string, referent: number, args: unknown[]): number {
    const call = this.#lastCall = this.#lastCall % CALL_MAX + 1;
    put(requests, [this.#manager.self, call, method, referent, args]);
    this.sentCount += 1;
    return call;
  }

  /** Takes a reply out of the inbox and gives it to its call. */
  #receive(replies: Channel, code: number): void {
    let reply: Reply;
    try {
      reply = replies.decode(code) as Reply;
    } catch (error) {
      const [call] = (remainsOf(error) ?? [0]) as Reply;
      reply = [call, Status.error, error];
    }
    const [call, status, value] = reply;
    if (call === 0) return this.#failAll(() => value);
    const open = this.#open.get(call);
    if (open === undefined) return; // nobody waits for it any more
    if (status === Status.error) open.reject(asThrown(value));
    else open.resolve(value);
    this.#close(call);
  }

  #close(call: number): void {
    if (!this.#open.delete(call) || this.#open.size > 0) return;
    this.#pumping?.abort();
    if (this.#isRetired) this.retire();
  }

  #failAll(reasonOf: (method: string) => unknown): void {
    for (const { method, reject } of this.#open.values()) reject(reasonOf(method));
    this.#open.clear();
    this.#pumping?.abort();
  }

  async #pump({ waitable }: Line): Promise<void> {
    if (this.#pumping !== null) return;
    while (this.#open.size > 0) { // each turn lasts until no call is open
      const pumping = this.#pumping = new AbortController();
      try {
        while (this.#open.size > 0) { // each turn takes one reply
          const code = await waitAsync(this.#manager.tree, waitable, Infinity, pumping.signal);
          if (code === BROKEN_OFF) this.#failAll((method) => this.#gone(method));
        }
      } catch (error) {
        if (!pumping.signal.aborted) this.#failAll(() => error);
      }
    }
    this.#pumping = null;
    if (this.#isRetired) this.retire();
  }

  #gone(method: string): WorkerDied {
    return managerGone(this.#manager, method);
  }
}

/** How an observer is told of a call, where nothing else is said. */
const ANSWER = "an answer of a manager";
/** Call numbers begin again after this: the largest that the codec writes as an integer. */
const CALL_MAX = 2 ** 31 - 1;

/** Sends a request. The ring has no maximum, so this waits only for others that put at this moment; and so calls keep their order. */
function put(requests: Channel, request: Request): void {
  const { encoder } = requests.codec;
  try {
    requests.putSync(encoder.encode(request, "request"), Infinity);
  } catch (error) {
    throw withoutEnvelope(error);
  }
}

/** Why a manager does not answer. */
export function managerGone(manager: Shared, method: string): WorkerDied {
  const { tree, core, words } = manager;
  const who = describeManager(tree, words);
  const action = method.startsWith("#") ? `use ${who}` : `call ${method}`;
  if (manager.load(STATE) === State.shutDown) {
    return new WorkerDied(`Cannot ${action}: ${who} has shut down`, 0);
  }
  const server = manager.load(SERVER);
  const exitCode = core.processWord(server, Word.pid) === manager.load(PID) ? core.processExitCode(server) : 0;
  return new WorkerDied(`Cannot ${action}: ${who} has ended with exit code ${exitCode}`, exitCode);
}

function late(method: string): TimeoutError {
  const action = method.startsWith("#") ? "use the manager" : `call ${method}`;
  return new TimeoutError(`Cannot ${action}: no answer came in time; the call may still be carried out`);
}

/** What the server threw. The one DOMException of the library is one again here. */
export function asThrown(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== "DataCloneError") return error;
  return new DOMException(error.message, error.name);
}

/** The error for an argument that cannot cross, with the path from the arguments. */
function withoutEnvelope(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  return new DOMException(error.message.replace("request[4]", "args"), error.name);
}
