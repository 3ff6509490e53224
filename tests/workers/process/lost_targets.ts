/**
 * What the processes of `lost_test.ts` do.
 *
 * @module
 */

import type { Connection } from "../../../workers/channels/connection.ts";
import { Pipe } from "../../../workers/channels/pipe.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import type { Queue } from "../../../workers/channels/queue.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { SharedArray } from "../../../workers/memory/shared_array.ts";

/** A value that takes milliseconds to decode. */
export function slowToDecode(): unknown[] {
  return Array.from({ length: 20_000 }, (_, index) => ({ index }));
}

/** Runs in its own code, which no signal stops, until it is told to go. */
export function spinUntil(ready: Event, go: SharedArray<"int32">, ..._held: unknown[]): void {
  ready.set();
  while (Atomics.load(go.view, 0) === 0);
}

/** Does nothing with what it was given, for ever. */
export async function keep(..._given: unknown[]): Promise<void> {
  await new Promise(() => {});
}

export function getForEver(queue: Queue): void {
  for (;;) queue.getSync();
}

/** Waits in the event loop until an end of a pipe that only it has fits a queue that is full. */
export async function putAndWait(full: Queue, ready: Queue): Promise<void> {
  const [mine, theirs] = Pipe();
  ready.putSync(mine);
  mine.close();
  const put = full.put(theirs);
  theirs.close();
  ready.putSync("waiting");
  await put;
}

export function bytes(count: number): Uint8Array {
  return new Uint8Array(count);
}

/** Has a pool work, and leaves all results where they are. */
export function poolOfResults(never: Event, count: number): void {
  const pool = new Pool({ module: import.meta.url, processes: 2 });
  const results = Array.from({ length: count }, () => pool.applyAsync(bytes, [200_000]));
  never.waitSync();
  results.length = 0;
}

/** A task that ends only with its worker. */
export function spin(ready: Event, ..._held: unknown[]): void {
  ready.set();
  for (;;);
}

/** A task that ends its worker the first time. */
export function dieOnce(begun: Queue, connection: Connection): Connection {
  begun.putSync("begun");
  if (begun.qsize() === 1) Deno.exit(3);
  return connection;
}
