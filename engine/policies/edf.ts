import type { EnginePolicy } from "../policy.ts";
import type { EdfOptions } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { EQUALS, preemptiveBy, writeEquals } from "./_equals.ts";
import { bandwidthDeadlines, DEADLINE_SERVER, resolveServer, servedRefusals } from "./_server.ts";
import { requireDeadlines, traitOf } from "./_traits.ts";

/** The absolute deadline of every process. */
function deadlinesOf(workload: WorkloadColumns, options: Required<EdfOptions>): Float64Array {
  const [deadlines, periods] = [traitOf(workload, "deadline"), traitOf(workload, "period")];
  const isServed = (row: number) => options.server !== "none" && deadlines[row] === 0 && periods[row] === 0;
  const absolute = (relative: number, row: number) => workload.arrival[row] + relative;
  const keys = requireDeadlines(workload, "edf", absolute, isServed);
  if (options.server === "none") return keys;
  const served = bandwidthDeadlines(workload, options, isServed);
  return keys.map((key, row) => served.get(row) ?? key);
}

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
  options: [preemptiveBy("an earlier deadline"), EQUALS, ...DEADLINE_SERVER],
  key: { name: "deadline", meaning: "its absolute deadline", then: ["arrival", "pid"] },
  tieRule:
    "Equal deadlines run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source:
    "C. Liu and J. Layland, Scheduling Algorithms for Multiprogramming in a Hard-Real-Time Environment, JACM 20, 1973",
  refuses: [
    ...servedRefusals(DEADLINE_SERVER),
    {
      features: ["lockProtocol"],
      when: { lockProtocol: "ceiling" },
      reason:
        "every job has a deadline of its own there, and the earliest of all who ever take a lock is long past for the later ones",
    },
  ],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => resolveServer(options),
  features: () => ["heap", "trait"],
  hasUrgency: ({ server }) => server === "none",
  traits: deadlinesOf,
  traitsMove: true,
  configure(core, options) {
    writeEquals(core, options);
    core.traitPreempts.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateEdf(until, instants),
};
