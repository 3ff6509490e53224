import type { EnginePolicy } from "../policy.ts";
import type { EevdfOptions } from "../policy_options.ts";
import { weightsOf } from "./_nice.ts";
import { needsOneQueue, SHARES_ONLY } from "./_refusals.ts";

/** Earliest eligible virtual deadline first. */
export const eevdf: EnginePolicy<EevdfOptions> = {
  name: "eevdf",
  title: "Earliest eligible virtual deadline first (Linux 6.6)",
  summary: "Of the processes that are owed time, the one whose request is due first runs.",
  about:
    "A process is eligible if it has had no more than its share: its virtual runtime is not past the weighted mean " +
    "of all runnable ones. Of the eligible ones the one with the earliest virtual deadline runs, which is a slice, " +
    "divided by its weight, after it asked; so a short slice is served sooner without getting more. A process that " +
    "blocks takes along what it is owed or owes, up to two slices.",
  figure:
    "Two processes of nice 0 and 5: while both run, the second gets 335 / 1359 = 0.247 of the CPU, its part of the weights",
  avoid: "Where deadlines are real ones: these are virtual, and move with the load (edf).",
  reads: ["nice"],
  levels: false,
  options: [
    {
      name: "slice",
      type: "ticks",
      min: 1,
      max: 0xffffffff,
      default: 12,
      summary: "Ticks that a process asks for at a time.",
    },
    {
      name: "runToParity",
      type: "boolean",
      default: true,
      summary: "Whether a running process keeps the CPU until its slice ends or it has had its share.",
    },
  ],
  key: {
    name: "deadline",
    meaning: "its virtual deadline less the virtual time, in ticks; 2^41 more, by virtual runtime, if not eligible",
    then: ["joined"],
  },
  tieRule: "Equal deadlines run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source: "I. Stoica and H. Abdel-Wahab, Earliest Eligible Virtual Deadline First, TR-95-22, 1995; Linux 6.6, " +
    "kernel/sched/fair.c, with one queue for all CPUs and without groups",
  refuses: [
    ...needsOneQueue(
      "its virtual times are measured against all processes that are runnable, whichever CPU they are on",
    ),
    ...SHARES_ONLY,
  ],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<EevdfOptions>,
  // The slice of a request is rounded down in virtual time, so that the virtual runtime reaches the deadline in time.
  quantumMax: ({ slice }) => slice,
  features: () => ["heap", "trait", "virtual", "served", "pending"],
  traits: weightsOf,
  configure(core, options) {
    core.eevdfSlice.value = options.slice;
    core.eevdfRunToParity.value = options.runToParity ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateEevdf(until, instants),
};
