/**
 * What a manager and its proxies keep in shared memory, and how calls travel.
 *
 *   manager  +0 STATE  +4 SERVER (process id)  +8 PID  +12 REQUESTS (a queue's object, or 0)  +16 NAME (a text)  +20 DROPS  +24 OPENING
 *   proxy    +0 MANAGER (its object)  +4 DROPPED
 *
 * Calls. A client puts `[client, call, method, referent, args]` into REQUESTS, which all clients share; its first message is
 * a hello that holds a queue for the replies, of its own. The server answers `[call, status, value]` there. `client` is a
 * process id, `referent` the address of the proxy's object, `call` a number that the client counts. Nothing is handed out
 * by the server before a call, so a client that dies leaves a request that is carried out whole or was never sent, and a reply
 * that nobody reads; the server empties and frees that queue when it sees the death.
 *
 * Referents. The address of a proxy's object names its referent. The processes that have a proxy are the holders of that object
 * (`engine/assembly/sync/holders.ts`), proxies inside of messages count too, and the server itself is one while a referent of its own holds the proxy.
 * The last process to let go does not free the object: it sets DROPPED and adds to DROPS, and the server, which looks at DROPS and at its
 * bell (it rings at every death), deletes the referent and frees the object. Where the server has ended, the last one frees it.
 *
 * A process that is killed between making a proxy's object and sending the call that makes the referent leaves that object,
 * of 64 bytes, for good: nobody can tell whether the call was sent.
 *
 * A killed process may have a thread that still runs for a moment, in the midst of what it does with its handles. The server frees
 * what such a process had, its queue of replies too, when the thread has gone.
 *
 * The queue of requests is kept by the manager's object until the server has ended; it is large, so `releaseRequests` lets go of it then,
 * while handles and proxies may live on. Who wants to use it becomes a holder of its own (`holdRequests`), as the server is: it adds to
 * OPENING, then reads REQUESTS; who lets go sets REQUESTS to 0, then reads OPENING, and puts it back where that is not 0. So
 * either one sees the other. A death in between leaves the queue to whoever frees the manager's object.
 *
 * The end. STATE becomes SHUT_DOWN when the server takes the shutdown request: what was requested before is answered, what comes
 * later is refused when the client sees that the server's process has ended. All clients wait with that in their condition, and every death wakes all.
 *
 * @module
 */

import { Kind } from "../core/_kind_numbers.ts";
import { depart, dropKept, end, reviveKept, Shared } from "../core/_shared.ts";
import { readText } from "../core/_text.ts";
import type { Tree } from "../core/_tree.ts";
import { freeQueue } from "../channels/queue.ts";
import { SimpleQueue } from "../channels/simple_queue.ts";

export const STATE = 0;
export const SERVER = 4;
export const PID = 8;
export const REQUESTS = 12;
export const NAME = 16;
export const DROPS = 20;
const OPENING = 24;
export const MANAGER_BYTES = 28;

/** Values of STATE. */
export const State = { initial: 0, serving: 1, shutDown: 2 } as const;

/** In a proxy's words. */
export const MANAGER = 0;
const DROPPED = 4;
const PROXY_BYTES = 8;

/** Second element of a reply. */
export const Status = { value: 0, error: 1 } as const;

/** Methods that are the server's own, not a referent's. */
export const Op = {
  hello: "#hello",
  ready: "#ready",
  create: "#create",
  modify: "#modify",
  count: "#count",
  publish: "#publish",
  unpublish: "#unpublish",
  lookup: "#lookup",
  shutdown: "#shutdown",
} as const;

/** The first argument of `Op.create`: what to make. `object` is followed by (module, name, exposed, proxied, args). */
export const Type = { dict: "dict", list: "list", set: "set", value: "value", object: "object" } as const;

/** In an object of the library's own that stays in the manager's process: the kind of its proxy, where that is not `Kind.ManagerObject`. */
export const PROXY_KIND = Symbol("the kind of its proxy");

