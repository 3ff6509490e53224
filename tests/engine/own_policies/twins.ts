/**
 * Built-in policies written as a user would, and how their options are those of the built-in ones.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { SimulationDeadlockError } from "../../../engine/errors.ts";
import { MACHINE_OPTIONS } from "../../../engine/machine_options.ts";
import type { OwnPolicyClass } from "../../../engine/own_policy.ts";
import type { PolicyName, SimulationOptions } from "../../../engine/options.ts";
import { simulate } from "../../../engine/simulate.ts";
import type { Workload } from "../../../engine/workload.ts";
import type { RandomCase } from "../../reference/workloads.ts";
import Causes from "./causes.ts";
import Cfs from "./cfs.ts";
import Counters from "./counters.ts";
import Dm from "./dm.ts";
import Edf from "./edf.ts";
import Eevdf from "./eevdf.ts";
import Fcfs from "./fcfs.ts";
import Feedback from "./feedback.ts";
import Fss from "./fss.ts";
import Hrrn from "./hrrn.ts";
import Las from "./las.ts";
import Ljf from "./ljf.ts";
import Lifo from "./lifo.ts";
import Lottery from "./lottery.ts";
import Mlfq from "./mlfq.ts";
import Mlq from "./mlq.ts";
import Predicted from "./predicted.ts";
import Priority from "./priority.ts";
import Rm from "./rm.ts";
import Rr from "./rr.ts";
import RrQueue from "./rr_queue.ts";
import Sjf from "./sjf.ts";
import Srtf from "./srtf.ts";
import Stride from "./stride.ts";
import Unix from "./unix.ts";
import Vrr from "./vrr.ts";

type Values = Record<string, unknown>;

/** A user's file, and what it takes of the options of a built-in one. */
export interface Twin {
  readonly policy: OwnPolicyClass;
  readonly like: PolicyName;
  /** Makes the built-in's options such that the file can say them; its own in their place. */
  readonly options?: (known: Values, workload: Workload) => Values;
}

function hasLocks({ processes }: Workload): boolean {
  return processes.some(({ bursts }) =>
    typeof bursts !== "number" && bursts.some((burst) => typeof burst === "object" && "lock" in burst)
  );
}

const preemptive = ({ preemptive }: Values): Values => ({ preemptive });
const quantum = ({ quantum }: Values): Values => ({ quantum });

/** The ranks of the queues and their quanta, one option each. */
function causesOf({ order = ["io", "lock", "new", "preempted", "quantum"], ...known }: Values): Values {
  const { quantum = 4, quanta = {}, preemptive = true, quantumReturn } = known;
  const own: Values = { preemptive, keeps: quantumReturn === "remainder" };
  for (const [rank, cause] of (order as string[]).entries()) {
    own[`${cause}Rank`] = rank;
    own[`quantum${rank}`] = (quanta as Record<string, number>)[cause] ?? quantum;
  }
  return own;
}

/** What decays, with the quantum where it is given. */
function decayOf({ decayPeriod, base, preemptive, quantum = 0 }: Values): Values {
  return { decayPeriod, base, preemptive, quantum };
}

/** Weights by the order in which groups are named, and all processes known at the start. */
function sharesOf(known: Values, { processes }: Workload): Values {
  const weights = known.weights as Record<string, number>;
  const names = ["default"];
  for (const process of processes) {
    delete process.after;
    delete process.think;
    if (process.group === "default") delete process.group;
    if (process.group !== undefined && !names.includes(process.group)) names.push(process.group);
  }
  return {
    ...decayOf(known),
    ...Object.fromEntries(names.map((name, number) => [`weight${number}`, weights[name] ?? 1])),
  };
}

/** Numbered classes in a fixed order, whose quanta are an option each. */
function classesOf(known: Values, { processes }: Workload): Values {
  const quanta = known.quanta as number[];
  delete known.shares;
  Object.assign(known, { between: "priority", classes: "numbered", preemptedTo: "tail", devicePriorityOrder: "low" });
  if (known.admitOrder === "priority") known.admitOrder = "sjf";
  for (const process of processes) process.priority = Math.abs(process.priority ?? 0) % quanta.length;
  const { preemptive, priorityOrder, quantumReturn } = known;
  return {
    classes: quanta.length,
    ...Object.fromEntries([0, 1, 2, 3].map((number) => [`quantum${number}`, quanta[number] ?? 0])),
    high: priorityOrder === "high",
    preemptive,
    keeps: quantumReturn === "remainder",
  };
}

/** Without servers, and with equals that keep the CPU. */
function plainDeadlines(known: Values): Values {
  delete known.serverBudget;
  delete known.serverPeriod;
  known.server = "none";
  known.equals = "running";
  return preemptive(known);
}

