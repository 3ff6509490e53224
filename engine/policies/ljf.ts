import type { EnginePolicy } from "../policy.ts";
import type { LjfOptions } from "../policy_options.ts";
import { URGENCY_OF_BURSTS } from "./_refusals.ts";

/** Longest job first. */
export const ljf: EnginePolicy<LjfOptions> = {
  name: "ljf",
  title: "Longest job first",
  summary: "The ready process with the greatest current CPU burst runs until it blocks or ends.",
  about:
    "The ready process whose current CPU burst is longest runs until it blocks or ends. It is the opposite of shortest job first, and shows what the worst order costs. On several CPUs it balances the load: the long jobs do not come last.",
  figure: "Stallings' five processes: mean turnaround 8.80, mean weighted turnaround 2.65",
  avoid: "Nearly always on one CPU: of all orders without preemption it has the greatest mean waiting time.",
  reads: [],
  levels: false,
  options: [],
  key: { name: "burst", meaning: "minus the ticks of its current CPU burst", then: ["arrival", "pid"] },
  tieRule: "Equal bursts run by arrival, then pid.",
  source:
    "R. Graham, Bounds on Multiprocessing Timing Anomalies, SIAM Journal on Applied Mathematics 17, 1969 (longest processing time)",
  refuses: URGENCY_OF_BURSTS,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options,
  features: () => ["heap"],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateLjf(until, instants),
};
