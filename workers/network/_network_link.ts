/**
 * A client's line to a manager on the network. See `_words.ts` for the protocol.
 *
 * As on the line to a manager in this tree, whoever takes an answer hands it to the call that it is for, so that blocking calls go on in the
 * midst of awaited ones; while awaited calls are open, one loop (`#pump`) takes answers.
 *
 * @module
 */

import { type Address, addressText } from "../address.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { Limit, named, signalOf, timeoutOf } from "../core/_limit.ts";
import { bindState } from "../core/_shared.ts";
import { EndOfFileError, TimeoutError } from "../errors.ts";
import { asThrown } from "../manager/_link.ts";
import { proxyClass } from "../manager/_create.ts";
import { proxyClosed, Remote } from "../manager/_remote.ts";
import { Op, Status } from "../manager/_words.ts";
import type { SocketConnection } from "../sockets/socket_connection.ts";
import type { Wait } from "../wait_options.ts";
import { GateOp, type Greeting, MESSAGES, type Reply } from "./_words.ts";

/** One open call. */
interface Open {
  readonly method: string;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** The proxy of an object in this process. */
interface Held {
  handle: WeakRef<object>;
  /** How often its number came. */
  receivedCount: number;
}

/** Call numbers begin again after this: the largest that the codec writes as an integer. */
const CALL_MAX = 2 ** 31 - 1;
/** How an observer is told of a call. */
const ANSWER = "an answer of a manager";
/** How long a message may wait to be taken that is not waited for. */
const DROP_MS = 60_000;

/** One connection. */
export class NetworkLink {
  readonly address: Address;
  readonly #connection: SocketConnection;
  readonly #open = new Map<number, Open>();
  readonly #held = new Map<number, Held>();
  readonly #numbers = new WeakMap<object, { kind: number; state: number }>();
  readonly #collected = new FinalizationRegistry<number>((number) => this.#forget(number));
  /** Of the manager: it would end the connection over a longer message. */
  #maxMessageBytes = Infinity;
  #lastCall = 0;
  #pumping: AbortController | null = null;
  #isClosed = false;
  /** Why nothing comes any more. */
  #end: unknown = null;

  constructor(connection: SocketConnection, address: Address) {
    this.#connection = connection;
    this.address = address;
  }

  /** Whether this process has closed it. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether the manager's side is there, as far as is known. */
  isAlive(): boolean {
    if (this.#isClosed || this.#end !== null) return false;
    this.#takeAll();
    return this.#end === null;
  }

  /** Takes what the gate tells first. @throws {TypeError} when it is no manager. */
  async greeting(wait: Wait | undefined): Promise<Greeting> {
    return this.#greeted(await this.#connection.recvBytes(undefined, wait));
  }

  /** The same; blocks the thread. */
  greetingSync(wait: Wait | undefined): Greeting {
    return this.#greeted(this.#connection.recvBytesSync(undefined, wait));
  }

  #greeted(message: Uint8Array): Greeting {
    const greeting = MESSAGES.isOf(message) ? MESSAGES.decode(message) as Partial<Greeting> | null : null;
    if (typeof greeting?.name !== "string") {
      throw new TypeError(`Cannot connect: who listens at ${addressText(this.address)} is no manager`);
    }
    this.#maxMessageBytes = Number(greeting.maxMessageBytes);
    return greeting as Greeting;
  }

  async call(method: string, object: number, args: readonly unknown[], wait?: Wait): Promise<unknown> {
    const [timeoutMs, signal] = [timeoutOf(wait), signalOf(wait)];
    signal?.throwIfAborted();
    const call = this.#next(method);
    const message = this.#encode([call, method, object, args]);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#open.set(call, { method, resolve, reject });
    const limit = new Limit(timeoutMs, signal, () => reject(late(method)), reject);
    try {
      this.#connection.sendBytes(message).catch((error) => this.#notSent(call, error));
      this.#pump();
      return await promise;
    } finally {
      limit.lift();
      this.#close(call);
    }
  }

