/**
 * A daemon serves its parent: it ends as soon as the parent's own code has, wherever it was, and may have no children. An
 * ordinary child is waited for. So "End func_two" is printed, and "End func_one" never.
 */

import { Event, Process, type Sentinel, wait } from "../../mod.ts";
import { defineScenario, say, sleep, startMethod } from "./_scenario.ts";

const module = import.meta.url;

/** The daemon would sleep this long. */
const LONG_MS = 60_000;

/** The program. Its code ends while both children are at work. */
export async function main(): Promise<void> {
  const ready = new Event();
  const daemon = new Process({ module, target: func_one, name: "func_one", args: [ready], daemon: true });
  daemon.start();
  await ready.wait();
  new Process({ module, target: func_two, name: "func_two", args: [daemon.sentinel] }).start();
  say("main process ends");
}

export async function func_one(ready: Event): Promise<void> {
  say("func_one");
  try {
    new Process({ module, target: func_two, args: [null] }).start();
  } catch (error) {
    say((error as Error).message, { refused: true });
  }
  ready.set();
  await sleep(LONG_MS);
  say("End func_one");
}

/** Is still at work when the daemon has ended. */
export async function func_two(daemon: Sentinel | null): Promise<void> {
  say("func_two");
  if (daemon !== null) await wait([daemon]);
  say("End func_two");
}

export const scenario = defineScenario({
  name: "daemon",
  chapter: "daemons",
  summary: "A daemon ends with its parent's code and may have no children; an ordinary child is waited for",
  verifies: "End func_one never appears, End func_two does; the daemon's child is refused",
  symbols: ["Process.daemon", "Process.sentinel", "wait()"],
  module,
  parameters: { startMethod: startMethod() },
  verify(seen) {
    const place = (text: string) => seen.placeOf(text);
    seen.claim("func_one, the daemon, never says its end", place("End func_one") === -1);
    seen.claimEqual("the daemon was ended by a signal: exit code -15", seen.exitCodeOf("func_one"), -15);
    seen.claim("the daemon ends after main's code has ended", seen.placeOfEnd("func_one") > place("main process ends"));
    seen.claim("func_two, no daemon, says its end", place("End func_two") > place("main process ends"));
    seen.claimEqual("func_two outlives the daemon and ends by itself: exit code 0", seen.exitCodeOf("func_two"), 0);
    const refusal = seen.said("func_one").find(({ data }) => data?.refused);
    seen.claim("a daemon that starts a child is refused", refusal?.text.includes("daemon") ?? false, refusal?.text);
  },
});
