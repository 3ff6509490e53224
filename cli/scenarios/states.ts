/**
 * The life of a process, transition by transition with its cause: once in the simulator, once of a real process. Both go
 * new, ready, running, blocked, ready, running, terminated.
 */

import { Process, simulate } from "../../mod.ts";
import { defineScenario, type Evidence, milliseconds, say, sleep } from "./_scenario.ts";

const module = import.meta.url;

/** The simulated child computes, waits for a device, computes; another process keeps the CPU busy now and then. */
const WORKLOAD = {
  processes: [
    { name: "other", arrival: 0, bursts: [2, 1, 5] },
    { name: "child", arrival: 1, bursts: [2, 3, 2] },
  ],
};

/** The program. */
export async function main({ unit }: { unit: number }): Promise<void> {
  const { transitions } = simulate(WORKLOAD, { policy: "rr", quantum: 4, transitions: "full" });
  for (const { time, pid, state, cause } of transitions) {
    if (pid === 2) say(`simulated child is ${state} at tick ${time}: ${cause}`, { simulated: { time, state, cause } });
  }
  const child = new Process({ module, target: work, name: "child", args: [unit] });
  child.start();
  await child.join();
}

/** Computes, waits for a timer, computes. */
export async function work(unit: number): Promise<void> {
  say(`computed ${sumTo(1_000_000)}`);
  await sleep(unit);
  say(`computed ${sumTo(2_000_000)}`);
}

function sumTo(last: number): number {
  let sum = 0;
  for (let value = 1; value <= last; value++) sum += value;
  return sum;
}

/** A state that was entered, when and why. */
interface Entered {
  readonly at: string;
  readonly state: string;
  readonly cause: string;
}

/** What was seen of the real child. */
function realStates({ events }: Pick<Evidence, "events">): Entered[] {
  const entered: Entered[] = [];
  const enter = (timeMs: unknown, state: string, cause: string) =>
    entered.push({ at: `${Number(timeMs).toFixed(1)} ms`, state, cause });
  let dueMs = 0;
  for (const { kind, timeMs, data } of events.filter(({ process }) => process === "child")) {
    if (kind === "created") enter(timeMs, "new", "MainProcess has started it");
    else if (kind === "running") {
      enter(data?.threadMs, "ready", "has a thread; loads its program");
      enter(timeMs, "running", "dispatched");
    } else if (kind === "blocked") {
      dueMs = Number(data?.untilMs);
      enter(timeMs, "blocked", "waits for a timer");
    } else if (kind === "resumed") {
      enter(Math.min(dueMs, timeMs), "ready", "the timer rings");
      enter(timeMs, "running", "dispatched");
    } else if (kind === "returned") enter(timeMs, "terminated", "its code has returned");
  }
  return entered;
}

/** What the simulator said of its child. */
function simulatedStates(seen: Pick<Evidence, "valuesOf">): Entered[] {
  const CAUSES: Readonly<Record<string, string>> = {
    arrival: "arrives",
    new: "admitted",
    dispatch: "dispatched",
    exit: "its last burst is done",
  };
  const transitions = seen.valuesOf("simulated");
  return (transitions as { time: number; state: string; cause: string }[]).map(({ time, state, cause }) => ({
    at: `tick ${time}`,
    state,
    cause: CAUSES[cause] ?? (state === "blocked" ? "waits for a device" : "the device is done"),
  }));
}

export const scenario = defineScenario({
  name: "states",
  chapter: "states",
  summary: "A process from new to terminated, each transition with its cause: simulated, and for real",
  verifies: "a simulated and a real process alike go new, ready, running, blocked, ready, running, terminated",
  symbols: ["simulate()", "Process", "observe()"],
  module,
  parameters: { unit: milliseconds("How long the real process waits for its timer", 20) },
  verify(seen) {
    const wanted = ["new", "ready", "running", "blocked", "ready", "running", "terminated"];
    const [real, simulated] = [realStates(seen), simulatedStates(seen)];
    seen.claimEqual("the simulated process goes through these states", simulated.map(({ state }) => state), wanted);
    seen.claimEqual("the real process goes through the same", real.map(({ state }) => state), wanted);
    const times = real.map(({ at }) => parseFloat(at));
    seen.claim(
      "no state begins before the one that it follows",
      times.every((at, i) => i === 0 || at >= times[i - 1]),
      times,
    );
  },
  async picture(seen, style, width) {
    const { renderStateTables } = await import("./_pictures.ts");
    const tables = [["Simulated", simulatedStates(seen)], ["Real", realStates(seen)]] as const;
    return renderStateTables(tables, style, width);
  },
});
