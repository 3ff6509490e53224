/**
 * Processes with a heap limit. Deno ends the whole program when a Web Worker uses up its heap; a worker of `node:worker_threads` with
 * `resourceLimits` it stops alone. How the end is told depends on what ran:
 *
 * - code called from the event loop itself: the worker ends, and its parent gets an event;
 * - code that goes on after an `await`: only that code is stopped, silently, and the worker goes on without it. V8 has raised its limit
 *   then, so that a look at the statistics tells (`_heap_limited.ts`), and the worker ends itself.
 *
 * @module
 */

import { builtin } from "../core/_builtin.ts";

/** The part of `node:worker_threads` that is needed. */
interface NodeWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  unref(): void;
  on(event: "error", listener: (error: Error & { code?: string }) => void): void;
  on(event: "exit", listener: () => void): void;
}

const limits = new WeakMap<object, number>();
const entry = new URL("./_heap_limited.ts", import.meta.url);

/** Gives a process that is not started yet a limit, in MiB. */
export function limitHeap(process: object, megabytes: number): void {
  limits.set(process, megabytes);
}

/** A worker with the limit of the process, or null when it has none. It looks like a `Worker`, is not referenced, and `onerror` tells its end too. */
export function limitedWorker(process: object): Worker | null {
  const megabytes = limits.get(process);
  if (megabytes === undefined) return null;
  const threads = builtin<{ Worker: new (url: URL, options: object) => NodeWorker }>("node:worker_threads");
  const inner = new threads.Worker(localEntry(entry), { resourceLimits: { maxOldGenerationSizeMb: megabytes } });
  inner.unref();
  const outer = {
    onerror: (_: Pick<ErrorEvent, "message" | "preventDefault">) => {},
    postMessage: (message: unknown) => inner.postMessage(message),
    terminate: () => inner.terminate(),
  };
  const tell = (message: string) => outer.onerror({ message, preventDefault: () => {} });
  inner.on("error", ({ code, message }) => tell(code === "ERR_WORKER_OUT_OF_MEMORY" ? HEAP_USED_UP : message));
  inner.on("exit", () => tell("The worker ended"));
  return outer as unknown as Worker;
}

/** `node:worker_threads` takes no module from the network, where the library may come from: one that imports it does. */
function localEntry(entry: URL): URL {
  if (entry.protocol === "file:") return entry;
  return new URL(`data:text/javascript,${encodeURIComponent(`import ${JSON.stringify(entry.href)};`)}`);
}

/** Why such a process ended. */
export const HEAP_USED_UP = "The process has used up its heap";
