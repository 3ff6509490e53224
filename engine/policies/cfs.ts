import type { EnginePolicy } from "../policy.ts";
import type { CfsOptions } from "../policy_options.ts";
import { weightsOf } from "./_nice.ts";
import { needsOneQueue, SHARES_ONLY } from "./_refusals.ts";

/** Linux's Completely Fair Scheduler. */
export const cfs: EnginePolicy<CfsOptions> = {
  name: "cfs",
  title: "Completely Fair Scheduler (Linux 6.5)",
  summary: "The process with the least virtual runtime runs for a slice in proportion to its weight.",
  about: "A process's virtual runtime grows with what it executes, the slower the greater its weight, which its nice " +
    "value gives; the least runs, for its weight's part of the latency. A process that wakes up is placed at most half a " +
    "latency behind the others, a new one a slice after them, and takes the CPU if it is more than the wake-up " +
    "granularity behind. By default a tick is a quarter of a millisecond of the kernel's settings for one CPU.",
  figure:
    "Two processes of nice 0 and 5: while both run, the second gets 335 / 1359 = 0.247 of the CPU, its part of the weights",
  avoid: "Where a process must be served by a certain time: a share says nothing about latency (eevdf, edf).",
  reads: ["nice"],
  levels: false,
  options: [
    {
      name: "latency",
      type: "ticks",
      min: 1,
      default: 24,
      summary: "Ticks in which every runnable process should run once.",
    },
    { name: "minGranularity", type: "ticks", min: 1, default: 3, summary: "The least slice." },
    {
      name: "wakeupGranularity",
      type: "ticks",
      min: 0,
      default: 4,
      summary: "Virtual ticks by which a ready process must be behind a running one to take its CPU.",
    },
  ],
  key: { name: "vruntime", meaning: "its virtual runtime in ticks of nice 0", then: ["joined"] },
  tieRule:
    "Equal virtual runtimes run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source: "I. Molnar, CFS, 2007; Linux 6.5, kernel/sched/fair.c, with one queue for all CPUs, slices fixed when they " +
    "begin, and without groups and buddies",
  refuses: [
    ...needsOneQueue(
      "its virtual times are measured against all processes that are runnable, whichever CPU they are on",
    ),
    ...SHARES_ONLY,
  ],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<CfsOptions>,
  quantumMax: ({ latency, minGranularity }, { arrival }) => Math.max(latency, arrival.length * minGranularity),
  features: () => ["heap", "trait", "virtual", "served"],
  traits: weightsOf,
  configure(core, options) {
    core.cfsLatency.value = options.latency;
    core.cfsMinGranularity.value = options.minGranularity;
    core.cfsWakeupGranularity.value = options.wakeupGranularity;
  },
  simulate: (core, until, instants) => core.simulateCfs(until, instants),
};
