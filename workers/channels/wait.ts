/**
 * Waiting for several things at once.
 *
 * @module
 */

import { BUSY, OK } from "../core/_core.ts";
import { signalOf, timeoutOf, type Wait } from "../core/_limit.ts";
import { currentTree } from "../core/_root.ts";
import { shown } from "../core/_shown.ts";
import { type Waitable as CoreWaitable, waitAsync, waitSync as sleepSync } from "../core/_wait.ts";
import { type Watchable, watchableOf } from "../core/_watch.ts";
import { HelpWatch } from "../sync/_help_watch.ts";
import type { Connection } from "./connection.ts";
import type { Queue } from "./queue.ts";
import type { Sentinel } from "../process/sentinel.ts";
import type { SimpleQueue } from "./simple_queue.ts";

/**
 * What {@linkcode wait} accepts.
 *
 * @example
 * ```ts
 * import { Pipe, Queue, wait, type Waitable } from "@quanta/quanta/processes";
 * import { assertEquals } from "@std/assert";
 *
 * const [here, there] = Pipe();
 * const orders = new Queue<string>();
 * const sources: Waitable[] = [here, orders];
 * await orders.put("tea");
 * assertEquals(await wait(sources), [orders]); // nothing came through the pipe
 * ```
 * @category Queues and pipes
 */
export type Waitable = Connection | Queue | SimpleQueue | Sentinel;

/**
 * Waits until at least one of the objects is ready: a connection or queue with something to receive, a connection whose other
 * end is closed, a sentinel whose process has ended.
 *
 * @param objects What to wait for; an empty list is ready at once with nothing.
 * @param wait Milliseconds, or options.
 * @returns Those that are ready; none when the time was up.
 *
 * @example
 * ```ts
 * import { Pipe, wait } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const [one, other] = Pipe();
 * assertEquals(await wait([one, other], 1), []);
 * await other.send("here");
 * assertEquals(await wait([one, other]), [one]);
 * ```
 * @category Queues and pipes
 */
export async function wait<T extends Waitable>(objects: readonly T[], wait?: Wait): Promise<T[]> {
  const timeoutMs = timeoutOf(wait);
  const watched = watch(objects);
  if (objects.length > 0) await waitAsync(currentTree(), watched, timeoutMs, signalOf(wait));
  return watched.ready();
}

const ALONE = "Cannot wait: no other process has any of the queues, or the other end of any of the connections";

/**
 * The same; blocks the thread.
 *
 * @throws {DeadlockError} when it would wait without a limit, and nobody is left who could make one of them ready.
 *
 * @example
 * ```ts
 * import { Queue, waitSync } from "@quanta/quanta";
 * import { assertEquals } from "@std/assert";
 *
 * const [empty, full] = [new Queue(), new Queue()];
 * full.putSync("item");
 * assertEquals(waitSync([empty, full]), [full]);
 * ```
 * @category Queues and pipes
 */
export function waitSync<T extends Waitable>(objects: readonly T[], wait?: Wait): T[] {
  const timeoutMs = timeoutOf(wait);
  const watched = watch(objects);
  if (objects.length > 0) sleepHelped(objects, watched, timeoutMs);
  return watched.ready();
}

/** Sleeps; without a limit only while somebody could make one of the objects ready. */
function sleepHelped(objects: readonly object[], watched: CoreWaitable, timeoutMs: number): void {
  const tree = currentTree();
  const watchables = objects.map((object) => watchableOf(object)!);
  // A socket is for somebody outside of the tree to make ready.
  const known = watchables.every(({ object, end }) => object !== undefined || end !== undefined);
  if (timeoutMs !== Infinity || !known) return void sleepSync(tree, watched, timeoutMs);
  const addresses = (of: "object" | "end") => [...new Set(watchables.map((each) => each[of] ?? 0).filter(Boolean))];
  const watch = new HelpWatch(tree, { objects: addresses("object"), ends: addresses("end"), lonely: ALONE });
  try {
    sleepSync(tree, { ...watched, ...watch }, timeoutMs);
  } finally {
    watch.end();
  }
}

function watch<T extends object>(objects: readonly T[]): CoreWaitable & { ready(): T[] } {
  if (!Array.isArray(objects)) throw new TypeError(`Cannot wait: objects must be an array, got ${shown(objects)}`);
  const { core, self } = currentTree();
  const pairs = objects.map((object): { object: T; watchable: Watchable } => {
    const watchable = typeof object === "object" && object !== null ? watchableOf(object) : undefined;
    if (watchable === undefined) {
      throw new TypeError(
        `Cannot wait: objects must be connections, queues or sentinels of processes, got ${shown(object)}`,
      );
    }
    return { object, watchable };
  });
  const ready = () => pairs.filter(({ watchable }) => watchable.ready()).map(({ object }) => object);
  const arm = () => {
    for (const { watchable } of pairs) watchable.watch();
    return pairs.some(({ watchable }) => watchable.ready()) ? OK : BUSY;
  };
  return { what: "the first of several", sequence: core.bellOf(self, 0), arm, ready };
}
