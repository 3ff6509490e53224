/**
 * The other side of the sync suite's cases: a process that does half of the work, and the halves themselves.
 *
 * @module
 */

import type { Barrier } from "../../workers/sync/barrier.ts";
import type { Connection } from "../../workers/channels/connection.ts";
import type { Event } from "../../workers/sync/event.ts";
import type { Lock } from "../../workers/sync/lock.ts";
import type { Queue } from "../../workers/channels/queue.ts";
import type { Value } from "../../workers/memory/value.ts";

/** What goes through queues and pipes. */
export type Payload = "integers" | "objects" | "1 KB" | "1 MB";

/** One item of a kind; Python's twin makes the same. */
export function itemOf(payload: Payload, index: number): unknown {
  switch (payload) {
    case "integers":
      return index;
    case "objects":
      return { id: index, name: "item name", tags: ["red", "green", "blue"] };
    default:
      return new Uint8Array(payload === "1 KB" ? 1024 : 2 ** 20);
  }
}

/** What an item adds to the checksum of a run. */
export function weightOf(item: unknown): number {
  if (typeof item === "number") return item % 1000;
  if (item instanceof Uint8Array) return item.length % 1000;
  return (item as { id: number }).id % 1000 + (item as { tags: string[] }).tags.length;
}

/** What a process is asked to do. */
export type Command =
  | { work: "produce"; queue: Queue; payload: Payload; count: number }
  | { work: "echo"; connection: Connection; count: number }
  | { work: "answer"; asked: Event; answered: Event; count: number }
  | { work: "barrier"; barrier: Barrier; count: number }
  | { work: "lock"; lock: Lock; go: Event; count: number }
  | { work: "value"; value: Value<"int32">; go: Event; count: number }
  | { work: "nothing" };

const WORKS = {
  produce({ queue, payload, count }: Command & { work: "produce" }): void {
    const item = itemOf(payload, 0);
    if (payload === "integers" || payload === "objects") {
      for (let index = 0; index < count; index++) queue.putSync(itemOf(payload, index));
    } else for (let index = 0; index < count; index++) queue.putSync(item);
  },
  echo({ connection, count }: Command & { work: "echo" }): void {
    for (let turn = 0; turn < count; turn++) connection.sendSync(connection.recvSync());
  },
  answer({ asked, answered, count }: Command & { work: "answer" }): void {
    for (let turn = 0; turn < count; turn++) {
      asked.waitSync();
      asked.clear();
      answered.set();
    }
  },
  barrier({ barrier, count }: Command & { work: "barrier" }): void {
    for (let round = 0; round < count; round++) barrier.waitSync();
  },
  lock({ lock, go, count }: Command & { work: "lock" }): void {
    go.waitSync();
    for (let turn = 0; turn < count; turn++) {
      lock.acquireSync();
      lock.release();
    }
  },
  value({ value, go, count }: Command & { work: "value" }): void {
    const lock = value.getLock();
    go.waitSync();
    for (let turn = 0; turn < count; turn++) {
      lock.acquireSync();
      value.value += 1;
      lock.release();
    }
  },
  nothing(): void {},
} as const;

/** Does what comes over the connection, and says so, until it is closed. */
export function serve(commands: Connection): void {
  for (;;) {
    const command = commands.recvSync() as Command | null;
    if (command === null) return;
    commands.sendSync("ready");
    (WORKS[command.work] as (command: Command) => void)(command);
    commands.sendSync("done");
  }
}

/** A process that never ends by itself. */
export function spin(ready: Event): void {
  ready.set();
  for (;;);
}

/** A process that does nothing. */
export function nothing(): void {}