  callSync(method: string, object: number, args: readonly unknown[], wait?: Wait): unknown {
    const timeoutMs = timeoutOf(wait);
    const deadline = performance.now() + timeoutMs;
    const call = this.#next(method);
    const message = this.#encode([call, method, object, args]);
    let outcome: { value: unknown } | { reason: unknown } | null = null;
    this.#open.set(call, {
      method,
      resolve: (value) => outcome = { value },
      reject: (reason) => outcome = { reason },
    });
    try {
      this.#sendSync(call, message, timeoutMs);
      while (outcome === null) this.#takeOne(named(ANSWER, deadline - performance.now())); // each turn takes one answer
    } catch (error) {
      throw error instanceof TimeoutError ? late(method) : error;
    } finally {
      this.#close(call);
    }
    const settled = outcome as { value: unknown } | { reason: unknown };
    if ("reason" in settled) throw settled.reason;
    return settled.value;
  }

  /** Makes an object the proxy of a number. */
  bind(handle: object, kind: number, number: number): void {
    this.#held.set(number, { handle: new WeakRef(handle), receivedCount: 1 });
    this.#numbers.set(handle, { kind, state: number });
    this.#collected.register(handle, number, handle);
    bindState(handle, kind, refuseToCross);
  }

  /** Lets go of an object. */
  drop(handle: object): void {
    const number = this.#numbers.get(handle)?.state;
    if (number === undefined) return;
    this.#numbers.delete(handle);
    this.#collected.unregister(handle);
    this.#letGo(number);
  }

  /** Ends it. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#failAll(new Error("Cannot use the manager: the connection to it is closed in this process"));
    this.#connection.close();
  }

  #next(method: string): number {
    if (this.#isClosed) {
      throw new Error(`Cannot ${asked(method)}: the connection to the manager is closed in this process`);
    }
    if (this.#end !== null) throw this.#gone(method);
    return this.#lastCall = this.#lastCall % CALL_MAX + 1;
  }

  /** @throws {DOMException} for what cannot leave the program, with the path from the arguments. */
  #encode(request: unknown[]): Uint8Array {
    try {
      const message = MESSAGES.encode(request, "request", (handle) => this.#numbers.get(handle));
      if (message.length <= this.#maxMessageBytes) return message;
      const [count, max] = [message.length, this.#maxMessageBytes];
      throw new RangeError(
        `Cannot ${asked(String(request[1]))}: it has ${count} bytes, more than the manager's maxMessageBytes ${max}`,
      );
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      throw new DOMException(error.message.replace("request[3]", "args"), error.name);
    }
  }

  #sendSync(call: number, message: Uint8Array, timeoutMs: number): void {
    try {
      this.#connection.sendBytesSync(message, undefined, undefined, named(ANSWER, timeoutMs));
    } catch (error) {
      if (error instanceof TimeoutError) throw error;
      this.#notSent(call, error);
    }
  }

  /** A message that is too long, or finds no memory, is its call's own trouble; what else goes wrong ends the connection. */
  #notSent(call: number, error: unknown): void {
    if (error instanceof RangeError) this.#open.get(call)?.reject(error);
    else this.#failAll(error);
  }

  /** Blocks for an answer, and gives it to its call. */
  #takeOne(wait: Wait): void {
    let message: Uint8Array;
    try {
      message = this.#connection.recvBytesSync(undefined, wait);
    } catch (error) {
      if (error instanceof TimeoutError && !this.#connection.closed) throw error;
      return this.#failAll(error);
    }
    this.#receive(message);
  }

  /** Takes what is there. */
  #takeAll(): void {
    while (this.#end === null && !this.#connection.closed && this.#connection.pollSync(0)) this.#takeOne(0);
  }

  #receive(message: Uint8Array): void {
    let reply: Reply;
    try {
      const reviver = {
        revive: () => ({}), // never asked for: addresses are refused
        reviveState: (_: unknown, kind: number, state: unknown) => this.#proxyOf(kind, state as number),
      };
      reply = MESSAGES.decode(message, reviver) as Reply;
    } catch (error) {
      return this.#failAll(error); // whose it was cannot be known any more
    }
    const [call, status, value] = reply;
    const open = this.#open.get(call);
    if (open === undefined) return; // nobody waits for it any more
    if (status === Status.error) open.reject(asThrown(value));
    else open.resolve(value);
    this.#close(call);
  }

  #proxyOf(kind: number, number: number): object {
    const held = this.#held.get(number);
    const known = held?.handle.deref();
    if (known !== undefined) {
      held!.receivedCount += 1;
      return known;
    }
    const before = held?.receivedCount ?? 0; // of a proxy that was collected, and is not told yet
    const proxy = new (proxyClass(kind))(new NetworkRemote(this, kind, number));
    this.#held.get(number)!.receivedCount += before;
    return proxy;
  }

  /** A proxy was collected; unless a newer one came for its number. */
  #forget(number: number): void {
    if (this.#held.get(number)?.handle.deref() === undefined) this.#letGo(number);
  }

  #letGo(number: number): void {
    const held = this.#held.get(number);
    if (held === undefined || this.#isClosed || this.#end !== null) return;
    this.#held.delete(number);
    const message = MESSAGES.encode([0, GateOp.drop, number, [held.receivedCount]], "request");
    this.#connection.sendBytes(message, undefined, undefined, DROP_MS).catch(() => {}); // the end lets go of all
  }

  #close(call: number): void {
    if (this.#open.delete(call) && this.#open.size === 0) this.#pumping?.abort();
  }

  #failAll(cause: unknown): void {
    this.#end ??= cause;
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { method, reject } of open) reject(this.#isClosed ? cause : this.#gone(method));
    this.#pumping?.abort();
  }

  async #pump(): Promise<void> {
    if (this.#pumping !== null) return;
    while (this.#open.size > 0) { // each turn lasts until no call is open
      const pumping = this.#pumping = new AbortController();
      try {
        while (this.#open.size > 0) { // each turn takes what there is
          await this.#connection.poll({ signal: pumping.signal });
          this.#takeAll();
        }
      } catch (error) {
        if (!pumping.signal.aborted) this.#failAll(error);
      }
    }
    this.#pumping = null;
  }

  #gone(method: string): Error {
    const error = new EndOfFileError(
      `Cannot ${asked(method)}: the connection to the manager at ${addressText(this.address)} has ended`,
    );
    if (!(this.#end instanceof EndOfFileError)) error.cause = this.#end;
    return error;
  }
}

