/**
 * Ten processes print "running" and, some work later, "done". Without a lock they are all at work at once and the lines
 * mix; with one, each prints its pair before the next begins. Which comes next is nobody's promise.
 */

import { Barrier, currentProcess, Lock, Process } from "../../mod.ts";
import { count, defineScenario, milliseconds, say, sleep } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main({ processes, unit }: { processes: number; unit: number }): Promise<void> {
  say("Without a lock");
  // The barrier shows that all are at work at once: it opens when all of them are in the midst of it.
  await printAll(processes, { lock: null, barrier: new Barrier(processes), unit });
  say("With a lock");
  await printAll(processes, { lock: new Lock({ name: "the lock" }), barrier: null, unit });
}

interface Rules {
  readonly lock: Lock | null;
  readonly barrier: Barrier | null;
  readonly unit: number;
}

async function printAll(processes: number, rules: Rules): Promise<void> {
  const printers = Array.from(
    { length: processes },
    (_, index) => new Process({ module, target: printer, name: `printer ${index}`, args: [index, rules] }),
  );
  for (const printer of printers) printer.start();
  for (const printer of printers) await printer.join();
}

export async function printer(index: number, { lock, barrier, unit }: Rules): Promise<void> {
  const { pid } = currentProcess();
  using _ = lock === null ? null : await lock.hold();
  say(`${index}:${pid} running`, { index, doing: "running" });
  await (barrier === null ? sleep(unit) : barrier.wait());
  say(`${index}:${pid} done`, { index, doing: "done" });
}

export const scenario = defineScenario({
  name: "lock",
  chapter: "lock",
  summary: "Ten processes print running and done: mixed without a lock, in pairs with it",
  verifies: "without the lock all are at work at once; with it every done follows its own running",
  symbols: ["Lock", "Lock.hold()", "Barrier"],
  module,
  parameters: {
    processes: count("Processes that print", { initial: 10, min: 2, max: 50 }),
    unit: milliseconds("Work of each, in the lock", 5),
  },
  verify(seen) {
    const { processes } = seen.options;
    const lines = seen.said(/^printer/).map(({ data }) => data!);
    seen.claimEqual("each prints two lines in both rounds", lines.length, processes * 4);
    const [without, locked] = [lines.slice(0, processes * 2), lines.slice(processes * 2)];
    const runningFirst = without.slice(0, processes).every(({ doing }) => doing === "running");
    seen.claim("without the lock all are running before the first is done", runningFirst, without);
    const inPairs = locked.every(({ index, doing }, place) =>
      place % 2 === 0 ? doing === "running" : doing === "done" && index === locked[place - 1].index
    );
    seen.claim("with the lock every done follows its own running", inPairs, locked);
    const order = locked.filter(({ doing }) => doing === "done").map(({ index }) => index);
    seen.claimEqual("with the lock each has its turn", new Set(order).size, processes);
  },
});
