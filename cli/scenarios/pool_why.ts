/**
 * Why there are pools: two hundred small tasks, with a process for each, and with a pool of a few processes that stay.
 * A process takes time to start and memory to live in, and more of them than there are CPUs do not get more done.
 */

import { Barrier, currentProcess, Pool, Process, Queue } from "../../mod.ts";
import { count, defineScenario, say, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** What a task gives: its number's square, and the process that found it. */
type Result = readonly [number: number, square: number, pid: number];

/** The program. */
export async function main(
  { tasks, together, pool }: { tasks: number; together: number; pool: number },
): Promise<void> {
  const numbers = Array.from({ length: tasks }, (_, number) => number);
  // The pool first: the memory that it takes would not be seen beside what many processes leave behind.
  sayOutcome(`a pool of ${pool}`, await runInPool(numbers, pool));
  sayOutcome("a process for each task", await runInProcesses(numbers, together));
}

interface Outcome {
  readonly results: readonly Result[];
  readonly timeMs: number;
  readonly megabytes: number;
}

function sayOutcome(how: string, { results, timeMs, megabytes }: Outcome): void {
  const processes = new Set(results.map(([, , pid]) => pid)).size;
  const isRight = results.every(([number, square]) => square === number ** 2);
  const tasks = new Set(results.map(([number]) => number)).size;
  const cost = `${timeMs.toFixed(0)} ms, ${megabytes.toFixed(0)} MB more`;
  say(`${how}: ${tasks} tasks in ${processes} processes, ${cost}`, { processes, tasks, isRight, timeMs, megabytes });
}

/** Megabytes that the program takes at this moment. */
function memoryNow(): number {
  return Deno.memoryUsage().rss / 1e6;
}

/** A process for each task, so many together that a machine can bear them. */
async function runInProcesses(numbers: readonly number[], together: number): Promise<Outcome> {
  const [begin, memory] = [performance.now(), memoryNow()];
  const results: Result[] = [];
  let megabytes = 0;
  for (let from = 0; from < numbers.length; from += together) {
    const part = numbers.slice(from, from + together);
    const [queue, allThere] = [new Queue<Result>(), new Barrier(part.length + 1)];
    const processes = part.map((number) =>
      new Process({ module, target: squareAlone, name: `task ${number}`, args: [number, queue, allThere] })
    );
    for (const process of processes) process.start();
    await allThere.wait();
    megabytes = Math.max(megabytes, memoryNow() - memory);
    for (const process of processes) await process.join();
    for (const _ of part) results.push(queue.getNowait());
  }
  return { results, timeMs: performance.now() - begin, megabytes };
}

export function squareAlone(number: number, queue: Queue<Result>, allThere: Barrier): void {
  allThere.waitSync();
  queue.putSync(square(number));
}

async function runInPool(numbers: readonly number[], processes: number): Promise<Outcome> {
  const [begin, memory] = [performance.now(), memoryNow()];
  await using pool = new Pool({ processes, module });
  const results = await pool.map(square, numbers);
  return { results, timeMs: performance.now() - begin, megabytes: Math.max(0, memoryNow() - memory) };
}

export function square(number: number): Result {
  return [number, number ** 2, currentProcess().pid!];
}

export const scenario = defineScenario({
  name: "pool-why",
  chapter: "pool",
  summary: "Two hundred tasks: a process for each against a pool; what too many processes cost",
  verifies: "both do every task once; the one starts a process for each, the other never more than the pool has",
  symbols: ["Pool", "Pool.map()", "Process"],
  module,
  parameters: {
    tasks: count("Tasks", { initial: 200, max: 2000 }),
    together: count("Processes that are there at one time, in the way without a pool", { initial: 20, max: 200 }),
    pool: count("Processes of the pool", { initial: 2, max: 32 }),
    startMethod: startMethod(),
  },
  verify(seen) {
    const { tasks, pool } = seen.options;
    const [pooled, each] = seen.said("MainProcess").map(({ data }) => data!);
    seen.claimEqual("both ways do every task once", [each.tasks, pooled.tasks], [tasks, tasks]);
    seen.claimEqual("and rightly", [each.isRight, pooled.isRight], [true, true]);
    seen.claimEqual("without a pool there is a process for each task", each.processes, tasks);
    seen.claim(`the pool does them with at most ${pool}`, Number(pooled.processes) <= pool, pooled.processes);
    seen.figure("a process each", Number(each.timeMs), "ms");
    seen.figure("the pool", Number(pooled.timeMs), "ms");
    seen.figure("memory of a process each", Number(each.megabytes), "MB");
    seen.figure("memory of the pool", Number(pooled.megabytes), "MB");
  },
});
