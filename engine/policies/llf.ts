import type { EnginePolicy } from "../policy.ts";
import type { LlfOptions } from "../policy_options.ts";
import { EQUALS, writeEquals } from "./_equals.ts";
import { requireDeadlines } from "./_traits.ts";
import { levelledRow } from "./_worn_down.ts";
import { URGENCY_MOVES } from "./_refusals.ts";

/** Least laxity first. */
export const llf: EnginePolicy<LlfOptions> = {
  name: "llf",
  title: "Least laxity first",
  summary: "The job that can least afford to wait runs: deadline - time - CPU time that it still needs.",
  about:
    "The job with the least laxity runs: the ticks that it could wait and still meet its deadline. Laxity falls while a job waits and stays while it runs, so a waiting job takes the CPU at the tick at which it has strictly less; with preemptAt zero, as many courses have it, only once it has none left as well. On one CPU it meets every deadline that any policy can meet, as EDF does, but not with preemptAt zero.",
  figure: "Liu and Layland, tasks of 2 every 5 and 4 every 7 (utilisation 0.971): no miss in the hyperperiod of 35",
  avoid: "Where switches are dear: jobs of equal laxity take the CPU from one another every other tick.",
  reads: ["deadline", "period"],
  levels: false,
  options: [
    {
      name: "preemptAt",
      type: "choice",
      choices: ["less", "zero"],
      default: "less",
      summary:
        "When a waiting job takes the CPU: with less laxity than the one that runs, or only once it also has none left.",
    },
    EQUALS,
  ],
  key: { name: "laxity", meaning: "deadline - time - CPU time that it still needs", then: ["arrival", "pid"] },
  tieRule:
    "Equal laxities run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source:
    "M. Dertouzos and A. Mok, Multiprocessor On-Line Scheduling of Hard-Real-Time Tasks, IEEE Transactions on Software Engineering 15, 1989",
  refuses: [{
    features: ["speeds", "cacheWarmup"],
    reason: "laxity is the deadline less the ticks that a job still takes, which nobody knows before its CPU is known",
  }, ...URGENCY_MOVES],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<LlfOptions>,
  wornDown: levelledRow,
  features: () => ["heap", "trait", "work"],
  traits: (workload) => requireDeadlines(workload, "llf", (relative, row) => workload.arrival[row] + relative),
  traitsMove: true,
  configure(core, options) {
    writeEquals(core, options);
    core.preemptsAtZero.value = options.preemptAt === "zero" ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateLlf(until, instants),
};
