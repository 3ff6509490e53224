import type { EnginePolicy } from "../policy.ts";
import type { PriorityOptions } from "../policy_options.ts";
import { traitOf } from "./_traits.ts";

/** Priority. */
export const priority: EnginePolicy<PriorityOptions> = {
  name: "priority",
  title: "Priority",
  summary:
    "The process of the least priority number runs, preemptively or not; with aging, waiting makes it more urgent.",
  about:
    "The ready process with the least priority number runs, and takes the CPU from one with a greater number unless preemptive is off. With aging a, a process that has waited w ticks counts as priority - w / a, and keeps what it has reached while it has the CPU. Preemption comes at the very tick at which a waiting process is strictly ahead.",
  figure: "Silberschatz, chapter 5, five processes with priorities: mean waiting 8.2",
  avoid: "Without aging where urgent processes keep coming: the others may wait for ever.",
  reads: ["priority"],
  levels: false,
  options: [
    {
      name: "preemptive",
      type: "boolean",
      default: true,
      summary: "Whether a ready process with a lesser priority number takes the CPU.",
    },
    {
      name: "aging",
      type: "ticks",
      min: 0,
      default: 0,
      summary: "Ticks of waiting by which a priority improves by one; 0 for none.",
    },
  ],
  key: { name: "priority", meaning: "its priority number, less what it gained by waiting", then: ["joined"] },
  tieRule:
    "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule. An equal one does not preempt.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.4",
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<PriorityOptions>,
  features: (options) => options.aging > 0 ? ["heap", "trait", "virtual"] : ["heap", "trait"],
  traits(workload, { aging }) {
    const priorities = traitOf(workload, "priority");
    const greatest = priorities.reduce((most, priority) => Math.max(most, Math.abs(priority)), 0);
    if (greatest * aging > 2 ** 52) {
      throw new RangeError(
        `Cannot simulate: aging must be at most ${Math.floor(2 ** 52 / greatest)} with priorities up to ${greatest}, ` +
          `got ${aging}`,
      );
    }
    return priorities;
  },
  configure(core, options) {
    core.priorityPreempts.value = options.preemptive ? 1 : 0;
    core.priorityAging.value = options.aging;
  },
  simulate: (core, until, instants) => core.simulatePriority(until, instants),
};
