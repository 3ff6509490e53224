/**
 * What processes of the system run in the tests of them.
 *
 * @module
 */

import type { Queue } from "../../../workers/channels/queue.ts";
import { atExit, currentProcess, parentProcess } from "../../../workers/process/current_process.ts";
import { Process } from "../../../workers/process/process.ts";
import type { StartMethod } from "../../../workers/start_method_name.ts";
import type { Event } from "../../../workers/sync/event.ts";
import type { Lock } from "../../../workers/sync/lock.ts";

const module = import.meta.url;

/** What the process sees of itself. */
export async function describe(answers: Queue<unknown>): Promise<void> {
  const { name, pid, parentPid, daemon } = currentProcess();
  await answers.put({
    ...{ name, pid, parentPid, daemon },
    parent: parentProcess()?.name,
    realPid: Deno.pid,
    realParent: Deno.ppid,
    args: Deno.args,
    mainModule: Deno.mainModule,
  });
}

/** What it was given besides. */
export function surroundings(answers: Queue<unknown>): void {
  const status = Deno.readTextFileSync("/proc/thread-self/status");
  answers.putSync({
    variable: Deno.env.get("QUANTA_TEST"),
    home: Deno.env.has("HOME"),
    cwd: Deno.cwd(),
    cpus: /Cpus_allowed_list:\s*(\S+)/.exec(status)![1],
    name: Deno.readTextFileSync("/proc/self/comm").trim(),
    words: Deno.readTextFileSync("/proc/self/cmdline").split("\0"),
    // After the name, which may hold anything: the niceness is the 19th field, the 17th of these.
    niceness: Number(Deno.readTextFileSync("/proc/self/stat").replace(/^.*\) /, "").split(" ")[16]),
  });
}

export function permissions(answers: Queue<unknown>): void {
  const state = (name: "read" | "write" | "net" | "env" | "run" | "ffi" | "sys") =>
    Deno.permissions.querySync({ name }).state === "granted";
  answers.putSync({
    ...{ read: state("read"), write: state("write"), net: state("net"), env: state("env"), run: state("run") },
    ...{ ffi: state("ffi"), sys: state("sys") },
    example: Deno.permissions.querySync({ name: "net", host: "example.com" }).state === "granted",
  });
}

export function exit(code: number): never {
  Deno.exit(code);
}

export function fail(text: string): never {
  throw new RangeError(text);
}

/** An error that nobody awaits, in a process that would go on. */
export function failLater(): Promise<never> {
  setTimeout(() => {
    throw new TypeError("later");
  });
  return new Promise(() => {});
}

/** Spins for ever, holding the lock. */
export function spin(lock: Lock, isHeld: Event): void {
  lock.acquireSync();
  isHeld.set();
  for (;;) { /* nobody could stop a thread here */ }
}

/** Says that it is there, and waits for what nobody brings. */
export async function awaitForever(isThere: Event): Promise<void> {
  isThere.set();
  await new Promise(() => {});
}

/** The same in waits of the library; what interrupts it is answered. */
export async function awaitEvent(isThere: Event, never: Event, answers: Queue<string>): Promise<void> {
  isThere.set();
  try {
    await never.wait();
  } catch (error) {
    await answers.put((error as Error).name);
  }
}

export function blockForEvent(isThere: Event, never: Event, answers: Queue<string>): void {
  isThere.set();
  try {
    never.waitSync();
  } catch (error) {
    answers.putSync((error as Error).name);
  }
}

/** Ends in good order when it is told to. */
export async function obey(isThere: Event): Promise<void> {
  Deno.addSignalListener("SIGTERM", () => Deno.exit(3));
  isThere.set();
  await new Promise(() => {});
}

/** Has it ended by the system, as native code that goes wrong is. */
export function crash(how: "abort" | "read nowhere"): void {
  const { symbols } = Deno.dlopen("libc.so.6", {
    abort: { parameters: [], result: "void" },
    strlen: { parameters: ["usize"], result: "usize" },
  });
  if (how === "abort") symbols.abort();
  else symbols.strlen(8n);
}

export function useUpHeap(): void {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1000).fill(kept.length));
}

/** Prints what it reads. */
export async function echo(): Promise<void> {
  const text = await new Response(Deno.stdin.readable).text();
  console.log(`read ${text}`);
  console.error(`to stderr ${text}`);
}

export async function exitHandlers(answers: Queue<string>): Promise<void> {
  atExit(() => answers.putSync("handler"));
  await answers.put("own code");
  Deno.exit(5);
}

/** Starts the first of the methods, which starts the second, and so on; each says its pid, parents last. */
export function descend(methods: StartMethod[], answers: Queue<[pid: number, code: number | null]>): void {
  let code: number | null = null;
  const [startMethod, ...more] = methods;
  if (startMethod !== undefined) {
    const child = new Process({ module, target: descend, args: [more, answers], startMethod });
    child.start();
    child.joinSync();
    code = child.exitCode;
  }
  answers.putSync([Deno.pid, code]);
}

/** The same; the last of them spins, holding a lock. */
export function descendToSpin(methods: StartMethod[], lock: Lock, pids: Queue<number>): void {
  const [startMethod, ...more] = methods;
  if (startMethod === undefined) {
    lock.acquireSync();
    pids.putSync(Deno.pid);
    for (;;) { /* holds the lock */ }
  }
  const child = new Process({ module, target: descendToSpin, args: [more, lock, pids], startMethod });
  child.start();
  pids.putSync(Deno.pid);
  child.joinSync();
}
