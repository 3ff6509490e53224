/**
 * Children of the tests about how processes end and wait.
 *
 * @module
 */

import nodeProcess from "node:process";
import type { Connection } from "../../../workers/channels/connection.ts";
import { atExit, currentProcess, parentProcess } from "../../../workers/process/current_process.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { Lock } from "../../../workers/sync/lock.ts";
import { Process } from "../../../workers/process/process.ts";
import { Queue } from "../../../workers/channels/queue.ts";
import type { Semaphore } from "../../../workers/sync/semaphore.ts";
import type { SharedArray } from "../../../workers/memory/shared_array.ts";
import type { Value } from "../../../workers/memory/value.ts";

const module = import.meta.url;

export function closeSelf(): void {
  (self as unknown as { close(): void }).close();
}

export function exitOfNode(): void {
  nodeProcess.exit(7);
}

export function setExitCode(): void {
  Deno.exitCode = 5;
}

export function putLate(queue: Queue, release: Event): void {
  release.waitSync();
  queue.putSync("the child has ended");
}

/** Exits while it has a child, a daemon, and a handler. */
export function exitWithChildren(queue: Queue, release: Event): void {
  atExit(() => queue.putSync("handler"));
  new Process({ module, target: putLate, args: [queue, release] }).start();
  new Process({ module, target: () => {}, name: "never started" });
  const daemon = new Process({ module, target: neverEnds, daemon: true });
  daemon.start();
  try {
    Deno.exit(3);
  } finally {
    queue.putSync("finally");
  }
}

export async function neverEnds(): Promise<void> {
  await new Promise(() => {});
}

/** Catches what Deno.exit throws; the process ends nevertheless. */
export async function exitAndCatch(): Promise<void> {
  try {
    Deno.exit(4);
  } catch {
    await new Promise(() => {});
  }
}

export function failAtExit(): void {
  atExit(() => {
    throw new TypeError("in a handler");
  });
}

export function throwText(): void {
  throw "just a text";
}

/** Tells its path, has two children that do the same down to the third generation, and never ends. */
export async function generations(queue: Queue<string>, depth: number): Promise<void> {
  if (depth > 0) {
    for (let child = 0; child < 2; child++) {
      new Process({ module, target: generations, args: [queue, depth - 1] }).start();
    }
  }
  queue.putSync(currentProcess().name);
  await new Promise(() => {});
}

/** A queue that was made in a process, as CPython's TestStdinBadfiledescriptor does. */
export function queueOfItsOwn(result: Queue): void {
  const queue = new Queue<string>();
  queue.putSync("made here");
  const child = new Process({ module, target: passOn, args: [queue, result] });
  child.start();
  child.joinSync();
}

export function passOn(from: Queue, to: Queue): void {
  to.putSync(from.getSync());
}

/** Puts without awaiting into a queue that is full. */
export function putAndForget(queue: Queue<number>, count: number, cancel: boolean): void {
  for (let item = 0; item < count; item++) queue.put(item).catch(() => {});
  if (cancel) queue.cancelJoinThread();
}

export async function crossAwaited(mine: Lock, other: Lock, ready: Event, go: Event, result: Queue): Promise<void> {
  await mine.acquire();
  ready.set();
  await go.wait();
  try {
    await other.acquire();
    other.release();
    result.putSync("acquired");
  } catch (error) {
    result.putSync(error);
  }
  mine.release();
}

/** Takes a lock and never gives it back while it lives. */
export function wantLock(lock: Lock, ready: Event, result: Queue): void {
  ready.set();
  try {
    lock.acquireSync();
    lock.release();
    result.putSync("acquired");
  } catch (error) {
    result.putSync(error);
  }
}

/** Forgets to close its copy of the end that sends, as the course warns. */
export function consumeForgetful(receiver: Connection, _sender: Connection, result: Queue): void {
  const seen: unknown[] = [];
  try {
    for (;;) seen.push(receiver.recvSync());
  } catch (error) {
    result.putSync([seen, (error as Error).name, (error as Error).message]);
  }
}

export function releaseLater(semaphore: Semaphore, go: Event): void {
  go.waitSync();
  semaphore.release();
}

/** What it sees of its parent, which lives: both forms give up in time. */
export async function watchParent(queue: Queue): Promise<void> {
  const parent = parentProcess()!;
  queue.putSync([parent.name, parent.isAlive(), parent.joinSync(1), await parent.join(1), await parent.join(-1)]);
}

/** Replaces what it is given by what comes with it. */
export function replaceValues(values: Value[], news: (number | bigint)[], arrays: SharedArray[]): void {
  values.forEach((value, index) => (value as Value<"d">).value = news[index] as number);
  arrays.forEach((array, index) => (array as SharedArray<"d">).set(-1, news[index] as number));
}

/** A subclass with a connection among its fields, as CPython's test_subclassing has. */
export class Upper extends Process {
  connection: Connection;
  #calls = 0;
  constructor(connection: Connection) {
    super({ module });
    this.connection = connection;
  }
  /** Private fields stay behind: the constructor is not called in the process. */
  get calls(): number {
    return this.#calls;
  }
  override run(): void {
    for (let text = this.connection.recvSync(); text !== null; text = this.connection.recvSync()) {
      this.connection.sendSync((text as string).toUpperCase());
    }
    this.connection.close();
  }
}