/** What stands behind a proxy of an object on the network. */
class NetworkRemote extends Remote {
  readonly #link: NetworkLink;
  readonly #kind: number;
  readonly #number: number;
  #closed = false;

  constructor(link: NetworkLink, kind: number, number: number) {
    super();
    this.#link = link;
    this.#kind = kind;
    this.#number = number;
  }

  override bind(handle: object): void {
    this.#link.bind(handle, this.#kind, this.#number);
  }

  override async call(method: string, args: readonly unknown[], wait: Wait | undefined): Promise<unknown> {
    this.#check(method);
    return await this.#link.call(method, this.#number, args, wait);
  }

  override callSync(method: string, args: readonly unknown[], wait: Wait | undefined): unknown {
    this.#check(method);
    return this.#link.callSync(method, this.#number, args, wait);
  }

  override close(handle: object): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#link.drop(handle);
  }

  #check(method: string): void {
    if (this.#closed) throw proxyClosed(method);
    if (method === Op.modify) {
      throw new TypeError(
        "Cannot modify: the function must be one of the manager's own program; register a class with a method that does it",
      );
    }
  }
}

function refuseToCross(): never {
  throw new DOMException(
    "Cannot send a proxy of a manager on the network to another process: each connects for itself, by Manager.connect",
    "DataCloneError",
  );
}

/** Makes a manager of the network one that says why it does not cross. */
export function bindManager(manager: object): void {
  bindState(manager, Kind.Manager, refuseToCross);
}

/** What was asked for, in words. */
function asked(method: string): string {
  return method.startsWith("#") ? "use the manager" : `call ${method}`;
}

function late(method: string): TimeoutError {
  return new TimeoutError(`Cannot ${asked(method)}: no answer came in time; the call may still be carried out`);
}
