import type { EnginePolicy } from "../policy.ts";
import type { CountersOptions } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { needsOneQueue, URGENCY_MOVES } from "./_refusals.ts";
import { pidOf, traitOf } from "./_traits.ts";

/** The greatest priority: counters stay below twice as much. */
const PRIORITY_MAX = 2 ** 19;

/** Linux's priority of a process that nobody gave another one. */
const PRIORITY_USUAL = 15;

/** Linux 0.11's counters. */
export const counters: EnginePolicy<CountersOptions> = {
  name: "counters",
  title: "Counters (Linux 0.11)",
  summary: "The process with the greatest counter runs until that is used up; then all become counter / 2 + priority.",
  about:
    "The ready process with the greatest counter runs until it blocks or has used the counter up, one a tick. When no ready process has any left, the counters of all processes, blocked ones too, become half of what they were, rounded down, plus their priorities, the greater the more. So one that waited for I/O comes back with more than the others, up to nearly twice its priority.",
  figure: "Three processes of 12, 8 and 9 ticks with priorities 4, 6 and 3: they end at 26, 15 and 29",
  avoid: "With many processes, where nothing may take long: whoever comes waits until all others have used up theirs.",
  reads: ["priority"],
  levels: false,
  options: [],
  key: { name: "counter", meaning: "minus the ticks of its counter", then: [] },
  tieRule: "Of equals the last by arrival, then pid goes first, as the kernel's loop goes from the last slot down.",
  source: "L. Torvalds, Linux 0.11, kernel/sched.c, schedule() and do_timer(), 1991",
  refuses: [
    ...needsOneQueue("its counters are renewed for all processes together, when none that is ready has any left"),
    ...URGENCY_MOVES,
  ],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options,
  quantaMax: (_, workload) => prioritiesOf(workload).map((priority) => 2 * priority),
  features: () => ["heap", "trait", "virtual", "served"],
  traits: prioritiesOf,
  configure: () => {},
  simulate: (core, until, instants) => core.simulateCounters(until, instants),
};

/** The priority of every process, the usual one where it has none. */
function prioritiesOf(workload: WorkloadColumns): Float64Array {
  return traitOf(workload, "priority").map((priority, row) => {
    if (priority >= 0 && priority <= PRIORITY_MAX) return priority || PRIORITY_USUAL;
    throw new RangeError(
      `Cannot simulate: priority of process ${pidOf(workload, row)} must be a whole number from 1 to ${PRIORITY_MAX} ` +
        `under counters, got ${priority}`,
    );
  });
}
