/**
 * What pools do with tasks that misbehave: each with each contender in an operating-system process of its own.
 *
 * @module
 */

import { messageOf, tellingLine } from "../errors.ts";
import { pathOf } from "../program.ts";
import type { OutcomeContender, Suite } from "../suite.ts";
import { type PoolProgram, poolPrograms } from "./pool_contenders.ts";

/** The longest that a program may take: its own limits add up to less. */
const PROGRAM_MS = 12_000;

/** The line that a program answers with, among what else it may say. */
const ANSWER = /^\{.*\}$/m;

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

/** Runs one program for one task; what it says, or what became of it. */
async function outcomeOf(program: PoolProgram, task: string): Promise<string> {
  let cwd: URL;
  try {
    cwd = await program.prepare();
  } catch (error) {
    return messageOf(error);
  }
  const [executable, ...args] = program.command.map(pathOf);
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(executable, {
      args,
      cwd,
      env: { NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${executable}`;
    throw error;
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), PROGRAM_MS);
  const complaints = new Response(child.stderr).text();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`${JSON.stringify({ case: "crash", task })}\n`)).catch(() => {});
  let said = "";
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    said += part.value;
    if (ANSWER.test(said)) break;
  }
  await writer.close().catch(() => {});
  const answer = ANSWER.exec(said);
  if (answer === null) {
    const { code, signal } = await child.status;
    clearTimeout(timer);
    if (signal === "SIGKILL") return "the whole program hangs";
    const last = tellingLine(await complaints);
    return `the whole program dies (${signal ?? `code ${code}`})${last === "" ? "" : `: ${last.slice(0, 80)}`}`;
  }
  const ended = setTimeout(() => child.kill("SIGKILL"), 1_000);
  await child.status;
  for (const each of [timer, ended]) clearTimeout(each);
  await reader.cancel().catch(() => {});
  await complaints;
  const { outcome, error } = JSON.parse(answer[0]);
  return outcome ?? error;
}

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
