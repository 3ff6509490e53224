/**
 * How soon a process of the system that spins is gone after `kill()`: alone, because it says how soon, and beside a loop of the shell, which
 * the system ends no sooner.
 *
 * Runs once: it is about processes of the system.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { Event } from "../../../workers/sync/event.ts";
import { Process } from "../../../workers/process/process.ts";
import { joinAll, LONG_MS, targets } from "../support.ts";
import * as target from "../targets.ts";

const ROUNDS = 9;
const LIMIT_MS = 10;

/** Whether nothing of it runs or takes memory any more: there is none of that number, or it waits for its parent to look. */
function isGone(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX]/s.test(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

async function killOurs(): Promise<number> {
  const ready = new Event();
  const process = new Process({ module: targets, target: target.spinForEver, args: [ready], startMethod: "spawn" });
  process.start();
  assert(await ready.wait(LONG_MS));
  const beganAtMs = performance.now();
  process.kill();
  const tookMs = performance.now() - beganAtMs;
  assert(isGone(process.pid!), "kill() returned before the process was gone");
  assertEquals(process.exitCode, -9);
  await joinAll(process);
  return tookMs;
}

async function killShell(): Promise<number> {
  const shell = new Deno.Command("sh", { args: ["-c", "echo begun; while :; do :; done"], stdout: "piped" }).spawn();
  await shell.stdout.getReader().read();
  const beganAtMs = performance.now();
  shell.kill("SIGKILL");
  while (!isGone(shell.pid)); // the system ends it
  const tookMs = performance.now() - beganAtMs;
  await shell.status;
  return tookMs;
}

Deno.test({
  name: "Process.kill() ends a process of the system that spins within 10 ms, where the system does so",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const [ours, shell]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await killOurs());
      shell.push(await killShell());
    }
    // Who is killed needs a CPU to end on: where others have them, a loop of two lines takes as long.
    const limitMs = LIMIT_MS + 2 * median(shell);
    const shown = (values: number[]) => values.map((value) => value.toFixed(1)).join(", ");
    assert(median(ours) <= limitMs, `ours ${shown(ours)} ms, a shell ${shown(shell)} ms`);
  },
});
