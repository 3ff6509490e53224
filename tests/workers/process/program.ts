/**
 * Small programs for programs_test.ts, which runs each as a process of the operating system and looks at what it prints and how it ends.
 * A test calls `deno run program.ts NAME`.
 *
 * @module
 */

import { Queue } from "../../../workers/channels/queue.ts";
import { activeChildren, currentProcess, parentProcess } from "../../../workers/process/current_process.ts";
import { Process } from "../../../workers/process/process.ts";
import { Event } from "../../../workers/sync/event.ts";
import { Lock } from "../../../workers/sync/lock.ts";
import { Semaphore } from "../../../workers/sync/semaphore.ts";

const module = import.meta.url;

export function sayWhenReleased(event: Event, text: string): void {
  event.waitSync();
  console.log(text);
}

export function say(text: string, wait?: Event): void {
  console.log(text);
  wait?.set();
}

export async function daemon(ready: Event): Promise<void> {
  console.log("daemon begins");
  ready.set();
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  console.log("daemon ends");
}

export function spin(ready: Event): void {
  ready.set();
  for (;;);
}

/** Spins, but not for ever. */
export function busy(ready: Event): void {
  ready.set();
  for (const end = performance.now() + 300; performance.now() < end;);
}

export async function parentOfSpinner(ready: Event): Promise<void> {
  new Process({ module, target: spin, args: [ready], name: "Spinner" }).start();
  await new Promise(() => {});
}

export async function family(): Promise<void> {
  console.log(`son of ${parentProcess()!.name}`);
  for (const name of ["son_one", "son_two"]) {
    const child = new Process({ module, target: grandchild, name });
    child.start();
    await child.join();
  }
}

export function grandchild(): void {
  console.log(`This is ${currentProcess().name}, son of ${parentProcess()!.name}`);
}

export async function print(lock: Lock | null, index: number): Promise<void> {
  using _ = lock === null ? null : await lock.hold();
  console.log(`${index}: running`);
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(`${index}: done`);
}

/** Starts two like itself, down to the third generation, and says when all of them are there. */
export async function ancestor(ready: Semaphore, depth: number): Promise<void> {
  for (const name of depth > 0 ? ["one", "two"] : []) {
    const child = { module, target: ancestor, args: [ready, depth - 1] as [Semaphore, number] };
    new Process({ ...child, name: `${currentProcess().name}.${name}` }).start();
  }
  ready.release();
  await new Promise(() => {});
}

/** Serves one client of a port that several processes listen to. */
export async function serve(port: number, ready: Semaphore): Promise<void> {
  using listener = Deno.listen({ port, hostname: "127.0.0.1", reusePort: true });
  ready.release();
  const buffer = new Uint8Array(100);
  for await (const connection of listener) {
    const length = await connection.read(buffer);
    await connection.write(buffer.subarray(0, length ?? 0));
    connection.close();
  }
}

export function fail(): void {
  throw new TypeError("a child's error");
}

/** Wants more for its child than it has itself. */
export function widen(): void {
  new Process({ module, target: fail, permissions: { net: true }, assertWorkerOptions: true }).start();
}

export function readHere(path: string): void {
  console.log("length", Deno.readTextFileSync(path).length > 0);
}

