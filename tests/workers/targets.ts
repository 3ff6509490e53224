/**
 * What the children of the tests do. Everything that a test waits for is a handshake over a queue, an event or a connection.
 *
 * @module
 */

import type { Barrier } from "../../workers/sync/barrier.ts";
import type { Condition } from "../../workers/sync/condition.ts";
import type { Connection } from "../../workers/channels/connection.ts";
import { atExit, checkpoint, currentProcess, parentProcess } from "../../workers/process/current_process.ts";
import { BrokenPipeError, EndOfFileError } from "../../workers/errors.ts";
import type { Event } from "../../workers/sync/event.ts";
import type { Lock } from "../../workers/sync/lock.ts";
import { Process } from "../../workers/process/process.ts";
import type { JoinableQueue, Queue } from "../../workers/channels/queue.ts";
import type { RLock } from "../../workers/sync/rlock.ts";
import type { Semaphore } from "../../workers/sync/semaphore.ts";
import type { SharedArray } from "../../workers/memory/shared_array.ts";
import { SharedMemory } from "../../workers/memory/shared_memory.ts";
import type { SimpleQueue } from "../../workers/channels/simple_queue.ts";
import type { Value } from "../../workers/memory/value.ts";

export function nothing(): void {}

export function putArguments(queue: Queue, ...args: unknown[]): void {
  queue.putSync(args);
}

export function describe(queue: Queue): void {
  const { name, pid, parentPid, daemon, exitCode, authKey } = currentProcess();
  const parent = parentProcess();
  queue.putSync({
    name,
    pid,
    parentPid,
    daemon,
    exitCode,
    authKey,
    alive: currentProcess().isAlive(),
    parent: parent && { name: parent.name, pid: parent.pid, alive: parent.isAlive() },
  });
}

let isolated = 100;

export function changeIsolated(queue: Queue, by: number): number {
  isolated += by;
  queue.putSync(isolated);
  return isolated;
}

export function readIsolated(): number {
  return isolated;
}

export async function never(ready?: Event): Promise<void> {
  ready?.set();
  await new Promise(() => {});
}

export function waitForEver(ready: Event, never: Event): void {
  ready.set();
  never.waitSync();
}

export function spinForEver(ready: Event): void {
  ready.set();
  for (;;);
}

export function spinWithCheckpoint(ready: Event): void {
  ready.set();
  for (;;) checkpoint();
}

export function fencedFinally(ready: Event, never: Event, after: Event): void {
  try {
    ready.set();
    never.waitSync();
  } finally {
    after.set();
  }
}

export function exitWith(code: number): void {
  Deno.exit(code);
}

export class Mishap extends Error {
  override name = "Mishap";
  code = 77;
  detail = { why: ["because"] };
}

export function fail(): void {
  throw new Mishap("something went wrong", { cause: new RangeError("the cause") });
}

export function failLate(): Promise<void> {
  setTimeout(() => {
    throw new TypeError("late");
  }, 0);
  return new Promise(() => {});
}

export function failUnclonable(): void {
  throw Object.assign(new TypeError("odd"), { callback: () => {} });
}

export function registerExit(queue: Queue): void {
  atExit(() => queue.putSync("first"));
  atExit(async () => {
    await Promise.resolve();
    queue.putSync("second");
  });
}

/** Children of children: each writes its path, in the order of CPython's test_recursion. */
export async function recurse(queue: Queue, path: number[]): Promise<void> {
  await queue.put(path);
  if (path.length >= 2) return;
  for (const branch of [0, 1]) {
    const child = new Process({ module: import.meta.url, target: recurse, args: [queue, [...path, branch]] });
    child.start();
    await child.join();
  }
}

export function startAndLeave(queue: Queue, release: Event): void {
  const child = new Process({ module: import.meta.url, target: putWhenReleased, args: [queue, release] });
  child.start();
  queue.putSync("parent's code has ended");
}

export function putWhenReleased(queue: Queue, release: Event): void {
  release.waitSync();
  queue.putSync("child has ended");
}

/** Starts a child that tells what it sees of its parent, before and after that is ended. */
export async function parentOfWatcher(queue: Queue): Promise<void> {
  const child = new Process({ module: import.meta.url, target: never, name: "Watcher" });
  child.start();
  await queue.put([child.name, child.pid]);
  await child.join();
}

export function startInDaemon(queue: Queue): void {
  try {
    new Process({ module: import.meta.url, target: nothing }).start();
  } catch (error) {
    queue.putSync((error as Error).message);
  }
}

export class Greeter extends Process {
  greeting: string;
  queue: Queue;
  constructor(greeting: string, queue: Queue) {
    super({ module: import.meta.url });
    this.greeting = greeting;
    this.queue = queue;
  }
  override run(): void {
    this.queue.putSync([this.greeting, this.name, this.pid, currentProcess() === (this as unknown)]);
  }
}

export function sum(queue: Queue<number | null>, result: Queue<number>): void {
  let total = 0;
  for (let item = queue.getSync(); item !== null; item = queue.getSync()) total += item;
  result.putSync(total);
}

export function produce(queue: Queue, producer: number, count: number): void {
  for (let index = 0; index < count; index++) queue.putSync([producer, index]);
}

