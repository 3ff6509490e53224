import type { EnginePolicy } from "../policy.ts";
import type { LifoOptions } from "../policy_options.ts";
import { NO_URGENCY } from "./_refusals.ts";

/** Last come, first served. */
export const lifo: EnginePolicy<LifoOptions> = {
  name: "lifo",
  title: "Last come, first served",
  summary: "The ready process that came last runs until it blocks or ends; preemptively it takes the CPU as it comes.",
  about:
    "The process that came last, by arriving or by being unblocked, runs until it blocks or ends, as if the queue were a stack. With preemptive it takes the CPU as it comes, and whoever loses it goes on when all that came later are through. Those that come late hardly wait, and those that came first wait longest.",
  figure: "Stallings' five processes: mean turnaround 7.80, mean weighted turnaround 1.93",
  avoid: "Where those that came first must not starve: under load they go on last of all.",
  reads: [],
  levels: false,
  options: [
    {
      name: "preemptive",
      type: "boolean",
      default: false,
      summary: "Whether a process that comes takes the CPU from one that came before it.",
    },
  ],
  key: { name: "came", meaning: "minus the time at which it came", then: [] },
  tieRule:
    "Of those that came at one instant the one that joined the queue last goes first; one that lost the CPU goes before them.",
  source: "Kleinrock, Queueing Systems, volume 2, 1976, LCFS; the case alpha < beta < 0 of Silberschatz's exercise",
  refuses: NO_URGENCY,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<LifoOptions>,
  features: () => ["heap", "virtual"],
  configure(core, options) {
    core.lifoPreempts.value = options.preemptive ? 1 : 0;
    core.joinsFirst.value = 1;
  },
  simulate: (core, until, instants) => core.simulateLifo(until, instants),
};
