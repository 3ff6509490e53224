import type { EnginePolicy } from "../policy.ts";
import type { FcfsOptions } from "../policy_options.ts";
import { NO_URGENCY, RIGID_REFUSALS } from "./_refusals.ts";

/** First come, first served. */
export const fcfs: EnginePolicy<FcfsOptions> = {
  name: "fcfs",
  title: "First come, first served",
  summary: "Processes run in the order in which they became ready, each until it blocks or ends.",
  about:
    "The process that became ready first runs until it blocks or ends. Nobody is ever interrupted, so there are as few context switches as can be. What a process waits depends on those before it alone.",
  figure: "Stallings' five processes: mean turnaround 8.60, mean weighted turnaround 2.56",
  avoid: "Where short processes share the CPU with long ones: they wait behind them (the convoy effect).",
  reads: [],
  levels: false,
  options: [],
  key: { name: "joined", meaning: "when it joined the ready queue", then: [] },
  tieRule: "Processes that become ready at one instant queue in the order of the ties rule.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.1",
  refuses: [...RIGID_REFUSALS, ...NO_URGENCY],
  rigid: true,
  rigidOnly: false,
  resolve: (options) => options,
  features: () => [],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateFcfs(until, instants),
};
