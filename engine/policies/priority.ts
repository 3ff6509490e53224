import type { MachineOptions } from "../options.ts";
import type { EnginePolicy, FeatureName } from "../policy.ts";
import type { PriorityOptions } from "../policy_options.ts";
import { PREEMPTED_TO, PRIORITY_ORDER, urgencyOf } from "./_priorities.ts";
import { alternatingRow, checkParts, RATES, ratesOf } from "./_rates.ts";
import { ownQuanta, QUANTUM_RETURN } from "./_quantum.ts";

/** Priority. */
export const priority: EnginePolicy<PriorityOptions> = {
  name: "priority",
  title: "Priority",
  summary:
    "The process of the most urgent priority number runs, preemptively or not; equals may take turns, and with aging waiting makes more urgent.",
  about:
    "The ready process with the least priority number (or the greatest, by priorityOrder) runs, and takes the CPU from one that is less urgent unless preemptive is off; equals wait for one another, or take turns of a quantum. With aging a, a process that has waited w ticks has improved by w / a, and keeps what it has reached while it has the CPU; with rates priorities change by one each tick of waiting and by another each tick of running. Preemption comes at the very tick at which a waiting process is strictly ahead.",
  figure:
    "Silberschatz, chapter 5, five processes with priorities: mean waiting 8.2; its exercise with quantum 10 among equals (9th edition) ends at 20, 80, 90, 75, 120 and 115",
  avoid: "Without aging where urgent processes keep coming: the others may wait for ever.",
  reads: ["priority", "quantum"],
  levels: false,
  options: [
    {
      name: "preemptive",
      type: "boolean",
      default: true,
      summary: "Whether a ready process with a more urgent priority number takes the CPU.",
    },
    {
      name: "aging",
      type: "ticks",
      min: 0,
      default: 0,
      summary: "Ticks of waiting by which a priority improves by one; 0 for none.",
    },
    PRIORITY_ORDER,
    {
      name: "quantum",
      type: "ticks",
      min: 1,
      unlimited: true,
      default: Infinity,
      summary: "Ticks of the round robin among equal priorities.",
    },
    PREEMPTED_TO,
    QUANTUM_RETURN,
    ...RATES,
  ],
  key: {
    name: "priority",
    meaning: "its priority number, with what it gained by waiting or running",
    then: ["joined"],
  },
  tieRule:
    "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule. An equal one does not preempt. A preempted one goes behind its equals, or before them.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.4",
  rigid: false,
  rigidOnly: false,
  resolve(options) {
    const { aging = 0, ...rest } = options as Required<PriorityOptions>;
    if (aging > 0 && ratesOf(rest) !== null) {
      throw new RangeError(
        "Cannot simulate: aging must be 0 with waitingRate or runningRate, which say themselves what waiting is worth, " +
          `got ${aging}`,
      );
    }
    const { lockProtocol = "none" } = options as MachineOptions;
    if (lockProtocol !== "none" && (aging > 0 || ratesOf(rest) !== null)) {
      const given = aging > 0 ? `aging ${aging}` : "waitingRate or runningRate";
      throw new RangeError(
        `Cannot simulate: lockProtocol must be none with ${given}, got ${lockProtocol}: a priority that changes with every tick ` +
          "is none that a holder could have at another's",
      );
    }
    return { aging, ...rest };
  },
  quantumMax: ({ quantum }) => quantum,
  quantaMax: ({ quantum }, workload) => ownQuanta(workload, () => quantum),
  wornDown(options, workload, most) {
    const own = options as unknown as Required<PriorityOptions>;
    const parts = ratesOf(own);
    if (parts === null || !own.preemptive) return -1;
    return alternatingRow(options, workload, most, urgencyOf(workload, own.priorityOrder), parts);
  },
  features(options, workload) {
    const { aging, quantum, quantumReturn } = options;
    const features: FeatureName[] = ["heap", "trait"];
    if (aging > 0 || ratesOf(options) !== null) features.push("virtual");
    const hasTurns = quantum !== Infinity || workload.quantum !== undefined;
    if (hasTurns && quantumReturn === "remainder") features.push("slice");
    return features;
  },
  hasUrgency: (options) => options.aging === 0 && ratesOf(options) === null,
  traits(workload, options) {
    const { aging, priorityOrder } = options;
    const priorities = urgencyOf(workload, priorityOrder);
    const greatest = priorities.reduce((most, priority) => Math.max(most, Math.abs(priority)), 0);
    if (greatest * aging > 2 ** 52) {
      throw new RangeError(
        `Cannot simulate: aging must be at most ${Math.floor(2 ** 52 / greatest)} with priorities up to ${greatest}, ` +
          `got ${aging}`,
      );
    }
    const parts = ratesOf(options);
    if (parts !== null) checkParts(workload, parts, greatest, options);
    return priorities;
  },
  configure(core, options) {
    const parts = ratesOf(options) ?? { scale: options.aging, waiting: 1, step: 1 };
    core.priorityScale.value = parts.scale;
    core.priorityWaiting.value = parts.waiting;
    core.priorityStep.value = parts.step;
    core.priorityKeeps.value = options.aging > 0 ? 0 : 1;
    core.priorityPreempts.value = options.preemptive ? 1 : 0;
    core.priorityQuantum.value = options.quantum;
    core.priorityToHead.value = options.preemptedTo === "head" ? 1 : 0;
    core.joinsFirst.value = core.priorityToHead.value;
  },
  simulate: (core, until, instants) => core.simulatePriority(until, instants),
};
