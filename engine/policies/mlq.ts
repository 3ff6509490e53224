import type { MachineOptions } from "../options.ts";
import type { EnginePolicy, FeatureName } from "../policy.ts";
import type { MlqOptions } from "../policy_options.ts";
import { QUANTUM_RETURN, writeQuanta } from "./_quantum.ts";
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

/** Multilevel queue. */
export const mlq: EnginePolicy<MlqOptions> = {
  name: "mlq",
  title: "Multilevel queue",
  summary:
    "Processes belong to fixed classes, each FCFS or round robin; the first class goes first, or the classes share the time.",
  about:
    "A process belongs for ever to the class that its priority names, 0 being the first; each class is first come, first served or round robin. Under fixed priority the first class that has a ready process goes first. With shares each class in turn owns the machine for its ticks and has the first claim to every CPU meanwhile; what it cannot use goes to the others in their order.",
  figure:
    "Silberschatz, section 5.3.4, priorities with round robin, quantum 2: processes of 4, 5, 8, 7 and 3 ticks in classes 2, 1, 1, 0 and 2 end at 26, 16, 20, 7 and 27",
  avoid:
    "Where nobody can say beforehand which process is of which kind; under fixed priority the last class may starve.",
  reads: ["priority"],
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
    QUANTUM_RETURN,
  ],
  key: {
    name: "class",
    meaning: "place of its class in the order of claims, the owner of the turn being 0",
    then: ["joined"],
  },
  tieRule:
    "Each class is in the order of joining; at one instant, in the order of the ties rule. A preempted process goes to the head of its class.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.5",
  rigid: false,
  rigidOnly: false,
  resolve(options: MlqOptions & MachineOptions) {
    const { quanta, between } = options as Required<MlqOptions>;
    if (quanta.length > CLASSES_MAX) {
      throw new RangeError(`Cannot simulate: quanta must have 1 to ${CLASSES_MAX} entries, got ${quanta.length}`);
    }
    if (between === "priority") {
      if (options.shares === undefined) return { ...options, shares: [] } as unknown as Required<MlqOptions>;
      throw new RangeError("Cannot simulate: shares must be given with between shares, got between priority");
    }
    const shares = options.shares ?? (quanta.length === 2 ? [80, 20] : []);
    if (shares.length !== quanta.length) {
      throw new RangeError(
        `Cannot simulate: shares must have one entry a class (${quanta.length}), got ${shares.length}`,
      );
    }
    checkTurns(shares, options);
    return { ...options, shares } as Required<MlqOptions>;
  },
  // A quantum of 0 makes a class FCFS: as soon as a process is of one, nothing bounds all of them.
  quantumMax: ({ quanta }, workload) =>
    traitOf(workload, "priority").reduce((most, number) => Math.max(most, quanta[number] || Infinity), 0),
  features({ between, quantumReturn }) {
    const features: FeatureName[] = ["trait"];
    if (between === "shares") features.push("turns");
    if (quantumReturn === "remainder") features.push("slice");
    return features;
  },
  traits(workload, { quanta }) {
    const classes = traitOf(workload, "priority");
    const row = classes.findIndex((number) => number < 0 || number >= quanta.length);
    if (row < 0) return classes;
    throw new RangeError(
      `Cannot simulate: priority of process ${pidOf(workload, row)} must be a class from 0 to ${quanta.length - 1} ` +
        `under mlq, got ${classes[row]}`,
    );
  },
  configure(core, options) {
    writeQuanta(core, options.quanta.map((quantum) => quantum === 0 ? Infinity : quantum));
    new Float64Array(core.memory.buffer, core.sharesAddress.value, options.shares.length).set(options.shares);
    core.mlqCycle.value = options.shares.reduce((sum, share) => sum + share, 0);
    core.mlqPreempts.value = options.preemptive ? 1 : 0;
  },
  simulate: (core, until, instants) => core.simulateMlq(until, instants),
};
