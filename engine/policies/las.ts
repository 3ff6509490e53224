import type { EnginePolicy } from "../policy.ts";
import type { LasOptions } from "../policy_options.ts";
import { writeQuanta } from "./_quantum.ts";
import { URGENCY_OF_BURSTS } from "./_refusals.ts";

/** Least attained service. */
export const las: EnginePolicy<LasOptions> = {
  name: "las",
  title: "Least attained service (foreground-background)",
  summary: "The process that has executed least so far runs, for a quantum; one that comes with less takes the CPU.",
  about:
    "The process that has executed least so far runs, and those that are level take turns of a quantum. One that comes with strictly less takes the CPU at once, so a new process runs until it has had as much as the others. Short processes pass quickly though nobody knows their bursts beforehand.",
  figure: "Stallings' five processes: mean turnaround 11.20, mean weighted turnaround 2.65",
  avoid: "For equal jobs: all end late, nearly at once; and where long processes must not starve.",
  reads: [],
  levels: false,
  options: [
    {
      name: "quantum",
      type: "ticks",
      min: 1,
      default: 1,
      summary: "Ticks that a process runs before it is compared with those that were ready before.",
    },
  ],
  key: { name: "attained", meaning: "ticks that it has executed so far", then: ["joined"] },
  tieRule: "Equal ones run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source:
    "Kleinrock, Queueing Systems, volume 2, 1976, FB; M. Nuyens and A. Wierman, The Foreground-Background Queue: A Survey, 2008",
  refuses: URGENCY_OF_BURSTS,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<LasOptions>,
  quantumMax: ({ quantum }) => quantum,
  features: () => ["heap", "served"],
  configure: (core, options) => writeQuanta(core, [options.quantum]),
  simulate: (core, until, instants) => core.simulateLas(until, instants),
};
