/**
 * How calls travel to a manager over a network. A client has one connection to the manager's gate, and both sides of it speak in messages
 * of the library's codec:
 *
 *   gate     a greeting, once: the manager's name and pid, the longest message
 *   client   [call, method, object, args]; a call of 0 is not answered
 *   gate     [call, status, value], in any order
 *
 * An object is named by a number that the gate gave it for this connection, and crosses as (kind of proxy, number), both ways. The gate
 * counts how often it sent each; when nobody has the client's proxy any more, the client tells how often it came, and the gate lets go of the
 * object when the counts agree: so one that is on its way is not lost. What a connection had is let go when it ends, however.
 *
 * The gate calls the manager as any process of its tree does, with a proxy of its own for each number.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { MessageFormat } from "../sockets/_socket_message.ts";

/** Kinds of the proxies that cross. */
export const PROXY_KINDS: ReadonlySet<number> = new Set<number>([
  Kind.ManagerDict,
  Kind.ManagerList,
  Kind.ManagerSet,
  Kind.ManagerNamespace,
  Kind.ManagerValue,
  Kind.ManagerObject,
  Kind.ManagerPool,
  Kind.ManagerAsyncResult,
]);

/** Every message after the proof of the key. */
export const MESSAGES: MessageFormat = new MessageFormat([0x89, 0x51, 0x4d, 0x01], PROXY_KINDS);

/** What the gate tells first. */
export interface Greeting {
  name: string;
  pid: number | null;
  /** The longest message that it takes. */
  maxMessageBytes: number;
}

/** A call on its way. */
export type Request = [call: number, method: string, object: number, args: unknown[]];

/** An answer on its way. */
export type Reply = [call: number, status: number, value: unknown];

/** What is asked of the gate itself, besides what `Op` of `manager/_words.ts` has: an object of a named class, letting go. */
export const GateOp = { createNamed: "#createNamed", drop: "#drop" } as const;

/** Kinds of objects that a client may make by `Op.create`, with what the manager makes. */
export const CREATED: Readonly<Record<number, string>> = {
  [Kind.ManagerDict]: "dict",
  [Kind.ManagerList]: "list",
  [Kind.ManagerSet]: "set",
  [Kind.ManagerNamespace]: "namespace",
  [Kind.ManagerValue]: "value",
};
