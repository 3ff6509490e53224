/**
 * A pool of three and ten tasks: three run, the others wait until a process is free. The chart shows three lives, and
 * never more than three tasks at once.
 */

import { Barrier, Pool } from "../../mod.ts";
import { count, defineScenario, milliseconds, say, sleep, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main(
  { tasks, capacity, unit }: { tasks: number; capacity: number; unit: number },
): Promise<void> {
  await using pool = new Pool({ processes: capacity, module });
  // The first ones meet, which shows that the pool is used to its capacity.
  const meeting = new Barrier(Math.min(tasks, capacity));
  const results = Array.from(
    { length: tasks },
    (_, index) => pool.applyAsync(work, [index + 1, unit, index < capacity ? meeting : null]),
  );
  say(`${tasks} tasks have been handed in`);
  for (const result of results) await result;
  say("all are done");
}

export async function work(task: number, unit: number, meeting: Barrier | null): Promise<void> {
  say(`task ${task} begins`, { begins: task });
  await meeting?.wait();
  await sleep(unit);
  say(`task ${task} ends`, { ends: task });
}

export const scenario = defineScenario({
  name: "pool-capacity",
  chapter: "pool",
  summary: "A pool of three and ten tasks: never more than three at once",
  verifies: "three tasks are under way at once, never more, in three processes; all ten are done",
  symbols: ["Pool", "Pool.applyAsync()"],
  module,
  parameters: {
    tasks: count("Tasks", { initial: 10, min: 2, max: 200 }),
    capacity: count("Processes of the pool", { initial: 3, max: 20 }),
    unit: milliseconds("Work of each task", 20),
    startMethod: startMethod(),
  },
  verify(seen) {
    const { tasks, capacity } = seen.options;
    let [atOnce, most] = [0, 0];
    const ended: unknown[] = [];
    for (const { data } of seen.said()) {
      if (data?.begins !== undefined) most = Math.max(most, ++atOnce);
      if (data?.ends === undefined) continue;
      atOnce -= 1;
      ended.push(data.ends);
    }
    const wanted = Math.min(tasks, capacity);
    seen.claimEqual(`${wanted} tasks are under way at once, and never more`, most, wanted);
    seen.claimEqual("every task is done once", new Set(ended).size, tasks);
    const pids = new Set(seen.said(/^(?!MainProcess)/).map(({ pid }) => pid));
    seen.claimEqual("the same processes do them all", pids.size, wanted);
  },
});
