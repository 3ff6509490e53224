import type { EnginePolicy, FeatureName } from "../policy.ts";
import type { MlfqOptions } from "../policy_options.ts";
import { QUANTUM_RETURN, writeQuanta } from "./_quantum.ts";
import { SEVERAL_QUEUES, URGENCY_MOVES } from "./_refusals.ts";

const LEVELS_MAX = 64;
const PREEMPTION_NUMBER = { none: 0, tail: 1, head: 2 } as const;

/** Multilevel feedback queue. */
export const mlfq: EnginePolicy<MlfqOptions> = {
  name: "mlfq",
  title: "Multilevel feedback queue",
  summary:
    "Processes start in the highest queue and go down as they use up their quanta, which grow; the highest runs.",
  about:
    "Processes start in the highest queue and go down as they use up their quanta, which grow. So short and interactive ones stay high without anybody knowing their bursts. A boost now and then brings all of them back up.",
  figure: "Stallings' five processes, quanta 1, 2, 4: mean turnaround 10.60",
  avoid: "Where processes must get fixed shares or meet deadlines; without a boost, long ones may starve.",
  reads: [],
  levels: true,
  options: [
    { name: "levels", type: "count", min: 1, max: LEVELS_MAX, summary: "Number of queues; 3, or as many as quanta." },
    { name: "quantum", type: "ticks", min: 1, summary: "Ticks of the highest queue, doubling downwards; 1." },
    {
      name: "quanta",
      type: "ticks list",
      min: 0,
      summary: "Ticks of each queue, highest first, instead of quantum; 0 makes the last one FCFS.",
    },
    {
      name: "allotments",
      type: "count list",
      min: 1,
      max: 0xffffffff,
      default: 1,
      summary: "Quanta that a process may use in a queue before it goes down; one number, or one a queue.",
    },
    {
      name: "boost",
      type: "ticks",
      min: 0,
      default: 0,
      summary: "Ticks between boosts to the highest queue; 0 is never.",
    },
    {
      name: "preemption",
      type: "choice",
      choices: ["tail", "head", "none"],
      default: "tail",
      summary: "Where a process goes that loses the CPU to a higher queue: tail or head of its own; or no preemption.",
    },
    {
      name: "demoteAlone",
      type: "boolean",
      default: true,
      summary: "Whether a process goes down although no other is ready.",
    },
    {
      name: "ioStay",
      type: "boolean",
      default: false,
      summary: "Whether starting an I/O refills quantum and allotment.",
    },
    {
      name: "ioBump",
      type: "boolean",
      default: false,
      summary: "Whether a completed I/O leads to the head of the queue.",
    },
    QUANTUM_RETURN,
  ],
  key: { name: "level", meaning: "its queue, 0 the highest", then: ["joined"] },
  tieRule: "Each queue is in the order of joining; at one instant, in the order of the ties rule.",
  source: "The course's multilevel feedback queue; Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8",
  refuses: [{
    features: [...SEVERAL_QUEUES, "migrationCost", "cacheWarmup", "speeds"],
    when: { preemption: "head" },
    reason:
      "running processes keep their places in one queue, from which all CPUs are given anew at every instant, whatever ran where",
  }, {
    features: ["lockOrder"],
    when: { preemption: "head" },
    reason:
      "the machine that keeps running processes at their places keeps those that wait for a lock in the order in which they came",
  }, ...URGENCY_MOVES],
  rigid: false,
  rigidOnly: false,
  resolve(options) {
    if (options.quanta !== undefined && options.quantum !== undefined) {
      throw new RangeError("Cannot simulate: quantum must not be given together with quanta");
    }
    const levels = options.levels ?? options.quanta?.length ?? 3;
    if (levels > LEVELS_MAX) {
      throw new RangeError(`Cannot simulate: quanta must have 1 to ${LEVELS_MAX} entries, got ${levels}`);
    }
    const quantum = options.quantum ?? options.quanta?.[0] ?? 1;
    const quanta = options.quanta ?? Array.from({ length: levels }, (_, level) => quantum * 2 ** level);
    const allotments = typeof options.allotments === "object"
      ? options.allotments
      : new Array(levels).fill(options.allotments);
    for (const [name, list] of [["quanta", quanta], ["allotments", allotments]] as const) {
      if (list.length !== levels) {
        throw new RangeError(`Cannot simulate: ${name} must have one entry a level (${levels}), got ${list.length}`);
      }
    }
    const unlimited = quanta.indexOf(0);
    if (unlimited >= 0 && (unlimited < levels - 1 || levels === 1)) {
      const place = `quanta[${unlimited}]`;
      throw new RangeError(`Cannot simulate: ${place} must be at least 1 but for the last of several queues, got 0`);
    }
    return { ...options, levels, quantum, quanta, allotments } as Required<MlfqOptions>;
  },
  // A boost, and an instant under preemption head, may give a running process a new quantum where it is.
  quantumMax: ({ quanta, boost, preemption }) =>
    boost > 0 || preemption === "head" || quanta.includes(0) ? Infinity : Math.max(...quanta),
  features(options) {
    const features: FeatureName[] = [];
    if (options.preemption === "head") features.push("inPlace");
    if (options.preemption === "head" || options.quantumReturn === "remainder") features.push("slice");
    if ((options.allotments as readonly number[]).some((count) => count > 1)) features.push("allotment");
    if (options.boost > 0) features.push("boost");
    return features;
  },
  configure(core, options) {
    const allotments = new Uint32Array(core.memory.buffer, core.allotmentsAddress.value, options.levels);
    allotments.set(options.allotments as readonly number[]);
    writeQuanta(core, options.quanta.map((quantum) => quantum || Infinity));
    core.mlfqLevels.value = options.levels;
    core.mlfqBoost.value = options.boost;
    core.mlfqPreemption.value = PREEMPTION_NUMBER[options.preemption];
    core.mlfqIoStay.value = options.ioStay ? 1 : 0;
    core.mlfqIoBump.value = options.ioBump ? 1 : 0;
    core.mlfqKeepsRemainder.value = options.quantumReturn === "remainder" ? 1 : 0;
    core.demoteAlone.value = options.demoteAlone ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateMlfq(until, instants),
};
