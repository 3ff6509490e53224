import type { MachineOptions } from "../options.ts";
import type { EnginePolicy, FeatureName } from "../policy.ts";
import type { MlqOptions } from "../policy_options.ts";
import type { WorkloadColumns } from "../workload.ts";
import { PREEMPTED_TO, PRIORITY_ORDER, urgencyOf } from "./_priorities.ts";
import { ownQuanta, QUANTUM_RETURN, writeQuanta } from "./_quantum.ts";
import { pidOf, traitOf } from "./_traits.ts";

const CLASSES_MAX = 64;

/**
 * A CPU that is still switching when a turn begins is taken from its process when it has switched, and switches again: in
 * a turn that is no longer than that nobody would ever execute.
 */
function checkTurns(shares: readonly number[], { switchCost = 0, migrationCost = 0 }: MachineOptions): void {
  const lost = 2 * (switchCost + migrationCost);
  if (lost === 0 || shares.every((share) => share > lost)) return;
  throw new RangeError(
    `Cannot simulate: shares must be more than twice what it takes to switch to a process (${lost}), got ${shares}`,
  );
}

/** How many classes there are, unless each priority is one and a single quantum is all of theirs. */
function classCount({ quanta, shares, classes }: Required<MlqOptions>): number | undefined {
  if (classes === "numbered" || quanta.length > 1) return quanta.length;
  return shares.length > 0 ? shares.length : undefined;
}

/** The class of every process, where its priority is its number. */
function numberedClasses(workload: WorkloadColumns, { quanta, priorityOrder }: Required<MlqOptions>): Float64Array {
  const last = quanta.length - 1;
  const priorities = traitOf(workload, "priority");
  const row = priorities.findIndex((number) => number < 0 || number > last);
  if (row < 0) return priorityOrder === "low" ? priorities : priorities.map((number) => last - number);
  throw new RangeError(
    `Cannot simulate: priority of process ${pidOf(workload, row)} must be a class from 0 to ${last} ` +
      `under mlq, got ${priorities[row]} (with classes ranked each priority is a class)`,
  );
}

/** The class of every process, where each priority that occurs is one. */
function rankedClasses(workload: WorkloadColumns, options: Required<MlqOptions>): Float64Array {
  const urgencies = urgencyOf(workload, options.priorityOrder);
  const ranks = new Map<number, number>();
  for (const urgency of Float64Array.from(new Set(urgencies)).sort()) ranks.set(urgency, ranks.size);
  const count = classCount(options);
  if (ranks.size > (count ?? CLASSES_MAX) || (count !== undefined && ranks.size < count)) {
    const rule = count === undefined
      ? `at most ${CLASSES_MAX} different ones`
      : `as many different ones as classes (${count})`;
    throw new RangeError(`Cannot simulate: priorities must be ${rule} with classes ranked, got ${ranks.size}`);
  }
  return urgencies.map((urgency) => ranks.get(urgency)!);
}

function classesOf(workload: WorkloadColumns, options: Required<MlqOptions>): Float64Array {
  return options.classes === "ranked" ? rankedClasses(workload, options) : numberedClasses(workload, options);
}

/** The quantum of each class; 0 for FCFS. */
function quantaOf({ quanta, classes }: Required<MlqOptions>): readonly number[] {
  return classes === "ranked" && quanta.length === 1 ? Array<number>(CLASSES_MAX).fill(quanta[0]) : quanta;
}

