import type { EnginePolicy } from "../policy.ts";
import type { SjfOptions } from "../policy_options.ts";
import { RIGID_REFUSALS, URGENCY_OF_BURSTS } from "./_refusals.ts";

/** Shortest job first. */
export const sjf: EnginePolicy<SjfOptions> = {
  name: "sjf",
  title: "Shortest job first (shortest process next)",
  summary: "The ready process with the least current CPU burst runs until it blocks or ends.",
  about:
    "The ready process whose current CPU burst is shortest runs until it blocks or ends. Where all arrive together no policy without preemption has a lesser mean waiting time. It must know the bursts beforehand, which only a simulation does.",
  figure: "Stallings' five processes: mean turnaround 7.60, mean weighted turnaround 1.84",
  avoid: "Where bursts are not known, and where short processes keep coming: long ones may wait for ever.",
  reads: [],
  levels: false,
  options: [],
  key: { name: "remaining", meaning: "ticks of its current CPU burst", then: ["arrival", "pid"] },
  tieRule: "Equal bursts run by arrival, then pid.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2; Stallings, Operating Systems, SPN",
  refuses: [...RIGID_REFUSALS, ...URGENCY_OF_BURSTS],
  rigid: true,
  rigidOnly: false,
  resolve: (options) => options,
  features: () => ["heap"],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateSjf(until, instants),
};
