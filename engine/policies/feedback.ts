import type { EnginePolicy } from "../policy.ts";
import type { FeedbackOptions } from "../policy_options.ts";
import { QUANTUM_RETURN, writeQuanta } from "./_quantum.ts";
import { URGENCY_MOVES } from "./_refusals.ts";

/** Feedback. */
export const feedback: EnginePolicy<FeedbackOptions> = {
  name: "feedback",
  title: "Feedback",
  summary: "Processes go down one queue with each quantum that they use up while another process is ready.",
  about:
    "A process starts in the first queue and goes down one with each quantum that it uses up, unless no other process is ready then. The first process of the first non-empty queue runs for the quantum of its queue, the same everywhere or doubling from queue to queue; nothing preempts it before. The last queue is round robin.",
  figure:
    "Stallings' five processes: mean turnaround 10.00, mean weighted turnaround 2.29; with growth doubling 10.60 and 2.63",
  avoid: "Where long processes must not starve: nothing ever comes back up (mlfq has boosts).",
  reads: [],
  levels: true,
  options: [
    { name: "quantum", type: "ticks", min: 1, default: 1, summary: "Ticks of the first queue." },
    {
      name: "growth",
      type: "choice",
      choices: ["constant", "doubling"],
      default: "constant",
      summary: "Whether all queues have the same quantum, or each twice that of the one before.",
    },
    { name: "levels", type: "count", min: 1, max: 64, default: 16, summary: "Number of queues." },
    QUANTUM_RETURN,
  ],
  key: { name: "queue", meaning: "its queue, 0 the first", then: ["joined"] },
  tieRule: "Each queue is in the order of joining; at one instant, in the order of the ties rule.",
  source: "Stallings, Operating Systems: Internals and Design Principles, section 9.2, feedback",
  refuses: URGENCY_MOVES,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<FeedbackOptions>,
  quantumMax: ({ quantum, growth, levels }) => growth === "doubling" ? quantum * 2 ** (levels - 1) : quantum,
  features: (options) => options.quantumReturn === "remainder" ? ["slice"] : [],
  configure(core, { quantum, growth, levels }) {
    const factor = growth === "doubling" ? 2 : 1;
    writeQuanta(core, Array.from({ length: levels }, (_, level) => quantum * factor ** level));
    core.feedbackQueues.value = levels;
    core.demoteAlone.value = 0;
  },
  simulate: (core, until, instants) => core.simulateFeedback(until, instants),
};
