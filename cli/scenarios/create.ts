/**
 * How processes come to be: with the start of the system (its daemons), from a running process that wants a child, at a
 * user's request, and as a job of a batch. Each time it is a process that calls `start`. And how they end: by themselves,
 * by an error exit, by a fatal error that nobody caught, and by another's hand.
 */

import { currentProcess, Event, Process, Queue } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program: the first process of a small system. */
export async function main(): Promise<void> {
  say("1. The system starts its daemons");
  const ready = new Queue<string>();
  for (const name of ["mail", "web", "print"]) {
    new Process({ module, target: serve, name, args: [ready], daemon: true }).start();
  }
  for (let daemons = 0; daemons < 3; daemons++) await ready.get();
  say("2. A server starts a worker; 3. a user asks a shell for a player; 4. a batch has a job");
  const requests = new Queue<string>();
  const creators = [
    new Process({ module, target: startChild, name: "server", args: ["worker"] }),
    new Process({ module, target: shell, name: "shell", args: [requests] }),
    new Process({ module, target: startChild, name: "batch system", args: ["payroll job"] }),
  ];
  for (const creator of creators) creator.start();
  await requests.put("player");
  for (const creator of creators) await creator.join();
  await endInEveryWay();
}

export async function serve(ready: Queue<string>): Promise<void> {
  say("is there, and wakes when it is needed");
  await ready.put(currentProcess().name);
  await new Event().wait();
}

/** Reads what the user types. */
export async function shell(requests: Queue<string>): Promise<void> {
  startChild(await requests.get());
}

export function startChild(name: string): void {
  new Process({ module, target: work, name, args: [] }).start();
}

export function work(): void {
  say("is at work");
}

/** The four ends, and an error that is caught. */
async function endInEveryWay(): Promise<void> {
  say("And they end: normally, with an error, of a fatal error, killed");
  const begun = new Event();
  const ends: [target: (begun: Event) => unknown, how: string][] = [
    [returnAtEnd, "normal exit"],
    [exitWithError, "error exit"],
    [catchError, "fatal error, caught"],
    [throwError, "fatal error: uncaught"],
    [executeIllegal, "fatal error: WASM trap"],
    [goOnForEver, "killed by another"],
  ];
  for (const [target, how] of ends) {
    const process = new Process({ module, target, name: target.name, args: [begun] });
    process.start();
    if (target === goOnForEver) {
      await begun.wait();
      process.kill();
    }
    await process.join();
    const error = process.error instanceof Error ? `, ${process.error.name}: ${process.error.message}` : "";
    say(`${how}: exit code ${process.exitCode}${error}`, { how, exitCode: process.exitCode });
  }
}

export function returnAtEnd(): void {}

/** What an interpreter does that is told to run a file which is not there. */
export function exitWithError(): void {
  try {
    Deno.readTextFileSync("./no-such-folder/a.py");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) Deno.exit(2);
    throw error;
  }
}

export function catchError(): void {
  try {
    throwError();
  } catch {
    say("caught, and went on");
  }
}

export function throwError(): void {
  const nothing: { field: { length: number } } = JSON.parse("{}");
  say(`never said: ${nothing.field.length}`);
}

/** A module whose only function is the one instruction `unreachable`. */
// deno-fmt-ignore
const TRAP = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, // the header
  1, 4, 1, 96, 0, 0, // a type without parameters and results
  3, 2, 1, 0, // a function of that type
  7, 8, 1, 4, 109, 97, 105, 110, 0, 0, // exported as "main"
  10, 5, 1, 3, 0, 0, 11, // its code
]);

export function executeIllegal(): void {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(TRAP));
  (instance.exports.main as () => void)();
}

export async function goOnForEver(begun: Event): Promise<void> {
  begun.set();
  await new Event().wait();
}

export const scenario = defineScenario({
  name: "create",
  chapter: "creation",
  summary: "The four ways in which processes come to be, and the four in which they end",
  verifies: "every process is started by one that was there; each kind of end has its exit code",
  symbols: ["Process.start()", "Process.daemon", "Process.exitCode", "Process.error", "Process.kill()"],
  module,
  parameters: {},
  verify(seen) {
    const pids = new Map(seen.of("created").map(({ process, pid }) => [process, pid]));
    const fathers = Object.fromEntries(seen.of("created").map(({ process, parentPid }) => [process, parentPid]));
    for (
      const [child, father] of [
        ["mail", "MainProcess"],
        ["web", "MainProcess"],
        ["print", "MainProcess"],
        ["worker", "server"],
        ["player", "shell"],
        ["payroll job", "batch system"],
      ]
    ) seen.claimEqual(`${child} was started by ${father}`, fathers[child], pids.get(father));
    const place = (kind: string, process: string) =>
      seen.events.findIndex((event) => event.kind === kind && event.process === process);
    seen.claim("the user's process comes after the request", place("created", "player") > place("created", "shell"));
    const daemons = ["mail", "web", "print"].map((name) => seen.exitCodeOf(name));
    seen.claimEqual("the daemons end with the system", daemons, [-15, -15, -15]);
    const codes = Object.fromEntries(
      seen.said("MainProcess").flatMap(({ data }) => data?.how ? [[data.how, data.exitCode]] : []),
    );
    seen.claimEqual("each end has its exit code", codes, {
      "normal exit": 0,
      "error exit": 2,
      "fatal error, caught": 0,
      "fatal error: uncaught": 1,
      "fatal error: WASM trap": 1,
      "killed by another": -9,
    });
  },
});
