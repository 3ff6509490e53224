/**
 * Ending a process by force. The course warns that a lock which it holds then stays locked for ever; here a lock knows
 * its owner, is recovered when the owner dies, and tells the next holder that something may be half done.
 */

import { Event, Lock, Process, Value } from "../../mod.ts";
import { defineScenario, say, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main(): Promise<void> {
  say("start");
  const begun = new Event();
  const sleeper = new Process({ module, target: sleepForEver, name: "sleeper", args: [begun] });
  sleeper.start();
  await begun.wait();
  say(`alive: ${sleeper.isAlive()}`, { alive: sleeper.isAlive() });
  sleeper.terminate();
  await sleeper.join();
  say(`end, alive: ${sleeper.isAlive()}, exit code ${sleeper.exitCode}`, { alive: sleeper.isAlive() });
  await terminateHolder();
}

export async function sleepForEver(begun: Event): Promise<void> {
  begun.set();
  await new Event().wait();
  say("never said");
}

/** Ends a process in the midst of what its lock guards. */
async function terminateHolder(): Promise<void> {
  const lock = new Lock({ name: "account lock" });
  const accounts = { from: new Value("int32", 100), to: new Value("int32", 0) };
  const halfWay = new Event();
  const transfer = new Process({ module, target: transferHalf, name: "transfer", args: [lock, accounts, halfWay] });
  transfer.start();
  await halfWay.wait();
  transfer.terminate();
  const acquired = await lock.acquire(10_000);
  const { ownerDied } = lock;
  say(`the lock is free again: ${acquired}; its owner died: ${ownerDied}`, { acquired, ownerDied });
  const sum = () => accounts.from.value + accounts.to.value;
  say(`what it guards is half done: ${sum()} of 100 are there`, { sum: sum() });
  accounts.to.value += 100 - sum();
  lock.release();
  await lock.acquire();
  say(`mended: ${sum()} of 100; the next holder need not care: its owner died: ${lock.ownerDied}`, {
    sum: sum(),
    ownerDied: lock.ownerDied,
  });
  lock.release();
}

interface Accounts {
  readonly from: Value<"int32">;
  readonly to: Value<"int32">;
}

/** Takes the money from one account, and is ended before it reaches the other. */
export async function transferHalf(lock: Lock, { from, to }: Accounts, halfWay: Event): Promise<void> {
  using _ = await lock.hold();
  from.value -= 40;
  say("holds the lock, has taken 40 from the one account");
  halfWay.set();
  await new Event().wait();
  to.value += 40;
}

export const scenario = defineScenario({
  name: "terminate",
  chapter: "methods",
  summary: "Alive before terminate and not after; and what becomes of a lock that the process held",
  verifies: "alive is true, then false; the dead holder's lock is recovered, and its next holder is told",
  symbols: ["Process.terminate()", "Process.isAlive()", "Lock.ownerDied", "Value"],
  module,
  parameters: { startMethod: startMethod() },
  verify(seen) {
    const told = seen.told("MainProcess");
    seen.claimEqual("alive is true before and false after", told.slice(0, 2).map(({ alive }) => alive), [true, false]);
    seen.claimEqual("both were ended by a signal: exit code -15", [
      seen.exitCodeOf("sleeper"),
      seen.exitCodeOf("transfer"),
    ], [-15, -15]);
    seen.claimEqual("the lock is recovered and says that its owner died", told[2], { acquired: true, ownerDied: true });
    seen.claimEqual("what it guarded was half done", told[3], { sum: 60 });
    seen.claimEqual("mended, it is as before, and the next holder sees nothing", told[4], {
      sum: 100,
      ownerDied: false,
    });
  },
});
