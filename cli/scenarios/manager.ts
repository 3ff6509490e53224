/**
 * A Manager is a process that keeps a dict and a list for others. Each request to it is one step. "Get, add one, set" is
 * two, and between them another process may do the same: then one of the updates is lost, unless a lock joins the two.
 */

import { Barrier, Lock, Manager, type ManagerDict, type ManagerList, Process } from "../../mod.ts";
import { count, defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main({ processes, updates }: { processes: number; updates: number }): Promise<void> {
  await using manager = new Manager();
  const dict = await manager.dict<string, number>({ count: 0 });
  const list = await manager.list<string>([]);
  for (const lock of [null, new Lock({ name: "count" })]) {
    say(lock === null ? "Without a lock" : "With a lock");
    await dict.set("count", 0);
    await list.clear();
    // Without a lock all meet between reading and writing, so that the loss is certain and can be counted.
    const barrier = lock === null ? new Barrier(processes) : null;
    const clerks = Array.from(
      { length: processes },
      (_, index) =>
        new Process({
          module,
          target: work,
          name: `clerk ${index + 1}`,
          args: [{ dict, list, lock, barrier, updates }],
        }),
    );
    for (const clerk of clerks) clerk.start();
    for (const clerk of clerks) await clerk.join();
    const [counted, noted] = [await dict.get("count") as number, await list.length()];
    const lost = processes * updates - counted;
    say(`${counted} counted of ${processes * updates}, ${lost} lost; ${noted} names noted`, { counted, lost, noted });
  }
}

interface Shared {
  readonly dict: ManagerDict<string, number>;
  readonly list: ManagerList<string>;
  readonly lock: Lock | null;
  readonly barrier: Barrier | null;
  readonly updates: number;
}

/** Counts and notes its updates. */
export async function work({ dict, list, lock, barrier, updates }: Shared): Promise<void> {
  for (let update = 1; update <= updates; update++) {
    using _ = lock === null ? null : await lock.hold();
    const value = await dict.get("count") as number;
    await barrier?.wait();
    await dict.set("count", value + 1);
    await list.append(`update ${update}`);
    await barrier?.wait();
  }
  say(`${updates} updates done`);
}

export const scenario = defineScenario({
  name: "manager",
  chapter: "manager",
  summary: "A dict and a list changed by several processes, with and without a lock; lost updates counted",
  verifies: "without a lock all but one of the updates made at a time are lost, with it none; single steps never",
  symbols: ["Manager", "Manager.dict()", "Manager.list()", "Lock", "Barrier"],
  module,
  parameters: {
    processes: count("Processes", { initial: 4, min: 2, max: 30 }),
    updates: count("Updates of each", { initial: 10, max: 1000 }),
  },
  verify(seen) {
    const { processes, updates } = seen.options;
    const [unlocked, locked] = seen.told("MainProcess");
    const all = processes * updates;
    seen.claimEqual("without a lock one of those made at a time remains", unlocked.counted, updates);
    seen.claimEqual("with the lock none is lost", locked, { counted: all, lost: 0, noted: all });
    seen.claimEqual("appending is one step: no name is lost without a lock", unlocked.noted, all);
    seen.figure("updates lost without the lock", Number(unlocked.lost));
    seen.figure("of", all);
  },
});