const programs: Record<string, () => void | Promise<void>> = {
  /** The course's second example of daemons. */
  async daemons() {
    const [ready, release] = [new Event(), new Event()];
    new Process({ module, target: daemon, args: [ready], daemon: true }).start();
    new Process({ module, target: sayWhenReleased, args: [release, "ordinary ends"] }).start();
    await ready.wait();
    console.log("main process ends");
    setTimeout(() => release.set(), 50);
  },
  /** The course's first example. */
  family() {
    new Process({ module, target: family, name: "son" }).start();
  },
  /** A child whose thread cannot be stopped. */
  async stuck() {
    const ready = new Event();
    const process = new Process({ module, target: spin, args: [ready], name: "Spinner", graceMs: 100 });
    process.start();
    await ready.wait();
    process.terminate();
    await process.join();
    console.log("exit code", process.exitCode);
  },
  /** Children whose threads are busy for a while, and then obey: one told with hardly any grace, one killed at the end. */
  async slow() {
    const [ready, also] = [new Event(), new Event()];
    const impatient = new Process({ module, target: busy, args: [ready], graceMs: 1 });
    const last = new Process({ module, target: busy, args: [also] });
    impatient.start();
    last.start();
    await ready.wait();
    await also.wait();
    impatient.terminate();
    await impatient.join();
    last.kill();
    console.log("exit codes", impatient.exitCode, last.exitCode);
  },
  /** A child of a child whose thread cannot be stopped; the child itself obeys. */
  async stuckGrandchild() {
    const ready = new Event();
    const process = new Process({ module, target: parentOfSpinner, args: [ready], name: "Parent" });
    process.start();
    await ready.wait();
    process.kill();
    console.log("exit code", process.exitCode);
  },
  async killed() {
    const ready = new Event();
    const process = new Process({ module, target: spin, args: [ready], name: "Spinner" });
    process.start();
    await ready.wait();
    process.kill();
    console.log("exit code", process.exitCode, activeChildren().length);
  },
  /** A child's error is printed once; the parent goes on. */
  async error() {
    const process = new Process({ module, target: fail, name: "Failing" });
    process.start();
    await process.join();
    console.log("parent goes on", process.exitCode);
  },
  /** Blocks the main thread from the first to the last. */
  blocking() {
    const queue = new Queue<string>();
    const process = new Process({ module, target: putOne, args: [queue] });
    process.start();
    console.log(queue.getSync(), process.joinSync(), process.exitCode);
  },
  async pairs() {
    const lock = new Lock();
    const processes = Array.from(
      { length: 10 },
      (_, index) => new Process({ module, target: print, args: [lock, index] }),
    );
    for (const process of processes) process.start();
    for (const process of processes) await process.join();
    console.log("End");
  },
  async permissions() {
    const path = await Deno.makeTempFile();
    await Deno.writeTextFile(path, "text");
    const options = { module, target: readHere, args: [path] as [string], assertWorkerOptions: true };
    const free = new Process(options);
    free.start();
    await free.join();
    const narrow = new Process({ ...options, permissions: { read: [new URL("../../..", import.meta.url).pathname] } });
    narrow.start();
    await narrow.join();
    const wide = new Process({ module, target: widen, permissions: { read: true }, assertWorkerOptions: true });
    wide.start();
    await wide.join();
    console.log("a child of a narrowed one may not have more:", (wide.error as Error)?.name);
    await Deno.remove(path);
    console.log("exit codes", free.exitCode, narrow.exitCode, (narrow.error as Error)?.name);
  },
  /** Kills a process with six descendants. */
  async descendants() {
    const ready = new Semaphore(0);
    const process = new Process({ module, target: ancestor, args: [ready, 2], name: "top" });
    process.start();
    for (let count = 0; count < 7; count++) await ready.acquire();
    process.kill();
    console.log("exit code", process.exitCode);
  },
  /** Waits, with children that block, spin and await, to be ended from outside. */
  async interrupted() {
    const ready = new Event();
    new Process({ module, target: sayWhenReleased, args: [new Event(), "never"] }).start();
    new Process({ module, target: daemon, args: [new Event()], daemon: true }).start();
    new Process({ module, target: spin, args: [ready] }).start();
    await ready.wait();
    console.log("ready");
    await new Event().wait();
  },
  /** The course's server: each process serves the clients that the system gives it. */
  async sockets() {
    using probe = Deno.listen({ port: 0, hostname: "127.0.0.1", reusePort: true });
    const { port } = probe.addr as Deno.NetAddr;
    const ready = new Semaphore(0);
    const servers = [1, 2].map(() => new Process({ module, target: serve, args: [port, ready], daemon: true }));
    for (const server of servers) server.start();
    for (const _ of servers) await ready.acquire();
    probe.close();
    for (let client = 0; client < 6; client++) {
      using connection = await Deno.connect({ port, hostname: "127.0.0.1" });
      await connection.write(new TextEncoder().encode(`client ${client}`));
      const buffer = new Uint8Array(100);
      const length = await connection.read(buffer);
      console.log(new TextDecoder().decode(buffer.subarray(0, length ?? 0)));
    }
  },
  /** Awaits what nobody will do, but for a timeout: the program must neither end early nor hang. */
  async awaits() {
    console.log(
      await new Event().wait(30),
      await new Lock().acquire(),
      await new Queue().get(20).catch((error) => error.name),
    );
  },
};

export function putOne(queue: Queue<string>): void {
  queue.putSync("from a child of a blocked parent");
}

if (import.meta.main) await programs[Deno.args[0]]();
