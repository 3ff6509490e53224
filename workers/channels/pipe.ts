/**
 * Pipes: two connections, each an end. What stands in shared memory: `connection.ts`.
 *
 * @module
 */

import { createRing, freeRing } from "./_channel.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { currentTree } from "../core/_root.ts";
import { shown } from "../core/_shown.ts";
import { depart, letGo, Shared } from "../core/_shared.ts";
import type { Tree } from "../core/_tree.ts";
import { Connection } from "./connection.ts";

const PAIR_BYTES = 16;
const END_BYTES = 16;
/** Messages that a pipe holds before `send` waits; and no more than fit its ring of 64 KiB. */
const MESSAGES_MAX = 1024;

/**
 * A pipe: two connected ends, to be made before the processes that use them.
 *
 * @param duplex false: the first end only receives, the second only sends.
 * @throws {TypeError} when it is neither true nor false.
 * @throws {RangeError} when the shared memory is used up.
 *
 * @example
 * ```ts
 * import { EndOfFileError, Pipe } from "@quanta/quanta";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const [receiver, sender] = Pipe(false);
 * sender.sendSync("Hello,This is Python!");
 * sender.close();
 * assertEquals(receiver.recvSync(), "Hello,This is Python!");
 * assertThrows(() => receiver.recvSync(), EndOfFileError);
 * ```
 * @category Queues and pipes
 */
export function Pipe(duplex = true): [Connection, Connection] {
  if (typeof duplex !== "boolean") {
    throw new TypeError(`Cannot create a pipe: duplex must be true or false, got ${shown(duplex)}`);
  }
  const tree = currentTree();
  const [first, second] = tree.whole(() => create(tree, duplex));
  return [new Connection(first), new Connection(second)];
}

/** The two ends. Where there is no memory for something, what was made before is freed. */
function create(tree: Tree, duplex: boolean): [Shared, Shared] {
  const rings: number[] = [];
  const objects: Shared[] = [];
  const makeRing = () => {
    const ring = createRing(tree, { maxItems: MESSAGES_MAX, grows: false });
    rings.push(ring);
    return ring;
  };
  const make = (kind: number, bytes: number) => {
    const shared = Shared.create(kind, bytes, "a pipe");
    objects.push(shared);
    return shared;
  };
  try {
    const [toFirst, toSecond] = [makeRing(), duplex ? makeRing() : 0];
    const pair = make(Kind.Pair, PAIR_BYTES);
    const [first, second] = [make(Kind.Connection, END_BYTES), make(Kind.Connection, END_BYTES)];
    pair.store(0, toFirst);
    pair.store(4, toSecond);
    pair.store(8, first.object);
    pair.store(12, second.object);
    join(first, { read: toFirst, write: toSecond, peer: second, pair });
    join(second, { read: toSecond, write: toFirst, peer: first, pair });
    for (let end = 0; end < 2; end++) depart(pair);
    tree.core.objectDrop(pair.object, tree.self);
    return [first, second];
  } catch (error) {
    for (const object of objects) letGo(object, undefined);
    for (const ring of rings) freeRing(tree, ring);
    throw error;
  }
}

function join(end: Shared, ends: { read: number; write: number; peer: Shared; pair: Shared }): void {
  end.store(0, ends.read);
  end.store(4, ends.write);
  end.store(8, ends.peer.object);
  end.store(12, ends.pair.object);
}
