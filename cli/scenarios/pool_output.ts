/**
 * Workers that print by themselves write the text, and then the new line. Another may write between the two: then two
 * texts stand on one line, and a blank line follows. A lock makes the two steps one.
 */

import { Lock, Pool, SimpleQueue } from "../../mod.ts";
import { count, defineScenario, milliseconds, say, sleep, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** Runs after which joined lines must have shown. */
const TRIES_MAX = 20;

const NUMBERS = [1, 2, 3, 4, 5, 6];

/** What has been written, piece by piece: a terminal that several processes write to. */
type Screen = SimpleQueue<string>;

/** The program. */
export async function main({ unit, pool: processes }: { unit: number; pool: number }): Promise<void> {
  await using pool = new Pool({ processes, module });
  const show = async (lock: Lock | null) => {
    const screen: Screen = new SimpleQueue();
    const args = NUMBERS.map((number): Parameters<typeof printPower> => [number, screen, lock, unit]);
    await pool.starmap(printPower, args, { chunkSize: 1 });
    let text = "";
    while (!screen.empty()) text += screen.getSync();
    return text;
  };
  for (let runs = 1; runs <= TRIES_MAX; runs++) {
    const text = await show(null);
    say(`Without a lock:\n${text.slice(0, -1)}`, { text, runs });
    if (text.includes("\n\n")) break;
  }
  const text = await show(new Lock({ name: "screen" }));
  say(`With a lock:\n${text.slice(0, -1)}`, { text });
}

/** Prints as a process prints: the text, then the new line. */
export async function printPower(number: number, screen: Screen, lock: Lock | null, unit: number): Promise<void> {
  await sleep(unit);
  using _ = lock === null ? null : await lock.hold();
  await screen.put(String(number ** number));
  await sleep(1);
  await screen.put("\n");
}

export const scenario = defineScenario({
  name: "pool-output",
  chapter: "pool",
  summary: "Workers that print themselves: joined and blank lines, and the lock that mends them",
  verifies: "without a lock lines join and blank lines come; with it each result has its own line",
  symbols: ["Pool", "Lock", "SimpleQueue"],
  module,
  parameters: {
    unit: milliseconds("Work of each task before it prints", 5),
    pool: count("Processes of the pool", { initial: 3, min: 2, max: 6 }),
    startMethod: startMethod(),
  },
  verify(seen) {
    const told = seen.said("MainProcess").map(({ data }) => data!);
    const without = told.filter(({ runs }) => runs !== undefined).at(-1)!;
    const text = String(without.text);
    seen.claim("without a lock two results join on a line, and a blank line comes", text.includes("\n\n"), text);
    const digits = (printed: string) => [...printed.replaceAll("\n", "")].toSorted().join("");
    const wanted = NUMBERS.map((number) => String(number ** number));
    seen.claimEqual("nothing is lost", digits(text), digits(wanted.join("")));
    const lines = String(told.at(-1)!.text).split("\n").slice(0, -1);
    seen.claimEqual("with the lock each result has a line of its own", lines.toSorted(), wanted.toSorted());
    seen.figure("runs until lines joined", Number(without.runs));
  },
});
