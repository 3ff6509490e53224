/**
 * Small programs with processes of the system for spawn_programs_test.ts, which runs each as a program of its own.
 *
 * @module
 */

import { Queue } from "../../../workers/channels/queue.ts";
import { atExit } from "../../../workers/process/current_process.ts";
import { logToStderr } from "../../../workers/process/log.ts";
import { Process } from "../../../workers/process/process.ts";
import type { StartMethod } from "../../../workers/start_method_name.ts";
import { Event } from "../../../workers/sync/event.ts";

const module = import.meta.url;

/** Says that it is there, by its pid, and spins. */
export function spin(pids: Queue<number>): void {
  pids.putSync(Deno.pid);
  for (;;) { /* for ever */ }
}

/** Starts one that spins, and blocks. */
export function parentOfSpinner(pids: Queue<number>, startMethod: StartMethod): void {
  const child = new Process({ module, target: spin, args: [pids], startMethod });
  child.start();
  pids.putSync(Deno.pid);
  child.joinSync();
}

export async function daemon(isThere: Event): Promise<void> {
  console.log("daemon begins");
  isThere.set();
  await new Promise(() => {});
}

export function waitAndSay(event: Event): void {
  atExit(() => console.log("its exit handler"));
  event.waitSync();
  console.log("ordinary ends");
}

export function log(): void {}

/** Processes of several kinds; prints their pids, and waits to be ended. */
async function lineage(): Promise<void> {
  const pids = new Queue<number>();
  const methods = [["spawn", "spawn"], ["worker", "spawn"], ["spawn", "worker"]] satisfies StartMethod[][];
  for (const [startMethod, inner] of methods) {
    new Process({ module, target: parentOfSpinner, args: [pids, inner], startMethod }).start();
  }
  const seen = [];
  while (seen.length < 2 * methods.length) seen.push(await pids.get());
  console.log(`pids ${[...new Set(seen)].filter((pid) => pid !== Deno.pid).join(" ")}`);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}

/** A daemon and an ordinary child; the main process ends first, in some way. */
async function ends(how: string): Promise<void> {
  const isThere = new Event(), release = new Event();
  new Process({ module, target: daemon, args: [isThere], daemon: true, startMethod: "spawn" }).start();
  await isThere.wait();
  const ordinary = new Process({ module, target: waitAndSay, args: [release], startMethod: "spawn" });
  ordinary.start();
  atExit(() => {
    console.log("main process ends");
    release.set();
  });
  if (how === "exit") Deno.exit(4);
  if (how === "error") throw new RangeError("on purpose");
}

const programs: Record<string, () => Promise<void>> = {
  lineage,
  exit: () => ends("exit"),
  error: () => ends("error"),
  end: () => ends("end"),
  async log() {
    logToStderr();
    const process = new Process({ module, target: log, name: "Logged", startMethod: "spawn" });
    process.start();
    await process.join();
  },
  /** What it says where it may not start one, and that a worker works. */
  async without() {
    const start = async (startMethod: StartMethod) => {
      const process = new Process({ module, target: log, startMethod });
      process.start();
      await process.join();
      return process.exitCode;
    };
    console.log(await start("spawn").catch((error) => error.message));
    console.log(await start("worker"));
  },
  /** The same where the program says that it was made by `deno compile`. */
  compiled() {
    Object.defineProperty(Deno, "build", { value: { ...Deno.build, standalone: true } });
    return programs.without();
  },
};

if (import.meta.main) await programs[Deno.args[0]]();
