import type { EnginePolicy } from "../policy.ts";
import type { DmOptions } from "../policy_options.ts";
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
import { requireDeadlines } from "./_traits.ts";

/** Deadline monotonic. */
export const dm: EnginePolicy<DmOptions> = {
  name: "dm",
  title: "Deadline monotonic",
  summary: "The job whose task has the shortest relative deadline runs.",
  about:
    "Each task has a fixed priority, the higher the shorter its relative deadline; a job of a shorter one takes the CPU. Of all fixed priorities these are the best where deadlines are at most the periods. With deadlines equal to periods it is rate monotonic.",
  figure:
    "Tasks of 3, 2 and 2 ticks with periods 20, 5 and 10 and deadlines 7, 4 and 9: no miss in the hyperperiod of 20, where rm has 1",
  avoid: "Where the utilisation is near 1: EDF meets more deadlines.",
  reads: ["deadline", "period"],
  levels: false,
  options: [preemptiveBy("a shorter relative deadline"), EQUALS, ...PERIOD_SERVER],
  key: { name: "deadline", meaning: "its deadline after its arrival", then: ["arrival", "pid"] },
  tieRule:
    "Equal deadlines run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source:
    "J. Leung and J. Whitehead, On the Complexity of Fixed-Priority Scheduling of Periodic, Real-Time Tasks, Performance Evaluation 2, 1982",
  refuses: [...SERVER_REFUSALS, ...servedRefusals(PERIOD_SERVER)],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => resolveServer(options),
  quantaMax: servedQuanta,
  features: (options) => hasBudget(options) ? ["heap", "trait", "turns"] : ["heap", "trait"],
  hasUrgency: ({ server }) => server === "none",
  replenishments: replenishmentsOf,
  traits: (workload, options) =>
    withServed(workload, options, (isServed) => requireDeadlines(workload, "dm", (relative) => relative, isServed)),
  configure(core, options) {
    writeEquals(core, options);
    writeServer(core, options);
    core.traitPreempts.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) =>
    core.serverKind.value === 0 ? core.simulateDm(until, instants) : core.simulateServed(until, instants),
};
