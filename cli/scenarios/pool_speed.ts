/**
 * The course's example: n to the power of n for 1 to 6, each with a rest of one unit, in turn and in a pool. In a pool the
 * rests overlap; the results come in the order of the tasks all the same.
 */

import { Barrier, Pool } from "../../mod.ts";
import { count, defineScenario, milliseconds, say, sleep, startMethod } from "./_scenario.ts";

const module = import.meta.url;

const NUMBERS = [1, 2, 3, 4, 5, 6];

/** The program. */
export async function main({ unit, pool: processes }: { unit: number; pool: number }): Promise<void> {
  say("In turn");
  let begin = performance.now();
  const inTurn: number[] = [];
  for (const number of NUMBERS) inTurn.push(await power(number, unit, null));
  say(`${inTurn.join(", ")}`, { results: inTurn, timeMs: performance.now() - begin });
  say("In a pool");
  await using pool = new Pool({ processes, module });
  begin = performance.now();
  // The first tasks meet: that shows that as many as the pool has are at work at once.
  const firstMeet = new Barrier(Math.min(processes, NUMBERS.length));
  const args = NUMBERS.map((
    number,
    place,
  ): [number, number, Barrier | null] => [number, unit, place < firstMeet.parties ? firstMeet : null]);
  const results = await pool.starmap(power, args, { chunkSize: 1 });
  say(`${results.join(", ")}`, { results, timeMs: performance.now() - begin });
}

export async function power(number: number, unit: number, meeting: Barrier | null): Promise<number> {
  say(`${number} begins`, { begins: number });
  await meeting?.wait();
  await sleep(unit);
  const result = number ** number;
  say(`${number} to the power of ${number} is ${result}`, { ends: number });
  return result;
}

export const scenario = defineScenario({
  name: "pool-speed",
  chapter: "pool",
  summary: "n to the power of n with a rest each, in turn and in a pool",
  verifies:
    "[1, 4, 27, 256, 3125, 46656] both ways; in turn no two tasks overlap, in the pool as many as it has processes",
  symbols: ["Pool", "Pool.starmap()"],
  module,
  parameters: {
    unit: milliseconds("Rest of each task; the course's is 1s", 50),
    pool: count("Processes of the pool", { initial: 3, min: 2, max: 6 }),
    startMethod: startMethod(),
  },
  verify(seen) {
    const [inTurn, pooled] = seen.told("MainProcess").filter(({ results }) => results !== undefined);
    const wanted = [1, 4, 27, 256, 3125, 46656];
    seen.claimEqual("in turn the results are the course's", inTurn.results, wanted);
    seen.claimEqual("in the pool too, in the same order", pooled.results, wanted);
    const most = (isMain: boolean) => {
      let atOnce = 0;
      return seen.said().filter(({ process }) => (process === "MainProcess") === isMain).reduce(
        (greatest, { data }) => {
          if (data?.begins !== undefined) atOnce += 1;
          if (data?.ends !== undefined) atOnce -= 1;
          return Math.max(greatest, atOnce);
        },
        0,
      );
    };
    seen.claimEqual("in turn one task is under way at a time", most(true), 1);
    seen.claimEqual("in the pool as many as it has processes", most(false), seen.options.pool);
    seen.figure("in turn", Number(inTurn.timeMs), "ms");
    seen.figure("in the pool", Number(pooled.timeMs), "ms");
  },
});
