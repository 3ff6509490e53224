/**
 * What the worker of a process with a heap limit runs first: makes the bootstrap at home in a worker of `node:worker_threads`, and
 * ends the process when its heap was used up by code that was stopped silently (`_heap_limit.ts`).
 *
 * @module
 */

import { builtin } from "../core/_builtin.ts";
import { HEAP_USED_UP } from "./_heap_limit.ts";

/** How often it looks. */
const LOOK_MS = 50;

interface Scope {
  self: Scope;
  onmessage: (event: { data: unknown }) => void;
  close(): void;
  dispatchEvent(event: Event): boolean;
}

const scope = globalThis as unknown as Scope;
/** The port to the parent: a worker of `node:worker_threads` has one. */
interface Port {
  on(event: "message", listener: (data: unknown) => void): void;
}

const { getHeapStatistics } = builtin<{ getHeapStatistics(): { heap_size_limit: number } }>("node:v8");
const { parentPort: port } = builtin<{ parentPort: Port }>("node:worker_threads");
const { close } = scope;
scope.self = scope;
scope.close = () => {
  clearInterval(watch);
  close(); // stops all code at once
};
const { heap_size_limit: limitBytes } = getHeapStatistics();
const watch = setInterval(() => {
  if (getHeapStatistics().heap_size_limit <= limitBytes) return;
  clearInterval(watch);
  scope.dispatchEvent(new ErrorEvent("error", { error: new RangeError(HEAP_USED_UP) }));
}, LOOK_MS);
await import("./_bootstrap.ts");
port.on("message", (data: unknown) => scope.onmessage({ data }));
