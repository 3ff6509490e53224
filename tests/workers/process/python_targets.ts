/**
 * What the processes of `python_test.ts` do.
 *
 * @module
 */

import { currentProcess, parentProcess } from "../../../workers/process/current_process.ts";
import type { Event } from "../../../workers/sync/event.ts";
import { Pool } from "../../../workers/pool/pool.ts";
import { Process } from "../../../workers/process/process.ts";
import type { Queue } from "../../../workers/channels/queue.ts";

const module = import.meta.url;

/** Whether it is a daemon itself, and a process that it makes and says nothing of. */
export function tellDaemon(result: Queue): void {
  result.putSync([currentProcess().daemon, new Process({ module, target: tellDaemon, args: [result] }).daemon]);
}

/** Tells what it sees of its parent, which waits for it. */
export async function watchParent(result: Queue, release: Event): Promise<void> {
  const parent = parentProcess()!;
  await result.put([parent.name, parent.pid, parent.isAlive(), await parent.join(1)]);
  await release.wait();
}

export async function startWatcher(result: Queue, release: Event): Promise<void> {
  const child = new Process({ module, target: watchParent, args: [result, release], name: "Watcher" });
  child.start();
  await child.join();
}

export async function waitFor(release: Event, ready: Event): Promise<void> {
  ready.set();
  await release.wait();
}

/** Nothing that is printed arrives any more. */
function breakConsole(): void {
  for (const name of ["log", "error", "warn", "info", "debug"] as const) {
    console[name] = () => {
      throw new TypeError("the console is broken");
    };
  }
}

export function breakAndReturn(): void {
  breakConsole();
}

export function breakAndExit(): void {
  breakConsole();
  Deno.exit(3);
}

export function breakAndFail(): void {
  breakConsole();
  throw new RangeError("nobody can read this");
}

/** An error that throws when it is looked at. */
export function failUnreadable(): void {
  throw Object.defineProperty(new Error("unreadable"), "message", {
    get() {
      throw new TypeError("do not look");
    },
  });
}

export function exitPlainly(): void {
  Deno.exit();
}

/** Puts ten numbers, which come after those that its parent put. */
export function putTen(queue: Queue<number>): void {
  for (let item = 10; item < 20; item++) queue.putSync(item);
}

/** A pool and a queue in a process. */
export async function poolInside(result: Queue): Promise<void> {
  await using pool = new Pool({ module, processes: 2 });
  await result.put(await pool.map(double, [1, 2, 3]));
}

export function double(value: number): number {
  return 2 * value;
}
