/**
 * Two processes, two locks, taken in opposite order: each waits for what the other holds. Elsewhere that hangs; here a
 * wait that would never end throws, names the processes and the locks, and whoever gets the error can give way.
 */

import { Barrier, DeadlockError, Lock, Process } from "../../mod.ts";
import { defineScenario, say, sleep } from "./_scenario.ts";

const module = import.meta.url;

interface Table {
  readonly fork: Lock;
  readonly knife: Lock;
}

/** The program. */
export async function main(): Promise<void> {
  const table = { fork: new Lock({ name: "fork" }), knife: new Lock({ name: "knife" }) };
  const bothHold = new Barrier(2);
  const guests = [
    new Process({ module, target: dine, name: "Anna", args: [table, ["fork", "knife"], bothHold] }),
    new Process({ module, target: dine, name: "Bert", args: [table, ["knife", "fork"], bothHold] }),
  ];
  for (const guest of guests) guest.start();
  for (const guest of guests) await guest.join();
}

/** Takes the one, and when the other guest has taken the other one, wants that too. */
export async function dine(table: Table, order: readonly (keyof Table)[], bothHold: Barrier): Promise<void> {
  let [first, second] = order;
  table[first].acquireSync();
  say(`holds the ${first}, wants the ${second}`);
  bothHold.waitSync();
  while (!takeSecond(table[second])) {
    say(`gives the ${first} away, and begins anew in the order that is for all`);
    table[first].release();
    await sleep(1);
    [first, second] = ["fork", "knife"];
    table[first].acquireSync();
  }
  say("has both, and eats", { eats: true });
  table[second].release();
  table[first].release();
}

/** Whether it was taken; false where waiting for it would never end. */
function takeSecond(lock: Lock): boolean {
  try {
    return lock.acquireSync();
  } catch (error) {
    if (!(error instanceof DeadlockError)) throw error;
    say(error.message, { cycle: error.cycle });
    return false;
  }
}

export const scenario = defineScenario({
  name: "deadlock",
  chapter: "lock",
  summary: "Two processes and two locks: the deadlock is found and named instead of hanging",
  verifies: "the circle is told with names and locks to a process in it, which gives way; then both go on",
  symbols: ["DeadlockError", "Lock.acquireSync()", "Barrier"],
  module,
  parameters: {},
  verify(seen) {
    const cycles = seen.valuesOf("cycle") as { process: string; waitsFor: string }[][];
    seen.claim("the deadlock is found", cycles.length > 0, cycles.length);
    // If both see it at once, the slower one may look when the other has given way already.
    const told = cycles.map((cycle) =>
      cycle.map(({ process, waitsFor }) => `${process}: ${waitsFor}`).toSorted().join()
    );
    seen.claim("it is told who waits for what", told.includes("Anna: knife,Bert: fork"), told);
    const found = seen.events.findIndex(({ data }) => data?.cycle !== undefined);
    const eats = seen.events.flatMap(({ data }, place) => data?.eats === true ? [place] : []);
    seen.claim("after that both eat", eats.length === 2 && eats.every((place) => place > found), eats);
    seen.claimEqual("both end with 0", [seen.exitCodeOf("Anna"), seen.exitCodeOf("Bert")], [0, 0]);
  },
});