/** A call on its way. */
export type Request = [client: number, call: number, method: string, referent: number, args: unknown[]];
/** An answer on its way. A call number of 0 means every call of that client. */
export type Reply = [call: number, status: number, value: unknown];

/** The object of a new proxy. It keeps the manager's object. */
export function createProxy(kind: number, manager: Shared): Shared {
  return Shared.create(kind, PROXY_BYTES, "a proxy", (shared) => {
    depart(manager);
    shared.store(MANAGER, manager.object);
  });
}

/** Lets go of the last hold that a process has of a proxy's object. */
export function freeProxy({ tree, words }: { tree: Tree; words: number }): void | "kept" {
  const manager = tree.core.wordLoad(words + MANAGER);
  const managerWords = tree.core.objectWords(manager);
  if (tree.core.isAlive(tree.core.wordLoad(managerWords + SERVER))) {
    tree.core.wordStore(words + DROPPED, 1);
    addToWord(tree, managerWords + DROPS, 1);
    return "kept";
  }
  freeUnknown({ tree, words });
}

/** The same for a proxy of which the server was never told, or that it has forgotten: it does not keep its manager's object any more. */
export function freeUnknown({ tree, words }: { tree: Tree; words: number }): void {
  dropKept(tree, Kind.Manager, tree.core.wordLoad(words + MANAGER), freeManager);
}

/** For the server: frees the object of a proxy that nobody has any more, nor a thread of somebody who had; whether it did. */
export function freeForsaken(tree: Tree, object: number): boolean {
  const { core, self } = tree;
  let isFreed = false;
  end(new Shared(tree, Kind.ManagerObject, object), freeUnknown, () => {
    const isDropped = core.wordLoad(core.objectWords(object) + DROPPED) !== 0;
    isFreed = isDropped || (!core.objectIsHeld(object) && core.objectDrop(object, self) === 1);
    return isFreed ? 1 : 0;
  });
  return isFreed;
}

/** Frees what a manager's object owns. */
export function freeManager({ tree, words }: { tree: Tree; words: number }): void {
  const { core, self } = tree;
  const name = core.wordLoad(words + NAME);
  if (name !== 0) core.blockRelease(self, name);
  const requests = core.wordLoad(words + REQUESTS);
  if (requests === 0) return;
  dropKept(tree, Kind.SimpleQueue, requests, freeQueue);
}

/** A handle of the queue of requests, which keeps it while it is referred to; null when the manager has ended. */
export function holdRequests(manager: Shared): SimpleQueue | null {
  const { tree, words } = manager;
  return tree.whole(() => {
    addToWord(tree, words + OPENING, 1);
    try {
      const requests = manager.load(REQUESTS);
      if (requests === 0) return null;
      const make = (shared: Shared) => new (SimpleQueue as new (shared: Shared) => SimpleQueue)(shared);
      return reviveKept(tree, Kind.SimpleQueue, requests, make) as SimpleQueue;
    } finally {
      addToWord(tree, words + OPENING, -1);
    }
  });
}

/** Lets go of the queue of requests of a manager whose server has ended. */
export function releaseRequests(manager: Shared): void {
  const { tree, words } = manager;
  tree.whole(() => {
    const requests = Atomics.exchange(tree.words(words + MANAGER_BYTES), (words + REQUESTS) >>> 2, 0) >>> 0;
    if (requests === 0) return;
    if (manager.load(OPENING) !== 0) manager.store(REQUESTS, requests);
    else dropKept(tree, Kind.SimpleQueue, requests, freeQueue);
  });
}

/** The name and the pid of a manager, for messages. */
export function describeManager(tree: Tree, words: number): string {
  const name = readText(tree, tree.core.wordLoad(words + NAME));
  return `the manager ${name} (pid ${tree.core.wordLoad(words + PID)})`;
}

function addToWord(tree: Tree, address: number, by: number): void {
  Atomics.add(tree.words(address + 4), address >>> 2, by);
}
