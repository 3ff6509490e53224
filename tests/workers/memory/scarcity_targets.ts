/** What workers run for scarcity_test.ts. @module */

import type { Queue } from "../../../workers/channels/queue.ts";
import type { SimpleQueue } from "../../../workers/channels/simple_queue.ts";
import type { Event } from "../../../workers/sync/event.ts";

/** Bytes that say how many they are. */
export function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index += 4099) bytes[index] = (index + length) % 251;
  return bytes;
}

export function isWhole(bytes: Uint8Array, length: number): boolean {
  if (bytes.length !== length) return false;
  for (let index = 0; index < length; index += 4099) if (bytes[index] !== (index + length) % 251) return false;
  return true;
}

export function size(bytes: Uint8Array): number {
  if (!isWhole(bytes, bytes.length)) throw new Error("the bytes are not whole");
  return bytes.length;
}

export function throwLong(length: number): never {
  throw new Error("a".repeat(length));
}

export function sizes(one: Uint8Array, other: Uint8Array): number {
  return size(one) + size(other);
}

/** Puts items, the next a byte longer each. */
export async function putMany(
  queue: Queue<Uint8Array> | SimpleQueue<Uint8Array>,
  count: number,
  length: number,
  awaited = false,
  ..._rest: unknown[]
): Promise<void> {
  for (let index = 0; index < count; index++) {
    if (awaited) await queue.put(bytesOf(length + index));
    else queue.putSync(bytesOf(length + index));
  }
}

export function neverTake(ready: Event, never: Event): void {
  ready.set();
  never.waitSync();
}
