/**
 * The course's first example: main starts a son, and the son starts two sons of its own. A process comes to be only
 * because another one starts it, and every process knows who that was.
 */

import { currentProcess, Process } from "../../mod.ts";
import { defineScenario, say, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** The program. At the end of its code it waits for its son, as the son waits for his. */
export function main(): void {
  new Process({ module, target: son, name: "son" }).start();
}

export function son(): void {
  const { name, pid, parentPid } = currentProcess();
  say(`${name}:${pid}  father:${parentPid}`);
  for (const name of ["son_one", "son_two"]) {
    new Process({ module, target: grandson, name }).start();
  }
}

export function grandson(): void {
  const { name, pid, parentPid } = currentProcess();
  say(`This is ${name}`);
  say(`${name}:${pid}  father:${parentPid}`);
}

export const scenario = defineScenario({
  name: "family",
  chapter: "module",
  summary: "A parent whose child starts two children; names, pids and parent pids",
  verifies: "the parent of each process is the one that started it, and it outlives its children",
  symbols: ["Process", "currentProcess()"],
  module,
  parameters: { startMethod: startMethod() },
  verify(seen) {
    const pidOf = (name: string) => seen.of("created", name)[0]?.pid;
    const parentOf = (name: string) => seen.said(name)[0]?.parentPid;
    seen.claimEqual("the son's parent is main", parentOf("son"), pidOf("MainProcess"));
    const parents = ["son_one", "son_two"].map(parentOf);
    seen.claimEqual("the parent of son_one and son_two is the son", parents, [pidOf("son"), pidOf("son")]);
    const pids = new Set(seen.of("created").map(({ pid }) => pid));
    seen.claim("all four pids differ", pids.size === 4, pids.size);
    const ends = seen.of("ended").map(({ process }) => process);
    seen.claim(
      "the son ends after his sons, and main after the son",
      /son_.*son_.*son MainProcess/.test(ends.join(" ")),
      ends,
    );
    seen.claim("each exits with 0", seen.of("ended").every(({ data }) => data?.exitCode === 0));
  },
});
