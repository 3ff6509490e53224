import type { SchedulerCore } from "../core.ts";
import type { OptionSpec } from "../policy.ts";
import type { DecayUsageOptions } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { needsOneQueue, URGENCY_MOVES } from "./_refusals.ts";
import { traitOf } from "./_traits.ts";

/** The longest period: counts of all CPUs times weights stay whole numbers then. */
const DECAY_PERIOD_MAX = 2 ** 20;

/** The options of scheduling by decayed usage. */
export const DECAY_USAGE: readonly OptionSpec[] = [
  {
    name: "decayPeriod",
    type: "ticks",
    min: 1,
    max: DECAY_PERIOD_MAX,
    default: 60,
    summary: "Ticks after which all counts are halved and priorities computed anew: a second, in UNIX of 60 ticks.",
  },
  {
    name: "quantum",
    type: "ticks",
    min: 1,
    summary: "Ticks after which a process goes behind those of its priority; as many as decayPeriod.",
  },
  { name: "base", type: "count", min: 0, max: 2 ** 20, default: 60, summary: "The priority of who has not run yet." },
  {
    name: "preemptive",
    type: "boolean",
    default: true,
    summary: "Whether a ready process of a better priority takes the CPU.",
  },
];

/** What needs more than the one queue whose priorities are computed anew together. */
export const DECAY_USAGE_REFUSALS = [
  ...needsOneQueue("the priorities of all processes are computed anew together, whichever CPU they are on"),
  ...URGENCY_MOVES,
];

/** Options with the quantum filled in. */
export function resolveDecayUsage<Options extends DecayUsageOptions>(options: Options): Required<Options> {
  return { ...options, quantum: options.quantum ?? options.decayPeriod } as Required<Options>;
}

/** The priority of every process while it has not run. */
export function basePriorities(workload: WorkloadColumns, { base }: Required<DecayUsageOptions>): Float64Array {
  return traitOf(workload, "nice").map((nice) => base + nice);
}

/** Writes the options into a core that has been laid out. */
export function writeDecayUsage(core: SchedulerCore, options: Required<DecayUsageOptions>): void {
  core.decayPeriod.value = options.decayPeriod;
  core.usageQuantum.value = options.quantum;
  core.usagePreempts.value = options.preemptive ? 1 : 0;
}
