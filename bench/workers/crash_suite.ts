/**
 * What pools do with tasks that misbehave: each with each contender in an operating-system process of its own.
 *
 * @module
 */

import type { OutcomeContender, Suite } from "../suite.ts";
import { outcomeOf, PROGRAM_MS } from "./crash_outcome.ts";
import { poolPrograms } from "./pool_contenders.ts";

const CASES: readonly (readonly [task: string, title: string, expected: string])[] = [
  ["throwError", "throws an error with a code and a field", "rejects (Refused, code 77, own fields); next task works"],
  ["exit", "ends its process", "rejects (WorkerDied); next task works"],
  ["unclonable", "gives a function back", "rejects (DataCloneError, code 25); next task works"],
  ["throwLate", "throws from a timer", "rejects (WorkerDied); next task works"],
  ["useUpHeap", "uses up its heap (limit 64 MB)", "rejects (WorkerDied); next task works"],
  ["spin", "loops for ever, cancelled", "rejects (AbortError, code 20); next task works; its thread goes on"],
  [
    "spinLimited",
    "loops for ever, time limit",
    "rejects (TimeoutError); next task works; its thread is stopped",
  ],
];

/** How many programs run at once: most of those that take long only wait. */
const AT_ONCE = 6;

/** Runs works in their order, so many at a time; what each comes to. */
function startAll<T>(works: readonly (() => Promise<T>)[], atOnce: number): Promise<T>[] {
  const results = works.map(() => Promise.withResolvers<T>());
  let next = 0;
  const takeNext = async () => {
    for (let index = next++; index < works.length; index = next++) {
      await works[index]().then(results[index].resolve, results[index].reject);
    }
  };
  for (let count = 0; count < atOnce; count++) takeNext();
  return results.map(({ promise }) => promise);
}

/** The name of a task's case. */
function caseOf(task: string): string {
  return `crash-${task.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Tasks that misbehave. */
export const suite: Suite = {
  summary: "What pools do with tasks that throw, exit, use up memory or never end.",

  async run(bench) {
    const section = bench.section({
      id: "crash",
      title: "Tasks that misbehave",
      explanation:
        "One worker, one bad task, then a good one; a result that does not come within three seconds hangs. Each outcome is of an " +
        "operating-system process of its own. Deno has no call that stops a thread in a loop, so under Deno every pool leaves one that is " +
        "cancelled; ours says so, and stops what has a time limit. A limit of the heap is given to all that take one.",
    });
    const programs = poolPrograms().filter(({ name, isOurs }) => isOurs || !name.includes(", 64"));
    const tasks = CASES.filter(([task]) =>
      bench.isAskedFor(caseOf(task)) && (!bench.quick || ["exit", "unclonable", "spinLimited"].includes(task))
    );
    const contenders = programs.filter(({ isOurs, name }) => !bench.quick || isOurs || name.startsWith("Python (fork"));
    const outcomes = startAll(
      tasks.flatMap(([task]) => contenders.map((program) => () => outcomeOf(program, task))),
      AT_ONCE,
    );
    for (const [row, [task, title, expected]] of tasks.entries()) {
      await section.outcomes({
        id: caseOf(task),
        title,
        expected,
        timeoutMs: outcomes.length * PROGRAM_MS,
        contenders: contenders.map((program, column): OutcomeContender => ({
          name: program.name,
          role: program.isOurs ? "ours" : "peer",
          run: () => outcomes[row * contenders.length + column],
        })),
      });
    }
  },
};
