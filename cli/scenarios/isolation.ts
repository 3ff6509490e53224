/**
 * Processes share no variables. Each child has a copy of this module and of its `n`; what it sets there, nobody else sees.
 */

import { Process } from "../../mod.ts";
import { defineScenario, say, startMethod } from "./_scenario.ts";

const module = import.meta.url;

let n = 100;

/** The program. */
export async function main(): Promise<void> {
  const children = [func_one, func_two].map((target) => new Process({ module, target, name: target.name }));
  for (const child of children) child.start();
  for (const child of children) await child.join();
  say(`main's n is ${n}`, { n });
}

export function func_one(): void {
  n = 0;
  say(`n in func_one is ${n}`, { n });
}

export function func_two(): void {
  n = 1;
  say(`n in func_two is ${n}`, { n });
}

export const scenario = defineScenario({
  name: "isolation",
  chapter: "module",
  summary: "A variable that two children set to 0 and 1 stays 100 in their parent",
  verifies: "each process has variables of its own: n is 0 in func_one, 1 in func_two, and still 100 in main",
  symbols: ["Process"],
  module,
  parameters: { startMethod: startMethod() },
  verify(seen) {
    const nOf = (process: string) => seen.said(process)[0]?.data?.n;
    seen.claimEqual("n is 0 in func_one", nOf("func_one"), 0);
    seen.claimEqual("n is 1 in func_two", nOf("func_two"), 1);
    seen.claimEqual("n is 100 in main after both have ended", nOf("MainProcess"), 100);
    const order = seen.events.filter(({ kind, process }) => kind === "ended" || process === "MainProcess").map((e) =>
      e.kind
    );
    seen.claim("main looked after both had ended", order.indexOf("said") > order.lastIndexOf("ended", -2));
  },
});
