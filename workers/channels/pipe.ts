/**
 * Pipes: two connections, each an end. What stands in shared memory: `connection.ts`.
 *
 * @module
 */

import { createRing } from "./_channel.ts";
import { Kind } from "../core/_kind_numbers.ts";
import { Shared } from "../core/_shared.ts";
import { Connection } from "./connection.ts";

const PAIR_BYTES = 16;
const END_BYTES = 16;
/** Messages that a pipe holds before `send` waits; and no more than fit its ring of 64 KiB. */
const MESSAGES_MAX = 1024;

/**
 * A pipe: two connected ends, to be made before the processes that use them.
 *
 * @param duplex false: the first end only receives, the second only sends.
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
 */
export function Pipe(duplex = true): [Connection, Connection] {
  const pair = Shared.create(Kind.Pair, PAIR_BYTES, "a pipe");
  const { tree, core, self } = pair;
  const toFirst = createRing(tree, { maxItems: MESSAGES_MAX, grows: false });
  const toSecond = duplex ? createRing(tree, { maxItems: MESSAGES_MAX, grows: false }) : 0;
  const first = Shared.create(Kind.Connection, END_BYTES, "a pipe");
  const second = Shared.create(Kind.Connection, END_BYTES, "a pipe");
  pair.store(0, toFirst);
  pair.store(4, toSecond);
  pair.store(8, first.object);
  pair.store(12, second.object);
  join(first, { read: toFirst, write: toSecond, peer: second, pair });
  join(second, { read: toSecond, write: toFirst, peer: first, pair });
  core.objectTransit(pair.object, 2);
  core.objectDrop(pair.object, self, 0);
  return [new Connection(first), new Connection(second)];
}

function join(end: Shared, ends: { read: number; write: number; peer: Shared; pair: Shared }): void {
  end.store(0, ends.read);
  end.store(4, ends.write);
  end.store(8, ends.peer.object);
  end.store(12, ends.pair.object);
}
