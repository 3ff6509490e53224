/**
 * One client of a manager's gate. See `_words.ts` for the protocol.
 *
 * What a client can take up is bounded: calls under way and answers that it does not take hold up its own next calls, nobody else's.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { portableOf } from "../core/_shared.ts";
import { RemoteError } from "../errors.ts";
import type { ConnectedManager } from "../manager/connected_manager.ts";
import type { ManagerProxy } from "../manager/manager_proxy.ts";
import type { RegisteredType } from "../manager/manager_object.ts";
import { MANAGER, Op, Status } from "../manager/_words.ts";
import type { FrameSocket } from "../sockets/_socket_frame.ts";
import type { SocketSettings } from "../sockets/socket_options.ts";
import type { HeldProxies } from "./_held_proxies.ts";
import { CREATED, GateOp, type Greeting, MESSAGES, PROXY_KINDS, type Reply, type Request } from "./_words.ts";

/** Calls of one client that are under way at once, those that it has given up waiting for among them. */
const CALLS_MAX = 16_384;
/** How soon what found no shared memory is tried again. */
const RETRY_MS = 5;
/** Bytes of answers that wait to be taken, beyond which no call is read. */
const UNSENT_BYTES_MAX = 4 * 2 ** 20;
/** How long answers may take to reach the network at the end. */
const FLUSH_MS = 500;

/** An object that the client has. */
interface Known {
  readonly proxy: ManagerProxy;
  readonly number: number;
  /** How often its number was sent. */
  sentCount: number;
}

/** Makes an object: `manager.dict` ... */
type Maker = (contents: unknown) => Promise<unknown>;

/** What the sessions of a gate have in common. */
export interface SessionOptions {
  manager: ConnectedManager;
  settings: SocketSettings;
  /** Classes that clients may make objects of, by their names. */
  types: ReadonlyMap<string, RegisteredType>;
  held: HeldProxies;
}

/** One client. */
export class GateSession {
  readonly #socket: FrameSocket;
  readonly #manager: ConnectedManager;
  readonly #settings: SocketSettings;
  readonly #types: ReadonlyMap<string, RegisteredType>;
  readonly #held: HeldProxies;
  readonly #byNumber = new Map<number, Known>();
  readonly #byProxy = new Map<object, Known>();
  #lastNumber = 0;
  #callCount = 0;
  #unsentBytes = 0;
  /** Settles when all answers so far are with the network. */
  #sent: Promise<void> = Promise.resolve();
  /** Lets the loop that reads look again. */
  #goOn: () => void = () => {};
  #isClosed = false;

  constructor(socket: FrameSocket, { manager, settings, types, held }: SessionOptions) {
    this.#socket = socket;
    this.#manager = manager;
    this.#settings = settings;
    this.#types = types;
    this.#held = held;
  }

