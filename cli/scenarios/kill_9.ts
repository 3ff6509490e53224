/**
 * What `kill -9` is: the system ends a process at whatever it does, and nobody is asked. Here from a shell, as one does with a process
 * that has run wild: it spins in a loop without end, and holds a lock. A worker's thread could not be stopped; a process of the system
 * is gone at once, its parent knows why, and the lock knows whose it was.
 */

import { Event, Lock, Process } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main(): Promise<void> {
  const lock = new Lock({ name: "account lock" });
  const begun = new Event();
  const wild = new Process({ module, target: spin, name: "wild", args: [lock, begun], startMethod: "spawn" });
  wild.start();
  await begun.wait();
  say(`the lock is free: ${lock.acquireSync(0)}; wild, pid ${wild.pid}, spins while it holds it`, { pid: wild.pid });
  const begin = performance.now();
  await new Deno.Command("sh", { args: ["-c", `kill -9 ${wild.pid}`] }).output();
  await wild.join();
  const goneMs = performance.now() - begin;
  say(`kill -9 ${wild.pid}: exit code ${wild.exitCode}`, { exitCode: wild.exitCode, goneMs });
  say(`the system knows it still: ${isKnown(wild.pid!)}`, { isKnown: isKnown(wild.pid!) });
  const acquired = await lock.acquire(10_000);
  const { ownerDied } = lock;
  say(`the lock is free: ${acquired}; its owner died: ${ownerDied}`, { acquired, ownerDied });
  lock.release();
}

/** Never ends by itself, and never looks at anything of the library again. */
export function spin(lock: Lock, begun: Event): never {
  lock.acquireSync();
  begun.set();
  for (;;) { /* until it is killed */ }
}

/** Whether a pid is that of a process; one that has ended, and was waited for, is none. */
function isKnown(pid: number): boolean {
  try {
    Deno.statSync(`/proc/${pid}`);
    return true;
  } catch {
    return false;
  }
}

export const scenario = defineScenario({
  name: "kill-9",
  chapter: "creation",
  summary: "A process that spins for ever is killed from a shell; its lock is recovered",
  verifies: "exit code -9, the system knows no such process any more, and the lock's next holder is told",
  symbols: ['startMethod: "spawn"', "Process.exitCode", "Lock.ownerDied"],
  module,
  isForLinux: true,
  parameters: {},
  verify(seen) {
    const [held, killed, gone, recovered] = seen.told("MainProcess");
    seen.claimEqual("the pid is the one that the shell killed", held.pid, seen.of("created", "wild")[0].pid);
    seen.claimEqual("it was ended by signal 9: exit code -9", [killed.exitCode, seen.exitCodeOf("wild")], [-9, -9]);
    seen.claimEqual("the system knows it no more", gone.isKnown, false);
    seen.claimEqual("the lock is recovered and says that its owner died", recovered, {
      acquired: true,
      ownerDied: true,
    });
    seen.figure("from kill to join", Math.round(Number(killed.goneMs) * 10) / 10, "ms");
  },
});
