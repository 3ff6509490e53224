import type { EnginePolicy } from "../policy.ts";
import type { HrrnOptions } from "../policy_options.ts";
import { totalCpu } from "../workload/_total_cpu.ts";
import { needsOneQueue, URGENCY_OF_BURSTS } from "./_refusals.ts";
import { traitOf } from "./_traits.ts";

/** Highest response ratio next. */
export const hrrn: EnginePolicy<HrrnOptions> = {
  name: "hrrn",
  title: "Highest response ratio next",
  summary: "The ready process with the greatest (waited + burst) / burst runs until it blocks or ends.",
  about:
    "The ready process with the greatest response ratio runs until it blocks or ends: what it has waited in this stay in the queue and its current CPU burst, over that burst, for which its estimate may stand. Short bursts are preferred, but the ratio of a long one grows while it waits. So nothing starves.",
  figure: "Stallings' five processes: mean turnaround 8.00, mean weighted turnaround 2.14",
  avoid:
    "Where bursts are not known, and where a long burst must not keep an urgent short one waiting: nothing is preempted.",
  reads: ["estimate"],
  levels: false,
  options: [
    {
      name: "service",
      type: "choice",
      choices: ["burst", "estimate"],
      default: "burst",
      summary: "What the ratio takes for the length: the current CPU burst, or the process's estimate.",
    },
  ],
  key: { name: "ratio", meaning: "minus its response ratio", then: ["arrival", "pid"] },
  tieRule: "Equal ratios, compared as exact fractions, run by arrival, then pid.",
  source:
    "P. Brinch Hansen, An Analysis of Response Ratio Scheduling, 1971; Stallings, Operating Systems, section 9.2, HRRN",
  refuses: [
    ...needsOneQueue("its order changes while processes wait, so it ranks all that are ready in one tournament"),
    ...URGENCY_OF_BURSTS,
  ],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<HrrnOptions>,
  features: ({ service }) => service === "estimate" ? ["tournament", "trait"] : ["tournament"],
  traits(workload) {
    const cpu = totalCpu(workload);
    return traitOf(workload, "estimate").map((ticks, row) => ticks || cpu[row]);
  },
  configure(core, { service }) {
    core.hrrnByEstimate.value = service === "estimate" ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateHrrn(until, instants),
};