  /** Settles when the client has left, or its connection was ended. Never rejects. */
  async run(): Promise<void> {
    const { maxMessageBytes, stallTimeoutMs } = this.#settings;
    try {
      const greeting: Greeting = { name: this.#manager.name, pid: this.#manager.pid, maxMessageBytes };
      this.#write(MESSAGES.encode(greeting, "greeting"));
      while (!this.#isClosed) { // each turn reads one call
        await this.#room();
        const message = await this.#socket.read(maxMessageBytes, stallTimeoutMs);
        if (message === null) break;
        this.#carryOut(this.#requestOf(message));
      }
    } catch {
      // Garbage, silence in the midst of a message, a connection that broke: it is this client's alone.
    } finally {
      this.#isClosed = true;
      this.#socket.close();
      this.#releaseAll();
    }
  }

  #releaseAll(): void {
    for (const { proxy } of this.#byNumber.values()) this.#held.release(proxy);
    this.#byNumber.clear();
    this.#byProxy.clear();
  }

  /** Ends it after what was answered went out. */
  async close(): Promise<void> {
    this.#isClosed = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, FLUSH_MS));
    await Promise.race([this.#sent, late]);
    clearTimeout(timer);
    this.#socket.close();
    this.#goOn();
  }

  /** @throws {SyntaxError} when it is no call. */
  #requestOf(message: Uint8Array): Request {
    if (!MESSAGES.isOf(message)) throw new SyntaxError("Cannot receive: the message is no call of a manager");
    const reviver = {
      revive: () => ({}), // never asked for: addresses are refused
      reviveState: (_: unknown, __: number, state: unknown) =>
        this.#byNumber.get(state as number)?.proxy ?? new Missing(),
    };
    const request = MESSAGES.decode(message, reviver);
    const [call, method, object, args] = Array.isArray(request) ? request : [];
    if (!Number.isInteger(call) || typeof method !== "string" || !Number.isInteger(object) || !Array.isArray(args)) {
      throw new SyntaxError("Cannot receive: the message is no call of a manager");
    }
    return request as Request;
  }

  async #carryOut([call, method, object, args]: Request): Promise<void> {
    this.#callCount += 1;
    let reply: Reply;
    try {
      reply = [call, Status.value, await this.#execute(method, object, args)];
    } catch (error) {
      reply = [call, Status.error, error];
    }
    this.#callCount -= 1;
    this.#goOn();
    if (call === 0) return;
    try {
      await this.#answer(reply);
    } catch {
      this.#socket.close(); // an answer that is missing would be waited for
    }
    if (this.#isClosed) this.#releaseAll(); // what came after the client had left
  }

  #execute(method: string, object: number, args: unknown[]): unknown {
    const missing = args.find((argument) => argument instanceof Missing);
    if (missing !== undefined) throw new Error(`Cannot call ${method}: an argument is a proxy that was closed`);
    if (!method.startsWith("#")) return this.#callObject(method, object, args);
    switch (method) {
      case GateOp.drop:
        return this.#drop(object, args[0] as number);
      case GateOp.createNamed:
        return this.#createNamed(args[0] as string, args[1] as unknown[]);
      case Op.create:
        return this.#create(args[0] as number, args[1]);
      case Op.publish:
        return this.#manager.publish(args[0] as string, args[1] as ManagerProxy);
      case Op.unpublish:
        return this.#manager.unpublish(args[0] as string);
      case Op.lookup:
        return this.#manager.lookup(args[0] as string);
      case Op.count:
        return this.#manager.objectCount();
      default:
        throw new TypeError(`Cannot call ${method}: that is not to be had over a network`);
    }
  }

  #callObject(method: string, object: number, args: unknown[]): Promise<unknown> {
    const known = this.#byNumber.get(object);
    if (known === undefined) throw new Error(`Cannot call ${method}: the proxy is closed`);
    if (portableOf(known.proxy)?.kind === Kind.ManagerPool && Array.isArray(args[0]) && args[0][0] !== null) {
      throw new TypeError(
        "Cannot run the task: over a network target must be a function of the pool's own module, not task(module, ...)",
      );
    }
    return known.proxy.call(method, args);
  }

  #create(kind: number, contents: unknown): Promise<unknown> {
    const maker = Object.hasOwn(CREATED, kind) ? CREATED[kind] : undefined;
    if (maker === undefined) throw new TypeError("Cannot create an object: its kind is not to be had over a network");
    return (this.#manager as unknown as Record<string, Maker>)[maker](contents);
  }

  #createNamed(name: string, args: unknown[]): Promise<unknown> {
    const type = this.#types.get(name);
    if (type === undefined) {
      const names = [...this.#types.keys()].join(", ") || "none";
      throw new TypeError(`Cannot create ${String(name)}: the manager's types must name it, they are ${names}`);
    }
    return this.#manager.create(type, args as never);
  }

  /** The client's proxy is gone that came so often. */
  #drop(number: number, receivedCount: number): void {
    const known = this.#byNumber.get(number);
    if (known === undefined) return;
    known.sentCount -= receivedCount;
    if (known.sentCount > 0) return; // another is on its way
    this.#byNumber.delete(number);
    this.#byProxy.delete(known.proxy);
    this.#held.release(known.proxy);
  }

