/**
 * The tree of processes as the system sees it. What `ps` prints it reads in `/proc`, and so does this program: a line for each process,
 * with its pid, that of its parent, and its name. Those of the system are there; a worker is not: it is a thread of its process, and its pid
 * is the library's own.
 */

import { currentProcess, Event, Process, Queue } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main(): Promise<void> {
  const ready = new Queue<string>();
  const seen = new Event();
  const son = new Process({ module, target: parent, name: "son", args: [ready, seen], startMethod: "spawn" });
  son.start();
  for (let count = 0; count < 3; count++) await ready.get();
  const rows = descendants(Deno.pid);
  say("    PID    PPID COMMAND");
  for (const { pid, parentPid, name } of rows) {
    say(`${String(pid).padStart(7)} ${String(parentPid).padStart(7)} ${name}`, { pid, parentPid, name });
  }
  seen.set();
  await son.join();
}

/** Has a son that is a process of the system, and one that is a worker. */
export async function parent(ready: Queue<string>, seen: Event): Promise<void> {
  const children = [
    new Process({ module, target: wait, name: "son_son", args: [ready, seen], startMethod: "spawn" }),
    new Process({ module, target: wait, name: "thread", args: [ready, seen], startMethod: "worker" }),
  ];
  for (const child of children) child.start();
  await wait(ready, seen);
  for (const child of children) await child.join();
}

export async function wait(ready: Queue<string>, seen: Event): Promise<void> {
  const { name, pid } = currentProcess();
  say(`here I am pid ${pid}, the system says ${Deno.pid}`, { pid, systemPid: Deno.pid });
  await ready.put(name);
  await seen.wait();
}

/** A process as the system shows it. */
interface Row {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
}

/** A process, and all that descend from it, parents first. */
function descendants(top: number): Row[] {
  const rows = [...Deno.readDirSync("/proc")].filter(({ name }) => /^\d+$/.test(name)).flatMap(({ name }) =>
    rowOf(name)
  );
  const found = rows.filter(({ pid }) => pid === top);
  for (const row of found) found.push(...rows.filter(({ parentPid }) => parentPid === row.pid));
  return found;
}

function rowOf(pid: string): Row[] {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const field = (name: string) => new RegExp(`^${name}:\\t(.*)$`, "m").exec(status)?.[1] ?? "";
    return [{ pid: Number(pid), parentPid: Number(field("PPid")), name: field("Name") }];
  } catch {
    return []; // it has ended meanwhile
  }
}

export const scenario = defineScenario({
  name: "ps",
  chapter: "process",
  summary: "A family of processes as the system sees it: pids, parents, names",
  verifies: "processes of the system are there, under the parent that started them and by their name; a worker is not",
  symbols: ['startMethod: "spawn"', "Process.pid", "currentProcess()"],
  module,
  isForLinux: true,
  parameters: {},
  verify(seen) {
    const rows = seen.told("MainProcess");
    const rowOf = (name: string) => rows.find((row) => row.name === `quanta: ${name}`);
    const pidOf = (name: string) => seen.of("created", name)[0]?.pid;
    seen.claimEqual("the son is there by its name, under main", rowOf("son")?.parentPid, pidOf("MainProcess"));
    seen.claimEqual("its pid is the system's, and ours", rowOf("son")?.pid, pidOf("son"));
    seen.claimEqual("the son's son is under the son", rowOf("son_son")?.parentPid, pidOf("son"));
    seen.claim("the worker is not there", rowOf("thread") === undefined && rows.length === 3, rows);
    const [thread] = seen.told("thread");
    seen.claim(
      "the system takes the worker for its process, the son",
      thread.systemPid === pidOf("son") && thread.pid === pidOf("thread") && thread.pid !== thread.systemPid,
      thread,
    );
  },
});
