/**
 * The tickets again, but in memory: as a shared Value, and in a dict that a Manager keeps. Both are shared; neither makes
 * "look, wait, buy" one step. A Value is memory, a Manager a process that is asked: that is what their speed tells.
 */

import { Barrier, Lock, Manager, type ManagerDict, Process, Value } from "../../mod.ts";
import { count, defineScenario, say } from "./_scenario.ts";

const module = import.meta.url;

type Shop = Value<"int32"> | ManagerDict<string, number>;

interface Options {
  readonly buyers: number;
  readonly tickets: number;
  readonly rounds: number;
}

/** The program. */
export async function main(options: Options): Promise<void> {
  await using manager = new Manager();
  const shops: Record<string, Shop> = { Value: new Value("int32"), Manager: await manager.dict<string, number>({}) };
  for (const [name, shop] of Object.entries(shops)) {
    say(`${name}, without a lock`);
    // The barrier shows it in one run: it opens when everybody has looked and nobody has bought.
    const unlocked = await sell(shop, null, options);
    say(`${unlocked} tickets sold of ${options.tickets}`, { shop: name, sold: unlocked, locked: false });
    say(`${name}, with a lock`);
    const locked = await sell(shop, new Lock({ name: "tickets" }), options);
    say(`${locked} tickets sold of ${options.tickets}`, { shop: name, sold: locked, locked: true });
  }
  for (const [name, shop] of Object.entries(shops)) {
    const timeUs = await measure(shop, options.rounds);
    say(`${name}: look and buy takes ${timeUs.toFixed(1)} µs`, { shop: name, timeUs });
  }
}

async function sell(shop: Shop, lock: Lock | null, { buyers, tickets }: Options): Promise<number> {
  await setCount(shop, tickets);
  const allHaveLooked = lock === null ? new Barrier(buyers) : null;
  const processes = Array.from(
    { length: buyers },
    (_, index) => new Process({ module, target: buy, name: `buyer ${index + 1}`, args: [shop, lock, allHaveLooked] }),
  );
  for (const process of processes) process.start();
  for (const process of processes) await process.join();
  return processes.filter(({ exitCode }) => exitCode === 0).length;
}

/** Exit code of a buyer who got nothing. */
const NOTHING = 10;

export async function buy(shop: Shop, lock: Lock | null, allHaveLooked: Barrier | null): Promise<void> {
  using _ = lock === null ? null : await lock.hold();
  const left = await getCount(shop);
  await allHaveLooked?.wait();
  if (left === 0) {
    say("none left");
    Deno.exitCode = NOTHING;
    return;
  }
  await setCount(shop, left - 1);
  say(`tickets left: ${left}, bought`);
}

function getCount(shop: Shop): number | Promise<number> {
  return shop instanceof Value ? shop.value : shop.get("count") as Promise<number>;
}

async function setCount(shop: Shop, count: number): Promise<void> {
  if (shop instanceof Value) shop.value = count;
  else await shop.set("count", count);
}

/** Microseconds of one look and one purchase under a lock that nobody else wants. */
async function measure(shop: Shop, rounds: number): Promise<number> {
  const lock = new Lock();
  await setCount(shop, rounds);
  const begin = performance.now();
  for (let round = 0; round < rounds; round++) {
    using _ = lock.holdSync();
    await setCount(shop, await getCount(shop) - 1);
  }
  return (performance.now() - begin) / rounds * 1000;
}

export const scenario = defineScenario({
  name: "tickets-shared",
  chapter: "lock",
  summary: "The tickets on a shared Value and on a Manager, without and with a lock, and their speed",
  verifies: "on both, every buyer gets a ticket without the lock, and with it only as many as there are tickets",
  symbols: ["Value", "Manager.dict()", "Lock", "Barrier"],
  module,
  parameters: {
    buyers: count("Buyers", { initial: 10, min: 4, max: 50 }),
    tickets: count("Tickets", { initial: 3, max: 3 }),
    rounds: count("Purchases that are timed", { initial: 300, max: 1_000_000 }),
  },
  verify(seen) {
    const { buyers, tickets } = seen.options;
    const told = seen.told("MainProcess");
    for (const name of ["Value", "Manager"]) {
      const [unlocked, locked] = told.filter(({ shop }) => shop === name);
      seen.claimEqual(
        `on a ${name} without the lock every buyer gets one of ${tickets} tickets`,
        unlocked.sold,
        buyers,
      );
      seen.claimEqual(`on a ${name} with the lock exactly the tickets are sold`, locked.sold, tickets);
      seen.figure(
        `${name}, look and buy`,
        Number(told.find(({ shop, timeUs }) => shop === name && timeUs)?.timeUs),
        "µs",
      );
    }
  },
});
