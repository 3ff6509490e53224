import type { EnginePolicy } from "../policy.ts";
import type { EdfOptions } from "../policy_options.ts";
import { EQUALS, preemptiveBy, writeEquals } from "./_equals.ts";
import { requireDeadlines } from "./_traits.ts";

/** Earliest deadline first. */
export const edf: EnginePolicy<EdfOptions> = {
  name: "edf",
  title: "Earliest deadline first",
  summary: "The job whose absolute deadline comes first runs.",
  about:
    "The job whose deadline comes first runs; one with an earlier deadline takes the CPU from it. On one CPU it meets every deadline that any policy can meet: with deadlines equal to periods, up to a utilisation of 1. Late jobs run on, and are counted as misses.",
  figure:
    "Liu and Layland, tasks of 2 every 5 and 4 every 7 (utilisation 0.971): no miss in the hyperperiod of 35, where rm has 1",
  avoid:
    "Under overload: one late job makes others late, and nobody can say which; with several CPUs it is not optimal.",
  reads: ["deadline", "period"],
  levels: false,
  options: [preemptiveBy("an earlier deadline"), EQUALS],
  key: { name: "deadline", meaning: "its absolute deadline", then: ["arrival", "pid"] },
  tieRule:
    "Equal deadlines run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source:
    "C. Liu and J. Layland, Scheduling Algorithms for Multiprogramming in a Hard-Real-Time Environment, JACM 20, 1973",
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<EdfOptions>,
  features: () => ["heap", "trait"],
  traits: (workload) => requireDeadlines(workload, "edf", (relative, row) => workload.arrival[row] + relative),
  traitsMove: true,
  configure(core, options) {
    writeEquals(core, options);
    core.traitPreempts.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateEdf(until, instants),
};
