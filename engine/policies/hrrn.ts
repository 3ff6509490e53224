import type { EnginePolicy } from "../policy.ts";
import type { HrrnOptions } from "../policy_options.ts";
import { needsOneQueue } from "./_refusals.ts";

/** Highest response ratio next. */
export const hrrn: EnginePolicy<HrrnOptions> = {
  name: "hrrn",
  title: "Highest response ratio next",
  summary: "The ready process with the greatest (waited + burst) / burst runs until it blocks or ends.",
  about:
    "The ready process with the greatest response ratio runs until it blocks or ends: what it has waited in this stay in the queue and its current CPU burst, over that burst. Short bursts are preferred, but the ratio of a long one grows while it waits. So nothing starves.",
  figure: "Stallings' five processes: mean turnaround 8.00, mean weighted turnaround 2.14",
  avoid:
    "Where bursts are not known, and where a long burst must not keep an urgent short one waiting: nothing is preempted.",
  reads: [],
  levels: false,
  options: [],
  key: { name: "ratio", meaning: "minus its response ratio", then: ["arrival", "pid"] },
  tieRule: "Equal ratios, compared as exact fractions, run by arrival, then pid.",
  source:
    "P. Brinch Hansen, An Analysis of Response Ratio Scheduling, 1971; Stallings, Operating Systems, section 9.2, HRRN",
  refuses: needsOneQueue("its order changes while processes wait, so it ranks all that are ready in one tournament"),
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options,
  features: () => ["tournament"],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateHrrn(until, instants),
};