/** Every one. */
export const TWINS: readonly Twin[] = [
  { policy: Fcfs, like: "fcfs" },
  { policy: Lifo, like: "lifo", options: preemptive },
  { policy: Sjf, like: "sjf" },
  {
    policy: Srtf,
    like: "srtf",
    options(known) {
      known.equals = "running";
      return {};
    },
  },
  {
    policy: Rr,
    like: "rr",
    options: ({ quantum, quantumReturn }) => ({ quantum, keeps: quantumReturn === "remainder" }),
  },
  {
    policy: RrQueue,
    like: "rr",
    options(known, { processes }) {
      known.quantumReturn = "full";
      for (const process of processes) delete process.quantum;
      return quantum(known);
    },
  },
  {
    policy: Priority,
    like: "priority",
    options(known) {
      known.preemptedTo = "tail";
      // Devices and admission go by the least number where no option of the policy says otherwise.
      known.devicePriorityOrder = "low";
      if (known.admitOrder === "priority") known.priorityOrder = "low";
      for (const name of ["aging", "waitingRate", "runningRate"]) delete known[name];
      const { preemptive, priorityOrder, quantum, quantumReturn } = known;
      return {
        preemptive,
        high: priorityOrder === "high",
        quantum: quantum === Infinity ? 0 : quantum,
        keeps: quantumReturn === "remainder",
      };
    },
  },
  { policy: Las, like: "las", options: quantum },
  {
    policy: Edf,
    like: "edf",
    options(known, { processes }) {
      for (const process of processes) process.deadline ??= 30;
      return plainDeadlines(known);
    },
  },
  {
    policy: Rm,
    like: "rm",
    options(known, { processes }) {
      const { preemptive, equals } = known;
      plainDeadlines(known);
      known.equals = equals;
      known.cpus = 1;
      for (const process of processes) {
        delete process.after;
        delete process.think;
        process.period ??= 40;
      }
      return { preemptive, equals };
    },
  },
  {
    policy: Hrrn,
    like: "hrrn",
    options(known) {
      known.service = "burst";
      return {};
    },
  },
  { policy: Stride, like: "stride", options: quantum },
  { policy: Ljf, like: "ljf" },
  { policy: Vrr, like: "vrr", options: quantum },
  {
    policy: Feedback,
    like: "feedback",
    options: ({ quantum, growth, levels, quantumReturn }) => ({
      quantum,
      levels,
      doubling: growth === "doubling",
      keeps: quantumReturn === "remainder",
    }),
  },
  {
    policy: Predicted,
    like: "predicted",
    options: ({ alpha, firstPrediction, firstFrom, preemptive }) => ({
      percent: Math.round((alpha as number) * 100),
      first: firstPrediction,
      byEstimate: firstFrom === "estimate",
      preemptive,
    }),
  },
  {
    policy: Dm,
    like: "dm",
    options(known, { processes }) {
      for (const process of processes) process.deadline ??= 30;
      return plainDeadlines(known);
    },
  },
  { policy: Mlq, like: "mlq", options: classesOf },
  { policy: Causes, like: "causes", options: causesOf },
  {
    policy: Counters,
    like: "counters",
    options(known) {
      // Devices and admission go by the least number under a policy of one's own.
      known.devicePriorityOrder = "low";
      if (known.admitOrder === "priority") known.admitOrder = "sjf";
      return {};
    },
  },
  { policy: Unix, like: "unix", options: decayOf },
  { policy: Fss, like: "fss", options: sharesOf },
  {
    policy: Cfs,
    like: "cfs",
    options: ({ latency, minGranularity, wakeupGranularity }) => ({ latency, minGranularity, wakeupGranularity }),
  },
  {
    policy: Eevdf,
    like: "eevdf",
    options: ({ slice, runToParity }) => ({ request: slice, runToParity }),
  },
  { policy: Lottery, like: "lottery", options: ({ quantum, seed }) => ({ quantum, seed }) },
  {
    policy: Mlfq,
    like: "mlfq",
    options(known, workload) {
      const { quantum = 1, quanta, allotments, levels, boost = 0, quantumReturn, demoteAlone, ioBump } = known;
      delete known.quanta;
      known.quantum = Array.isArray(quanta) ? quanta[0] || 1 : quantum;
      known.allotments = Array.isArray(allotments) ? allotments[0] : allotments ?? 1;
      if (known.preemption === "head") known.preemption = "tail";
      if (hasLocks(workload)) delete known.ioStay;
      const own: Values = { levels, quantum: known.quantum, allotment: known.allotments, boost, demoteAlone, ioBump };
      return {
        ...own,
        ioStay: known.ioStay,
        keeps: quantumReturn === "remainder",
        preemptive: known.preemption === "tail",
      };
    },
  },
];

/** What is the machine's of options, or of recording. */
function machineOf(options: SimulationOptions, policyOptions: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !policyOptions.has(name)));
}

/** Where the run under a file, or under another form of it, differs from the built-in one's; or `null`. */
export function differenceOf(
  { policy: written, options: optionsOf }: Twin,
  { workload, options }: RandomCase,
  policy: OwnPolicyClass = written,
): string | null {
  const known: Values = { ...options };
  if (known.rigid) return null;
  Object.assign(known, { lockProtocol: "none", lockOrder: "fcfs" });
  const own = optionsOf?.(known, workload) ?? {};
  const names = new Set(Object.keys(known));
  for (const name of MACHINE) names.delete(name);
  const mine = { ...machineOf(known as never, names), policy, ...own };
  for (const timeline of ["full", "off"] as const) {
    const off = timeline === "off" ? { timeline, transitions: timeline, decisions: timeline } : {};
    const [expected, actual] = [{ ...known, ...off }, { ...mine, ...off }].map((each) => seen(workload, each));
    try {
      assertEquals(actual, expected);
    } catch (error) {
      return `${timeline}: ${(error as Error).message}`;
    }
  }
  return null;
}

/** Everything of a run that does not depend on what its policy is called. */
function seen(workload: Workload, options: Values): unknown {
  try {
    const { metrics, processes, timeline, transitions, decisions } = simulate(workload, options as never);
    // Inversions are told where the machine knows what a policy goes by.
    return {
      metrics: { ...metrics, inversion: undefined },
      processes: processes.map((process) => ({ ...process, inversion: undefined })),
      timeline,
      transitions: transitions.map(({ level: _, ...rest }) => rest),
      decisions: decisions.map(({ time, cpu, pid, preempted, readyCount }) => ({
        time,
        cpu,
        pid,
        preempted,
        readyCount,
      })),
    };
  } catch (error) {
    if (error instanceof SimulationDeadlockError) return error.message;
    throw error;
  }
}

const MACHINE = [...MACHINE_OPTIONS.map(({ name }) => name), "timeline", "transitions", "decisions"];