  /** Answers; what cannot leave the program becomes an error that can. */
  async #answer(reply: Reply): Promise<void> {
    const [call, status, value] = reply;
    try {
      this.#write(this.#encode(reply), this.#settings.maxMessageBytes);
    } catch (error) {
      const refused = refusal(error, status, value);
      for (let message: Uint8Array | null = null; message === null && !this.#isClosed;) { // until there is memory
        message = this.#encodeError(call, refused);
        if (message === null) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        else this.#write(message);
      }
    }
  }

  /** An answer, in which proxies are numbers. */
  #encode(reply: Reply): Uint8Array {
    const sent: Known[] = [];
    const translate = (handle: object) => {
      const known = this.#knownOf(handle);
      if (known === undefined) return undefined;
      known.sentCount += 1;
      sent.push(known);
      return { kind: portableOf(handle)!.kind, state: known.number };
    };
    try {
      return MESSAGES.encode(reply, "result", translate);
    } catch (error) {
      for (const known of sent) this.#drop(known.number, 1);
      throw error;
    }
  }

  /** Null where there is no shared memory to encode it in. */
  #encodeError(call: number, error: unknown): Uint8Array | null {
    try {
      return MESSAGES.encode([call, Status.error, error], "result");
    } catch (failure) {
      if (failure instanceof RangeError) return null;
      throw failure;
    }
  }

  /** The number of a proxy of this manager. */
  #knownOf(handle: object): Known | undefined {
    const shared = portableOf(handle)?.shared;
    if (shared === undefined || !PROXY_KINDS.has(shared.kind)) return undefined;
    if (shared.load(MANAGER) !== portableOf(this.#manager)!.shared!.object) return undefined;
    let known = this.#byProxy.get(handle);
    if (known === undefined) {
      known = { proxy: handle as ManagerProxy, number: ++this.#lastNumber, sentCount: 0 };
      this.#held.hold(known.proxy);
      this.#byProxy.set(handle, known);
      this.#byNumber.set(known.number, known);
    }
    return known;
  }

  #write(message: Uint8Array, maxBytes = Infinity): void {
    if (message.length > maxBytes) {
      throw new RangeError(
        `Cannot send the result: it has ${message.length} bytes, more than maxMessageBytes ${maxBytes}`,
      );
    }
    this.#unsentBytes += message.length;
    this.#sent = this.#sent.then(() => this.#socket.write([message])).then(
      () => this.#unsentBytes -= message.length,
      () => this.#socket.close(), // the loop that reads sees the end
    ).then(() => this.#goOn());
  }

  /** Waits until the client may call again. */
  async #room(): Promise<void> {
    while (!this.#isClosed && (this.#callCount >= CALLS_MAX || this.#unsentBytes > UNSENT_BYTES_MAX)) {
      await new Promise<void>((resolve) => this.#goOn = resolve); // ends when a call has ended or an answer was taken
    }
  }
}

/** In the place of a proxy that the gate does not know any more. */
class Missing {}

/** What is told in the place of an answer that cannot be sent. */
function refusal(error: unknown, status: number, value: unknown): unknown {
  if (error instanceof RangeError) {
    const short = new RangeError(`${error.message.slice(0, 300)}; the call was carried out`);
    short.stack = `RangeError: ${short.message}`;
    return short;
  }
  if (status === Status.error) {
    return new RemoteError(`The manager's object threw an error that cannot cross whole: ${value}`);
  }
  if (error instanceof DOMException) {
    return new DOMException(error.message.replace("result[2]", "the result"), error.name);
  }
  return error;
}
