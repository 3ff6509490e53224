/**
 * Three tasks that are done in the opposite order: the third first. `map` and `imap` give the results in the order of the
 * tasks, `imapUnordered` as they are done.
 */

import { Event, Pool } from "../../mod.ts";
import { count, defineScenario, say, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** A task: its number, the event that it waits for, and the one that it sets when it is done. */
type Task = readonly [number: number, after: Event | null, done: Event | null];

/** The program. */
export async function main({ tasks: length }: { tasks: number }): Promise<void> {
  await using pool = new Pool({ processes: length, module });
  say(`map gives ${await pool.map(work, chained(length), { chunkSize: 1 })}`);
  const inOrder: number[] = [];
  for await (const number of pool.imap(work, chained(length), { ahead: length })) inOrder.push(number);
  say(`imap gives ${inOrder}`, { imap: inOrder });
  // Here each task waits until main has the result of the one before, so that there is no doubt which is done first.
  const gates = Array.from({ length }, () => new Event());
  const tasks = gates.map((gate, number): Task => [number, number === length - 1 ? null : gate, null]);
  const asDone: number[] = [];
  for await (const number of pool.imapUnordered(work, tasks, { ahead: length })) {
    asDone.push(number);
    gates[number - 1]?.set();
  }
  say(`imapUnordered gives ${asDone}`, { imapUnordered: asDone });
}

/** Tasks of which each waits for the next one. */
function chained(length: number): Task[] {
  const events = Array.from({ length: length + 1 }, () => new Event());
  return Array.from(
    { length },
    (_, number) => [number, number === length - 1 ? null : events[number + 1], events[number]],
  );
}

export async function work([number, after, done]: Task): Promise<number> {
  await after?.wait();
  say(`task ${number} is done`, { done: number });
  done?.set();
  return number;
}

export const scenario = defineScenario({
  name: "pool-order",
  chapter: "pool",
  summary: "Results in the order of the tasks, and in the order in which they are done",
  verifies: "the last task is done first; map and imap give it last all the same, imapUnordered gives it first",
  symbols: ["Pool.map()", "Pool.imap()", "Pool.imapUnordered()"],
  module,
  parameters: {
    tasks: count("Tasks, and processes of the pool", { initial: 3, min: 2, max: 16 }),
    startMethod: startMethod(),
  },
  verify(seen) {
    const numbers = Array.from({ length: seen.options.tasks }, (_, number) => number);
    const reversed = numbers.toReversed();
    const done = seen.valuesOf("done");
    const rounds = [0, 1, 2].map((round) => done.slice(round * numbers.length, (round + 1) * numbers.length));
    seen.claimEqual("all three times the last task is done first", rounds, [reversed, reversed, reversed]);
    const [map] = seen.said("MainProcess");
    seen.claimEqual("map gives the results in the order of the tasks", map.text, `map gives ${numbers}`);
    seen.claimEqual("so does imap", seen.valuesOf("imap")[0], numbers);
    seen.claimEqual("imapUnordered gives them as they are done", seen.valuesOf("imapUnordered")[0], reversed);
  },
});
