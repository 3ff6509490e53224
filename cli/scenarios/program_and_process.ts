/**
 * A program is text that lies there; a process is the program run over a data set, with a control block of its own. One
 * program over three data sets is three processes with three results. They are born and die, the program stays.
 */

import { Event, Process, Queue } from "../../mod.ts";
import { defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

const DATA_SETS: Readonly<Record<string, readonly number[]>> = {
  heights: [172, 181, 165, 190],
  marks: [5, 3, 4, 4, 1],
  prices: [19, 5],
};

/** The program. */
export async function main(): Promise<void> {
  const [begin, results] = [new Event(), new Queue<[name: string, mean: number]>()];
  const processes = Object.entries(DATA_SETS).map(([name, data]) =>
    new Process({ module, target: mean, name, args: [name, data, begin, results] })
  );
  for (const process of processes) sayControlBlock(process);
  for (const process of processes) process.start();
  for (const process of processes) sayControlBlock(process);
  begin.set();
  for (const process of processes) await process.join();
  for (const process of processes) sayControlBlock(process);
  const means = Object.fromEntries(processes.map(() => results.getSync()));
  say(`The program is the same as before; its processes gave ${JSON.stringify(means)}`, { means });
}

/** What all three processes run. */
export async function mean(
  name: string,
  data: readonly number[],
  begin: Event,
  results: Queue<[string, number]>,
): Promise<void> {
  await begin.wait();
  const value = data.reduce((sum, item) => sum + item, 0) / data.length;
  say(`The mean of ${data.join(", ")} is ${value}`, { value });
  await results.put([name, value]);
}

/** What is known of a process at this moment. */
function sayControlBlock(process: Process<Parameters<typeof mean>>): void {
  const { name, pid, parentPid, exitCode } = process;
  const state = pid === null ? "not started" : process.isAlive() ? "alive" : "ended";
  say(`control block of ${name}: pid ${pid ?? "-"}, parent ${parentPid}, ${state}, exit code ${exitCode ?? "-"}`, {
    block: { name, pid, parentPid, state, exitCode },
  });
}

export const scenario = defineScenario({
  name: "program-and-process",
  chapter: "process",
  summary: "One program over three data sets: three processes, control blocks and results",
  verifies: "one program gives a process, a control block and a result for each data set, and outlives them all",
  symbols: ["Process", "Process.pid", "Process.parentPid", "Process.exitCode"],
  module,
  parameters: {},
  verify(seen) {
    const names = Object.keys(DATA_SETS);
    const blocks = seen.valuesOf("block") as Record<string, unknown>[];
    const statesOf = (name: string) => blocks.filter((block) => block.name === name).map(({ state }) => state);
    const lives = names.map((name) => statesOf(name).join(", "));
    seen.claim(
      "each is not started, then alive, then ended",
      lives.every((life) => life === "not started, alive, ended"),
      lives,
    );
    const alive = blocks.filter(({ state }) => state === "alive");
    seen.claim("each has a pid of its own", new Set(alive.map(({ pid }) => pid)).size === names.length, alive);
    const ended = blocks.filter(({ state }) => state === "ended").map(({ exitCode }) => exitCode);
    seen.claimEqual("each has an exit code only when it has ended: 0", ended, [0, 0, 0]);
    const wanted = Object.fromEntries(names.map((name) => [name, seen.said(name)[0]?.data?.value]));
    const [means] = seen.valuesOf("means") as Record<string, number>[];
    seen.claim("each data set gives its own result", names.every((name) => means[name] === wanted[name]), means);
    seen.claim("the three results differ", new Set(Object.values(means)).size === names.length, means);
  },
});
