import type { EnginePolicy } from "../policy.ts";
import type { CausesOptions, ReadyCause } from "../policy_options.ts";
import { QUANTUM_RETURN, writeQuanta } from "./_quantum.ts";
import { NO_URGENCY } from "./_refusals.ts";

/** The causes in the order of their numbers in the core. */
const CAUSES: readonly ReadyCause[] = ["new", "quantum", "preempted", "io", "lock"];

/** A ready queue for each cause of becoming ready. */
export const causes: EnginePolicy<CausesOptions> = {
  name: "causes",
  title: "Ready queues by cause",
  summary: "A FCFS ready queue, with a quantum of its own, for each way in which a process becomes ready.",
  about:
    "There is a first come, first served queue for each way in which a process becomes ready, each with its own quantum. The queues are ranked: as a rule what comes from I/O goes before what used up its quantum. A process that joins a higher queue takes the CPU.",
  figure: "Stallings' five processes, quantum 1: mean turnaround 10.40",
  avoid: "Where most processes compute and hardly block: the lower queues may starve.",
  reads: [],
  levels: true,
  options: [
    {
      name: "order",
      type: "order",
      choices: CAUSES,
      default: ["io", "lock", "new", "preempted", "quantum"],
      summary: "The causes of becoming ready, highest queue first.",
    },
    {
      name: "quantum",
      type: "ticks",
      min: 1,
      default: 4,
      summary: "Quantum of every queue that quanta does not name.",
    },
    {
      name: "quanta",
      type: "ticks by choice",
      min: 1,
      choices: CAUSES,
      default: {},
      summary: "Quantum of single queues, by cause.",
    },
    {
      name: "preemptive",
      type: "boolean",
      default: true,
      summary: "Whether a process that joins a higher queue takes the CPU from one picked from a lower queue.",
    },
    QUANTUM_RETURN,
  ],
  key: { name: "queue", meaning: "rank of its queue in the order, from 0", then: ["joined"] },
  tieRule: "Each queue is in the order of joining; at one instant, in the order of the ties rule.",
  source: "The course's paragraph on several ready queues, chosen by why a process became ready",
  refuses: NO_URGENCY,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<CausesOptions>,
  quantumMax: ({ quantum, quanta }) => Math.max(...CAUSES.map((cause) => quanta[cause] ?? quantum)),
  features: (options) => options.quantumReturn === "remainder" ? ["slice"] : [],
  configure(core, options) {
    const ranks = new Uint32Array(core.memory.buffer, core.ranksAddress.value, CAUSES.length);
    CAUSES.forEach((cause, number) => ranks[number] = options.order.indexOf(cause));
    writeQuanta(core, options.order.map((cause) => options.quanta[cause] ?? options.quantum));
    core.causesPreempt.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateCauses(until, instants),
};
