/**
 * A fatal error of one process is that of no other. One uses up all the memory that its heap may have, and the engine under it gives up: as a
 * thread that would take the whole program along. Its sibling, in an address space of its own, does not even notice.
 */

import { Event, Process, Queue } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;
/** The heap of the one that is greedy. */
const LIMIT_MB = 32;

/** The program. */
export async function main(): Promise<void> {
  const questions = new Queue<string | null>();
  const answers = new Queue<string>();
  const calm = new Process({ module, target: answer, name: "calm", args: [questions, answers], startMethod: "spawn" });
  calm.start();
  await questions.put("before");
  say(await answers.get());
  const begun = new Event();
  const greedy = new Process({
    module,
    target: fill,
    name: "greedy",
    args: [begun],
    startMethod: "spawn",
    memoryLimitMb: LIMIT_MB,
    stderr: "null", // where the engine prints its last words, a page of them
  });
  greedy.start();
  await begun.wait();
  await greedy.join();
  say(`greedy has ended: exit code ${greedy.exitCode}`, { exitCode: greedy.exitCode });
  await questions.put("after");
  say(await answers.get());
  await questions.put(null);
  await calm.join();
}

export async function answer(questions: Queue<string | null>, answers: Queue<string>): Promise<void> {
  for (;;) {
    const question = await questions.get();
    if (question === null) return;
    await answers.put(`calm is there ${question} the crash`);
  }
}

/** Keeps all that it makes. */
export function fill(begun: Event): void {
  say(`fills a heap of ${LIMIT_MB} MiB`);
  begun.set();
  const kept: string[][] = [];
  for (let count = 0;; count++) kept.push(Array.from({ length: 1000 }, (_, index) => `${count}.${index}`));
}

export const scenario = defineScenario({
  name: "crash",
  chapter: "creation",
  summary: "One process runs out of heap and is ended by the engine under it; its sibling goes on",
  verifies: "the greedy one ends by a signal, the calm one answers before and after and ends with 0",
  symbols: ['startMethod: "spawn"', "memoryLimitMb", "Process.exitCode"],
  module,
  isForLinux: true,
  parameters: {},
  verify(seen) {
    const code = seen.exitCodeOf("greedy");
    seen.claim("the engine ended it: by SIGTRAP or SIGABRT", code === -5 || code === -6, code);
    const texts = seen.said("MainProcess").map(({ text }) => text);
    seen.claimEqual("its sibling answers before and after", [texts[0], texts[2]], [
      "calm is there before the crash",
      "calm is there after the crash",
    ]);
    seen.claimEqual("the sibling ends by itself: exit code 0", seen.exitCodeOf("calm"), 0);
  },
});
