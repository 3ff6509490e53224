/**
 * What a manager's process answers, and to whom: the queues of its clients.
 *
 * Where the shared memory is full, whoever asked gets an error in the place of the answer: encoded by an encoder of its own, which has
 * the memory for that beforehand, and put off while there is no room in the client's queue. Nothing else is touched by it.
 *
 * @module
 */

import { Channel } from "../channels/_channel.ts";
import { freeQueue } from "../channels/queue.ts";
import type { SimpleQueue } from "../channels/simple_queue.ts";
import type { Encoded } from "../core/_codec.ts";
import { BUSY } from "../core/_core.ts";
import { Encoder } from "../core/_encode.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { dropShared, portableOf } from "../core/_shared.ts";
import { ProcessEnded, type Tree } from "../core/_tree.ts";
import { RemoteError } from "../errors.ts";
import { type Reply, Status } from "./_words.ts";

/** How soon an answer is tried again for which there was no memory. */
export const RETRY_MS = 5;

/** One client. */
interface Client {
  readonly queue: SimpleQueue;
  readonly replies: Channel;
  /** Calls whose answers found no memory, and the errors that they get. */
  readonly putOff: Map<number, Error>;
}

/** Answers to clients. */
export class Replies {
  readonly #tree: Tree;
  readonly #clients = new Map<number, Client>();
  /** Never gives its memory away, as errors are short. */
  readonly #spare: Encoder;
  #putOffCount = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @throws {RangeError} when the shared memory is used up. */
  constructor(tree: Tree) {
    this.#tree = tree;
    this.#spare = new Encoder(tree);
    this.#spare.encode(null, "result");
  }

  /** Whether answers wait for memory. */
  get arePutOff(): boolean {
    return this.#putOffCount > 0;
  }

  /** Makes a client known. */
  greet(client: number, queue: SimpleQueue): void {
    const replies = new Channel(this.#tree, portableOf(queue)!.shared!.load(0));
    replies.isPatient = false;
    this.#clients.set(client, { queue, replies, putOff: new Map() });
  }

  /** Answers; what cannot cross becomes an error that can. */
  send(client: number, reply: Reply): void {
    const to = this.#clients.get(client);
    if (to === undefined) return;
    try {
      to.replies.putSync(encode(to.replies, reply), Infinity);
    } catch (error) {
      if (error instanceof ProcessEnded) throw error;
      this.#refuse(to, reply[0], withoutStack(error));
    }
  }

  /** Tells every client, as it is not known who asked. */
  sendAll(error: unknown): void {
    for (const client of this.#clients.keys()) this.send(client, [0, Status.error, error]);
  }

  /** Tries again what was put off, until nothing is. */
  #retry(): void {
    for (const to of this.#clients.values()) {
      for (const [call, error] of to.putOff) {
        if (!this.#tryRefuse(to, call, error)) break;
        to.putOff.delete(call);
        this.#putOffCount -= 1;
      }
    }
    if (this.#putOffCount > 0) this.#timer = setTimeout(() => this.#retry(), RETRY_MS);
    else this.#timer = null;
  }

  /** Forgets clients that have died. False when one must wait for its thread to be gone. */
  sweep(): boolean {
    const { core } = this.#tree;
    let isDone = true;
    for (const [client, { queue, replies, putOff }] of this.#clients) {
      if (core.isAlive(client)) continue;
      // A thread that still runs may be in the midst of taking a reply.
      if (core.isPresent(client)) {
        isDone = false;
        continue;
      }
      this.#clients.delete(client);
      this.#putOffCount -= putOff.size;
      empty(replies);
      const shared = portableOf(queue)?.shared;
      if (shared?.kind === Kind.SimpleQueue) dropShared(queue, shared, freeQueue);
    }
    return isDone;
  }

  #refuse(to: Client, call: number, error: Error): void {
    if (to.putOff.size === 0 && this.#tryRefuse(to, call, error)) return;
    if (!to.putOff.has(call)) this.#putOffCount += 1;
    to.putOff.set(call, error);
    this.#timer ??= setTimeout(() => this.#retry(), RETRY_MS);
  }

  /** Sends an error; false when there is no memory even for that. */
  #tryRefuse({ replies }: Client, call: number, error: Error): boolean {
    try {
      return replies.offer(this.#spare.encode([call, Status.error, error], "result"));
    } catch (failure) {
      if (failure instanceof ProcessEnded) throw failure;
      return false;
    }
  }
}

function encode({ codec: { encoder } }: Channel, reply: Reply): Encoded {
  const [call, status, value] = reply;
  const isError = status === Status.error;
  try {
    return isError ? encoder.encodeThrown([call, status, anError(value)], "result") : encoder.encode(reply, "result");
  } catch (error) {
    if (error instanceof ProcessEnded || error instanceof RangeError) throw error;
    return encoder.encodeThrown([call, Status.error, isError ? described(value) : refusal(error)], "result");
  }
}

/** Takes replies that nobody reads any more, so that the handles in them are let go. */
function empty(replies: Channel): void {
  for (let code = replies.tryTake(); code !== BUSY; code = replies.tryTake()) {
    try {
      replies.decode(code);
    } catch {
      // A handle for which there is no memory.
    }
  }
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

/** Why an answer was not sent, in few bytes. */
function withoutStack(error: unknown): Error {
  const text = error instanceof Error ? error.message : String(error);
  const short = new RangeError(`Cannot send the result: ${text.slice(0, MESSAGE_MAX)}; the call was carried out`);
  short.stack = `RangeError: ${short.message}`;
  return short;
}

const MESSAGE_MAX = 200;
