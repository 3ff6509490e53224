import { groupNames } from "../_group_names.ts";
import type { EnginePolicy, UsageGroups } from "../policy.ts";
import type { FssOptions } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import {
  basePriorities,
  DECAY_USAGE,
  DECAY_USAGE_REFUSALS,
  resolveDecayUsage,
  writeDecayUsage,
} from "./_decay_usage.ts";

/** The greatest sum of weights: counts times it stay whole numbers. */
const WEIGHTS_MAX = 2 ** 20;

/** The fair-share scheduler. */
export const fss: EnginePolicy<FssOptions> = {
  name: "fss",
  title: "Fair share",
  summary: "As traditional UNIX, but a process also pays for what its group of users has used lately.",
  about:
    "Processes count the ticks that they execute, and so do their groups; every second all counts are halved. A process's priority is base + nice + its count / 2 + its group's count / (4 x the group's weight), each rounded down; the least runs. So groups get their shares, however many processes they have.",
  figure:
    "Stallings' three processes in two groups of weight 1/2: they run as A B A C A B, so A alone has half of the CPU",
  avoid:
    "Where shares must be exact: a second goes to one group whole, so that weights of 10 to 1 may give two thirds (stride, groups).",
  reads: ["nice"],
  levels: false,
  options: [
    ...DECAY_USAGE,
    {
      name: "weights",
      type: "count by name",
      min: 1,
      max: 10_000,
      default: {},
      summary:
        "Weights of the groups that processes name, of which each counts as its part of the sum; 1 for the others.",
    },
  ],
  key: {
    name: "priority",
    meaning: "base + nice + half its count + its group's count / (4 x weight), as of the last second",
    then: ["joined"],
  },
  tieRule: "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source:
    "G. Henry, The Fair Share Scheduler, AT&T Bell Laboratories Technical Journal 63, 1984; Stallings, Operating " +
    "Systems, section 9.2, figure 9.16",
  refuses: DECAY_USAGE_REFUSALS,
  rigid: false,
  rigidOnly: false,
  resolve: resolveDecayUsage,
  quantumMax: ({ quantum }) => quantum,
  features: () => ["heap", "trait", "virtual", "served", "usage"],
  traits: basePriorities,
  usageGroups,
  configure: writeDecayUsage,
  simulate: (core, until, instants) => core.simulateFss(until, instants),
};

/** Which group every process is of, and what the groups weigh. */
function usageGroups(workload: WorkloadColumns, { weights }: Required<FssOptions>): UsageGroups {
  const names = groupNames(workload);
  const known = new Set(names);
  const unknown = Object.keys(weights).find((name) => !known.has(name));
  if (unknown !== undefined) {
    const shown = names.slice(0, 10).join(", ") + (names.length > 10 ? ` and ${names.length - 10} more` : "");
    throw new RangeError(
      `Cannot simulate: weights must name groups of the workload (${shown}), got ${JSON.stringify(unknown)}`,
    );
  }
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const numbers = [0, ...(workload.group?.names ?? []).map((name) => numberOf.get(name)!)];
  const of = Uint32Array.from(
    workload.group?.of ?? new Uint32Array(workload.arrival.length),
    (given) => numbers[given],
  );
  const isUsed = new Set(of);
  // Names are the user's: `constructor` may be one.
  const all = names.map((name) => Object.hasOwn(weights, name) ? weights[name] : 1);
  const sum = all.reduce((total, weight, number) => total + (isUsed.has(number) ? weight : 0), 0);
  if (sum > WEIGHTS_MAX) {
    throw new RangeError(`Cannot simulate: weights of all groups together must be at most ${WEIGHTS_MAX}, got ${sum}`);
  }
  return { of, weights: all, sum };
}
