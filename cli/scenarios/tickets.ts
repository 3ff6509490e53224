/**
 * Ten buyers and three tickets in a file. Everyone looks how many are left, waits some time, and buys. Without a lock they all look
 * before anyone has bought, and more tickets are sold than there are; with a lock, never. The file is replaced whole, so
 * that it is good even if a buyer is killed while he writes.
 */

import { Event, Lock, Process } from "../../mod.ts";
import { count, defineScenario, milliseconds, randomFrom, say, seed, sleep } from "./_scenario.ts";

const module = import.meta.url;

/** Runs after which the race must have shown. */
const TRIES_MAX = 20;

interface Options {
  readonly buyers: number;
  readonly tickets: number;
  readonly unit: number;
  readonly seed: number;
  readonly folder: string;
}

/** The program. */
export async function main(options: Options): Promise<void> {
  const random = randomFrom(options.seed);
  const file = `${options.folder}/tickets.json`;
  for (let runs = 1, hasShown = false; runs <= TRIES_MAX && !hasShown; runs++) {
    say("Without a lock");
    const { sold, left } = await sell(file, null, options, random);
    hasShown = sold > options.tickets;
    say(`${sold} tickets sold of ${options.tickets}, ${left} left`, { sold, runs });
  }
  say("With a lock");
  const { sold, left } = await sell(file, new Lock({ name: "tickets" }), options, random);
  say(`${sold} tickets sold of ${options.tickets}, ${left} left`, { sold, left });
  await killHalfWay(file);
}

/** Lets all buyers buy at once; answers how many tickets were sold and how many the file says are left. */
async function sell(
  file: string,
  lock: Lock | null,
  { buyers, tickets, unit }: Options,
  random: () => number,
): Promise<{ sold: number; left: number }> {
  writeCount(file, tickets);
  const processes = Array.from(
    { length: buyers },
    (_, index) =>
      new Process({ module, target: buy, name: `buyer ${index + 1}`, args: [file, lock, unit * (0.5 + random())] }),
  );
  for (const process of processes) process.start();
  for (const process of processes) await process.join();
  return { sold: processes.filter(({ exitCode }) => exitCode === 0).length, left: readCount(file) };
}

/** Exit code of a buyer who got nothing. */
const NOTHING = 10;

export async function buy(file: string, lock: Lock | null, timeMs: number): Promise<void> {
  using _ = lock === null ? null : await lock.hold();
  const left = readCount(file);
  say(`tickets left: ${left}`);
  await sleep(timeMs);
  if (left === 0) {
    say("none left");
    Deno.exitCode = NOTHING;
    return;
  }
  writeCount(file, left - 1);
  say("bought", { bought: true });
}

function readCount(file: string): number {
  return JSON.parse(Deno.readTextFileSync(file)).count;
}

/** Whoever reads the file sees what was there before, or all that is written. */
function writeCount(file: string, count: number): void {
  const written = `${file}.${crypto.randomUUID()}`;
  Deno.writeTextFileSync(written, JSON.stringify({ count }));
  Deno.renameSync(written, file);
}

/** Kills a buyer between the two steps of his writing. */
async function killHalfWay(file: string): Promise<void> {
  say("A buyer is killed half way");
  writeCount(file, 1);
  const [lock, halfWay] = [new Lock({ name: "tickets" }), new Event()];
  const unlucky = new Process({ module, target: buyHalf, name: "unlucky buyer", args: [file, lock, halfWay] });
  unlucky.start();
  await halfWay.wait();
  unlucky.kill();
  const left = readCount(file);
  say(`the file is whole: ${left} left`, { left });
  const next = new Process({ module, target: buy, name: "next buyer", args: [file, lock, 0] });
  next.start();
  await next.join();
  say(`the next buyer bought: ${next.exitCode === 0}, ${readCount(file)} left`, { exitCode: next.exitCode });
}

export async function buyHalf(file: string, lock: Lock, halfWay: Event): Promise<void> {
  using _ = await lock.hold();
  Deno.writeTextFileSync(`${file}.half`, '{"cou');
  say("has written a part of the file, and is killed now");
  halfWay.set();
  await new Event().wait();
}

export const scenario = defineScenario({
  name: "tickets",
  chapter: "lock",
  summary: "A file with a count of tickets and ten buyers, without and with a lock",
  verifies:
    "without the lock more tickets are sold than there are, with it never; a buyer killed half way spoils nothing",
  symbols: ["Lock", "Lock.hold()", "Process.kill()", "Process.exitCode"],
  module,
  usesFolder: true,
  parameters: {
    buyers: count("Buyers", { initial: 10, min: 4, max: 50 }),
    tickets: count("Tickets", { initial: 3, max: 3 }),
    unit: milliseconds("Time between looking and buying, half as long to half as long again", 20),
    seed: seed(),
  },
  verify(seen) {
    const { tickets } = seen.options;
    const told = seen.told("MainProcess");
    const without = told.filter(({ runs }) => runs !== undefined).at(-1)!;
    const [withLock, half, next] = told.filter(({ runs }) => runs === undefined);
    seen.claim(`without the lock more than ${tickets} tickets are sold`, Number(without.sold) > tickets, without);
    seen.figure("runs until the race showed", Number(without.runs));
    seen.figure("tickets sold without the lock", Number(without.sold));
    seen.claimEqual("with the lock exactly those that exist are sold", withLock, { sold: tickets, left: 0 });
    seen.claimEqual("the file is whole after a buyer was killed while he wrote", half, { left: 1 });
    seen.claimEqual("the next buyer gets the lock and the ticket", next, { exitCode: 0 });
  },
});