/** Sends back what it receives, until it is told to stop; exit code 3 when the other end is gone. */
export function echo(connection: Connection): void {
  try {
    for (let value = connection.recvSync(); value !== "stop"; value = connection.recvSync()) connection.sendSync(value);
  } catch (error) {
    if (!(error instanceof EndOfFileError || error instanceof BrokenPipeError)) throw error;
    Deno.exit(3);
  }
}

export function passAll(from: Queue<number>, to: Queue<number>): void {
  for (;;) to.putSync(from.getSync());
}

export function echoBytes(connection: Connection): void {
  for (let bytes = connection.recvBytesSync(); bytes.length > 0; bytes = connection.recvBytesSync()) {
    connection.sendBytesSync(bytes);
  }
}

export function holdEnd(connection: Connection, ready: Event, release: Event): void {
  ready.set();
  release.waitSync();
  connection.close();
}

export function sendThrough(connection: Connection, value: unknown): void {
  connection.sendSync(value);
}

export function receiveConnection(carrier: Connection): void {
  const connection = carrier.recvSync() as Connection;
  connection.sendSync("hello through a connection that came through a connection");
}

export function takeLock(lock: Lock | RLock, ready: Event, release: Event): void {
  lock.acquireSync();
  ready.set();
  release.waitSync();
  lock.release();
}

export function dieHolding(lock: Lock | RLock): void {
  lock.acquireSync();
}

export function increment(lock: Lock | RLock, counter: SharedArray<"int32">, times: number): void {
  for (let turn = 0; turn < times; turn++) {
    lock.acquireSync();
    counter.view[0] += 1;
    lock.release();
  }
}

export async function incrementAwaited(lock: Lock, counter: SharedArray<"int32">, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    using _ = await lock.hold();
    counter.view[0] += 1;
  }
}

/** Takes one lock, tells, then wants the other. */
export function crossLocks(mine: Lock, other: Lock, ready: Event, go: Event, result: Queue): void {
  mine.acquireSync();
  ready.set();
  go.waitSync();
  try {
    other.acquireSync();
    other.release();
    result.putSync("acquired");
  } catch (error) {
    result.putSync(error);
  }
  mine.release();
}

export function acquireUnits(semaphore: Semaphore, ready: Semaphore, release: Event): void {
  semaphore.acquireSync();
  ready.release();
  release.waitSync();
  semaphore.release();
}

export function sleeper(condition: Condition, sleeping: Semaphore, woken: Semaphore, timeoutMs?: number): void {
  condition.acquireSync();
  sleeping.release();
  condition.waitSync(timeoutMs);
  woken.release();
  condition.release();
}

export function waitUntilFour(condition: Condition, state: Value<"int32">, result: Queue): void {
  using _ = condition.holdSync();
  result.putSync(condition.waitForSync(() => state.value === 4, 10_000));
}

export function barrierRounds(barrier: Barrier, rounds: number, out: Queue<[number, number]>): void {
  for (let round = 0; round < rounds; round++) {
    const index = barrier.waitSync();
    if (index === 0) out.putSync([round, index]);
    barrier.waitSync();
  }
}

export function barrierOnce(barrier: Barrier, result: Queue): void {
  try {
    result.putSync(barrier.waitSync());
  } catch (error) {
    result.putSync((error as Error).name);
  }
}

export function work(tasks: JoinableQueue<number | null>): void {
  for (let task = tasks.getSync(); task !== null; task = tasks.getSync()) tasks.taskDone();
  tasks.taskDone();
}

export function changeShared(value: Value<"int32">, array: SharedArray<"int32">, memory: SharedMemory): void {
  using _ = value.getLock().holdSync();
  value.value *= 2;
  for (let index = 1; index < array.length; index++) array.set(index, array.get(index) + array.get(index - 1));
  memory.buf[0] = 42;
}

/** Makes a megabyte that outlives it. */
export function createMemory(name: string, ready: Event, never: Event): void {
  new SharedMemory({ create: true, size: 1_000_000, name }).buf.fill(7);
  ready.set();
  never.waitSync();
}

export function putSimple(queue: SimpleQueue): void {
  queue.putSync(true);
}

export function blockedGet(ready: Event, queue: Queue): void {
  ready.set();
  queue.getSync();
}

/** Puts numbers until it is ended; each is stored in the array after it was put. */
export function putForEver(queue: Queue<number[]>, producer: number, put: SharedArray<"int32">, large: boolean): void {
  const padding = large ? new Array(20_000).fill(7) : [];
  for (let index = 0;; index++) {
    queue.putSync([producer, index, ...padding]);
    put.view[producer] = index + 1;
  }
}

/** Takes items until it is ended; stores how many. */
export function getForEver(queue: Queue<number[]>, consumer: number, got: SharedArray<"int32">): void {
  for (;;) {
    queue.getSync();
    got.view[consumer] += 1;
  }
}

export function lockForEver(lock: Lock, counter: SharedArray<"int32">): void {
  for (;;) {
    lock.acquireSync();
    counter.view[0] += 1;
    lock.release();
  }
}

export function everythingForEver(
  semaphore: Semaphore,
  condition: Condition,
  event: Event,
  connection: Connection,
  ready: Event,
): void {
  ready.set();
  for (let turn = 0;; turn++) {
    if (semaphore.acquireSync(0)) semaphore.release();
    condition.acquireSync();
    condition.notifyAll();
    condition.waitSync(0.05);
    condition.release();
    if (turn % 2 === 0) event.set();
    else event.clear();
    connection.sendSync(turn);
    connection.recvSync();
  }
}
