import type { FcfsOptions } from "../options.ts";
import type { EnginePolicy } from "../policy.ts";

/** First come, first served. */
export const fcfs: EnginePolicy<FcfsOptions> = {
  name: "fcfs",
  title: "First come, first served",
  summary: "Processes run in the order in which they became ready, each until it blocks or ends.",
  options: [],
  key: { name: "joined", meaning: "when it joined the ready queue", then: [] },
  tieRule: "Processes that become ready at one instant queue in the order of the ties rule.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.1",
  rigid: true,
  resolve: (options) => options,
  features: () => [],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateFcfs(until, instants),
};
