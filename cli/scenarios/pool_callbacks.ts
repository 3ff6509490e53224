/**
 * `applyAsync` hands a task in and goes on; a callback gets the result, an error callback what the task threw. `map` waits
 * for all, `imap` and `imapUnordered` give one after another.
 */

import { Pool } from "../../mod.ts";
import { defineScenario, say, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** The program. */
export async function main(): Promise<void> {
  await using pool = new Pool({ processes: 2, module });
  const tasks = [16, -1, 25].map((number) =>
    pool.applyAsync(squareRoot, [number], {
      callback: (result) => say(`callback: ${result}`, { callback: result }),
      errorCallback: (error) => say(`error callback: ${error}`, { error: (error as Error).name }),
    })
  );
  say("handed in, and gone on");
  for (const task of tasks) await task.wait();
  say(`successful: ${tasks.map((task) => task.successful()).join(", ")}`, {
    successful: tasks.map((task) => task.successful()),
  });
  try {
    await tasks[1].get();
  } catch (error) {
    say(`get throws it here: ${error}`, { thrown: (error as Error).message });
  }
  const numbers = [1, 4, 9, 16];
  say(`map: ${await pool.map(squareRoot, numbers)}`, { map: await pool.map(squareRoot, numbers) });
  const [ordered, unordered]: number[][] = [[], []];
  for await (const root of pool.imap(squareRoot, numbers)) ordered.push(root);
  for await (const root of pool.imapUnordered(squareRoot, numbers)) unordered.push(root);
  say(`imap: ${ordered}; imapUnordered: ${unordered}`, { ordered, unordered });
}

export function squareRoot(number: number): number {
  if (number < 0) throw new RangeError(`Cannot take a square root: it must be of 0 or more, got ${number}`);
  return Math.sqrt(number);
}

export const scenario = defineScenario({
  name: "pool-callbacks",
  chapter: "pool",
  summary: "applyAsync with a callback and an error callback; map, imap and imapUnordered",
  verifies: "each result reaches its callback, the error its error callback and whoever asks for the result",
  symbols: ["Pool.applyAsync()", "AsyncResult", "Pool.map()", "Pool.imap()", "Pool.imapUnordered()"],
  module,
  parameters: { startMethod: startMethod() },
  verify(seen) {
    const all = (key: string) => seen.valuesOf(key);
    seen.claimEqual("main goes on before any result", seen.said("MainProcess")[0]?.text, "handed in, and gone on");
    seen.claimEqual("both results reach the callback", all("callback").toSorted(), [4, 5]);
    seen.claimEqual("the error reaches the error callback", all("error"), ["RangeError"]);
    seen.claimEqual("successful tells them apart", all("successful"), [[true, false, true]]);
    const thrown = "Cannot take a square root: it must be of 0 or more, got -1";
    seen.claimEqual("who asks for the result gets the error itself", all("thrown"), [thrown]);
    seen.claimEqual("map and imap keep the order", [all("map")[0], all("ordered")[0]], [[1, 2, 3, 4], [1, 2, 3, 4]]);
    seen.claimEqual("imapUnordered gives the same, in any order", (all("unordered")[0] as number[]).toSorted(), [
      1,
      2,
      3,
      4,
    ]);
  },
});