/** Multilevel queue. */
export const mlq: EnginePolicy<MlqOptions> = {
  name: "mlq",
  title: "Multilevel queue",
  summary:
    "Processes belong to fixed classes, each FCFS or round robin; the first class goes first, or the classes share the time.",
  about:
    "A process belongs for ever to the class that its priority names, 0 being the first (or each priority that occurs is a class); each class is first come, first served or round robin. Under fixed priority the first class that has a ready process goes first. With shares each class in turn owns the machine for its ticks and has the first claim to every CPU meanwhile; what it cannot use goes to the others in their order.",
  figure:
    "Silberschatz, section 5.3.4, priorities with round robin, quantum 2: processes of 4, 5, 8, 7 and 3 ticks in classes 2, 1, 1, 0 and 2 end at 26, 16, 20, 7 and 27",
  avoid:
    "Where nobody can say beforehand which process is of which kind; under fixed priority the last class may starve.",
  reads: ["priority", "quantum"],
  levels: true,
  options: [
    {
      name: "quanta",
      type: "ticks list",
      min: 0,
      default: [8, 0],
      summary: "Ticks of each class's round robin, first class first; 0 makes a class FCFS.",
    },
    {
      name: "between",
      type: "choice",
      choices: ["priority", "shares"],
      default: "priority",
      summary: "Whether the first class goes first, or the classes share the time.",
    },
    {
      name: "shares",
      type: "ticks list",
      min: 1,
      summary: "Ticks that each class owns the machine for; 80, 20 for two.",
    },
    {
      name: "preemptive",
      type: "boolean",
      default: true,
      summary: "Whether a ready process of a class that goes before takes the CPU.",
    },
    PRIORITY_ORDER,
    {
      name: "classes",
      type: "choice",
      choices: ["numbered", "ranked"],
      default: "numbered",
      summary: "Whether a priority is the number of its class, or each priority that occurs is a class.",
    },
    PREEMPTED_TO,
    QUANTUM_RETURN,
  ],
  key: {
    name: "class",
    meaning: "place of its class in the order of claims, the owner of the turn being 0",
    then: ["joined"],
  },
  tieRule:
    "Each class is in the order of joining; at one instant, in the order of the ties rule. A preempted process goes to the tail of its class, or to the head.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.5",
  refuses: [{
    features: ["lockProtocol"],
    when: { between: "shares" },
    reason: "the classes own the machine in turn, so none is the more urgent for good",
  }],
  rigid: false,
  rigidOnly: false,
  resolve(options: MlqOptions & MachineOptions) {
    const { quanta, between, classes } = options as Required<MlqOptions>;
    if (quanta.length > CLASSES_MAX) {
      throw new RangeError(`Cannot simulate: quanta must have 1 to ${CLASSES_MAX} entries, got ${quanta.length}`);
    }
    if (between === "priority") {
      if (options.shares === undefined) return { ...options, shares: [] } as unknown as Required<MlqOptions>;
      throw new RangeError("Cannot simulate: shares must be given with between shares, got between priority");
    }
    const shares = options.shares ?? (quanta.length === 2 ? [80, 20] : []);
    const isOneForAll = classes === "ranked" && quanta.length === 1 && shares.length > 0;
    if (shares.length !== quanta.length && !isOneForAll) {
      throw new RangeError(
        `Cannot simulate: shares must have one entry a class (${quanta.length}), got ${shares.length}`,
      );
    }
    if (shares.length > CLASSES_MAX) {
      throw new RangeError(`Cannot simulate: shares must have 1 to ${CLASSES_MAX} entries, got ${shares.length}`);
    }
    checkTurns(shares, options);
    return { ...options, shares } as Required<MlqOptions>;
  },
  // A quantum of 0 makes a class FCFS: as soon as a process is of one, nothing bounds all of them.
  quantaMax(options, workload) {
    const quanta = quantaOf(options);
    const usual = classesOf(workload, options).map((number) => quanta[number] || Infinity);
    return ownQuanta(workload, (row) => usual[row]) ?? usual;
  },
  features({ between, quantumReturn }) {
    const features: FeatureName[] = ["trait"];
    if (between === "shares") features.push("turns");
    if (quantumReturn === "remainder") features.push("slice");
    return features;
  },
  hasUrgency: ({ between }) => between === "priority",
  traits: classesOf,
  configure(core, options) {
    writeQuanta(core, quantaOf(options).map((quantum) => quantum === 0 ? Infinity : quantum));
    new Float64Array(core.memory.buffer, core.sharesAddress.value, options.shares.length).set(options.shares);
    core.mlqCycle.value = options.shares.reduce((sum, share) => sum + share, 0);
    core.mlqPreempts.value = options.preemptive ? 1 : 0;
    core.mlqToHead.value = options.preemptedTo === "head" ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateMlq(until, instants),
};
