import type { SjfOptions } from "../options.ts";
import type { EnginePolicy } from "../policy.ts";

/** Shortest job first. */
export const sjf: EnginePolicy<SjfOptions> = {
  name: "sjf",
  title: "Shortest job first (shortest process next)",
  summary: "The ready process with the least current CPU burst runs until it blocks or ends.",
  options: [],
  key: { name: "remaining", meaning: "ticks of its current CPU burst", then: ["arrival", "pid"] },
  tieRule: "Equal bursts run by arrival, then pid.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2; Stallings, Operating Systems, SPN",
  rigid: true,
  resolve: (options) => options,
  features: () => ["heap"],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateSjf(until, instants),
};
