import type { EnginePolicy } from "../policy.ts";
import type { RmOptions } from "../policy_options.ts";
import { EQUALS, preemptiveBy, writeEquals } from "./_equals.ts";
import {
  hasBudget,
  PERIOD_SERVER,
  replenishmentsOf,
  resolveServer,
  servedQuanta,
  servedRefusals,
  SERVER_REFUSALS,
  withServed,
  writeServer,
} from "./_server.ts";
import { requirePeriods } from "./_traits.ts";

/** Rate monotonic. */
export const rm: EnginePolicy<RmOptions> = {
  name: "rm",
  title: "Rate monotonic",
  summary: "The job whose task has the shortest period runs.",
  about:
    "Each task has a fixed priority, the higher the shorter its period; a job of a shorter period takes the CPU. Of all fixed priorities these are the best where deadlines are the periods. Any n tasks meet their deadlines up to a utilisation of n (2^(1/n) - 1), which is 0.828 for two and comes to ln 2 = 0.693.",
  figure:
    "Liu and Layland, tasks of 2 every 5 and 4 every 7 (utilisation 0.971, bound 0.828): 1 miss in the hyperperiod of 35, where edf has none",
  avoid: "Where deadlines are shorter than periods (deadline monotonic), or the utilisation is near 1 (EDF).",
  reads: ["period"],
  levels: false,
  options: [preemptiveBy("a shorter period"), EQUALS, ...PERIOD_SERVER],
  key: { name: "period", meaning: "the period of its task", then: ["arrival", "pid"] },
  tieRule:
    "Equal periods run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source:
    "C. Liu and J. Layland, Scheduling Algorithms for Multiprogramming in a Hard-Real-Time Environment, JACM 20, 1973",
  refuses: [...SERVER_REFUSALS, ...servedRefusals(PERIOD_SERVER)],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => resolveServer(options),
  quantaMax: servedQuanta,
  features: (options) => hasBudget(options) ? ["heap", "trait", "turns"] : ["heap", "trait"],
  hasUrgency: ({ server }) => server === "none",
  replenishments: replenishmentsOf,
  traits: (workload, options) => withServed(workload, options, (isServed) => requirePeriods(workload, "rm", isServed)),
  configure(core, options) {
    writeEquals(core, options);
    writeServer(core, options);
    core.traitPreempts.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) =>
    core.serverKind.value === 0 ? core.simulateRm(until, instants) : core.simulateServed(until, instants),
};
