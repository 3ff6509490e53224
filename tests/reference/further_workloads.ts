/**
 * Random options of the further policies, and what they look at of a process.
 *
 * @module
 */

import type { PolicyName, PolicyOptions, SimulationOptions } from "../../engine/options.ts";
import type { ProcessSpec, Workload } from "../../engine/workload.ts";
import type { Random } from "./random.ts";

/** The policies of `further_policies.ts`. */
export const FURTHER_POLICIES: readonly PolicyName[] = [
  "lifo",
  "las",
  "predicted",
  "hrrn",
  "ljf",
  "lrtf",
  "priority",
  "counters",
  "unix",
  "fss",
  "mlq",
  "feedback",
  "lottery",
  "stride",
  "cfs",
  "eevdf",
  "edf",
  "rm",
  "dm",
  "llf",
  "easy",
  "conservative",
];

/** The policies that run rigid jobs only. */
export const BACKFILL_POLICIES: readonly PolicyName[] = ["easy", "conservative"];

/** Random options of a policy. */
export function randomFurtherPolicy(random: Random, policy: PolicyName): PolicyOptions {
  switch (policy) {
    case "lifo":
      return { policy, preemptive: random.chance(0.6) };
    case "las":
      return { policy, quantum: random.int(1, 5) };
    case "predicted":
      return {
        policy,
        alpha: random.pick([0, 0.25, 0.3, 0.5, 0.9, 1]),
        firstPrediction: random.int(1, 12),
        firstFrom: random.pick(["constant", "estimate"]),
        preemptive: random.chance(0.5),
      };
    case "hrrn":
      return { policy, service: random.pick(["burst", "estimate"]) };
    case "priority":
      return {
        policy,
        preemptive: random.chance(0.7),
        ...(random.chance(0.6) ? { aging: random.pick([0, 0, 1, 2, 3, 7]) } : {
          waitingRate: random.pick([0, 1, -1, 2, -2, 0.5, "1/3", "-2/3", 7]),
          runningRate: random.pick([0, 1, -1, 2, -3, 1.25, "1/3", "-1/7", 7]),
        }),
        priorityOrder: random.pick(["low", "high"]),
        quantum: random.chance(0.5) ? Infinity : random.int(1, 5),
        preemptedTo: random.pick(["tail", "head"]),
        quantumReturn: random.pick(["full", "remainder"]),
      };
    case "mlq": {
      const quanta = Array.from({ length: random.int(1, 4) }, () => random.int(0, 5));
      const rest = {
        preemptive: random.chance(0.7),
        priorityOrder: random.pick(["low", "high"] as const),
        preemptedTo: random.pick(["tail", "head"] as const),
        quantumReturn: random.pick(["full", "remainder"] as const),
      };
      if (random.chance(0.3)) return { policy, quanta: quanta.slice(0, 1), classes: "ranked", ...rest };
      if (random.chance(0.5)) return { policy, quanta, ...rest };
      return { policy, quanta, between: "shares", shares: quanta.map(() => random.int(1, 12)), ...rest };
    }
    case "unix":
    case "fss": {
      const options = {
        decayPeriod: random.pick([1, 2, 5, 10, 40]),
        base: random.pick([0, 60]),
        preemptive: random.chance(0.7),
        ...(random.chance(0.6) ? { quantum: random.int(1, 8) } : {}),
      };
      return policy === "unix" ? { policy, ...options } : { policy, ...options, weights: randomWeights(random) };
    }
    case "feedback":
      return {
        policy,
        quantum: random.int(1, 3),
        growth: random.pick(["constant", "doubling"]),
        levels: random.int(1, 6),
        quantumReturn: random.pick(["full", "remainder"]),
      };
    case "lottery":
      return { policy, quantum: random.int(1, 5), seed: random.int(0, 9) };
    case "stride":
      return { policy, quantum: random.int(1, 5) };
    case "cfs":
      return {
        policy,
        latency: random.int(1, 20),
        minGranularity: random.int(1, 4),
        wakeupGranularity: random.int(0, 4),
      };
    case "eevdf":
      return { policy, slice: random.int(1, 8), runToParity: random.chance(0.5) };
    case "edf":
    case "rm":
    case "dm":
      return { policy, preemptive: random.chance(0.7), equals: random.pick(["running", "arrival"]) };
    case "easy":
      return {
        policy,
        queueDepth: random.chance(0.5) ? Infinity : random.int(1, 5),
        reservationDepth: random.chance(0.4) ? 1 : random.pick([2, 3, 5, Infinity]),
      };
    case "conservative":
      return { policy, queueDepth: random.chance(0.6) ? Infinity : random.int(1, 5) };
    case "llf":
      return { policy, equals: random.pick(["running", "arrival"]), preemptAt: random.pick(["less", "zero"]) };
    case "lrtf":
      return { policy, equals: random.pick(["running", "arrival"]) };
    default:
      return { policy } as PolicyOptions;
  }
}

/** The groups that processes are of under fair share. */
const USAGE_GROUPS = ["a", "b", "default"];

function randomWeights(random: Random): Record<string, number> {
  const named = USAGE_GROUPS.filter(() => random.chance(0.4));
  return Object.fromEntries(named.map((name) => [name, random.pick([1, 2, 3, 100])]));
}

/** Weights of groups that some process names. */
export function onlyKnownGroups({ processes }: Workload, weights: Readonly<Record<string, number>>) {
  const known = new Set(processes.map(({ group }) => group).concat("default"));
  return Object.fromEntries(Object.entries(weights).filter(([name]) => known.has(name)));
}

/** Gives the processes what the policy looks at; some of them become periodic tasks. */
export function addTraits(random: Random, workload: Workload, options: SimulationOptions): void {
  for (const process of workload.processes) Object.assign(process, randomTraits(random, options));
  if (["rr", "vrr", "priority", "mlq"].includes(options.policy) ? random.chance(0.25) : random.chance(0.02)) {
    for (const process of workload.processes) if (random.chance(0.6)) process.quantum = random.int(1, 7);
  }
  if (options.policy === "mlq" && options.shares !== undefined) {
    const lost = 2 * ((options.switchCost ?? 0) + (options.migrationCost ?? 0));
    options.shares = options.shares.map((share) => share + lost);
  }
  if (options.policy === "fss") options.weights = onlyKnownGroups(workload, options.weights!);
  addServer(random, workload, options);
  const isRealTime = ["edf", "rm", "dm", "llf"].includes(options.policy);
  if (options.policy !== "rm" && !random.chance(isRealTime ? 0.5 : 0.02)) return;
  const last = Math.max(...workload.processes.map(({ arrival = 0 }) => arrival));
  options.horizon = last + random.int(1, 40);
  const fastest = Math.max(1, Math.floor(workload.processes.length * options.horizon / 60));
  const isMixed = "server" in options && options.server !== "none";
  for (const process of workload.processes) {
    if (options.policy === "rm" && !isMixed || random.chance(isMixed ? 0.5 : 0.7)) {
      process.period = random.int(fastest, 3 * fastest + 10);
    }
  }
}

/** Has some runs serve processes without a period or deadline; a server that has a budget is for one CPU without costs. */
function addServer(random: Random, workload: Workload, options: SimulationOptions): void {
  if (options.policy !== "rm" && options.policy !== "dm" && options.policy !== "edf") return;
  if (random.chance(0.5)) return;
  const serverPeriod = random.int(1, 12);
  const budget = { serverBudget: random.int(1, serverPeriod), serverPeriod };
  if (options.policy === "edf") {
    for (const process of workload.processes) if (random.chance(0.5)) delete process.deadline;
    if (random.chance(0.2)) options.server = "background";
    else Object.assign(options, { server: "total-bandwidth" }, budget);
    return;
  }
  if (random.chance(0.1)) {
    options.server = "background";
    return;
  }
  Object.assign(options, { server: random.pick(["polling", "deferrable", "sporadic"]), equals: "running" }, budget);
  options.cpus = 1;
  options.switchCost = 0;
}

function randomTraits(random: Random, options: SimulationOptions): Partial<ProcessSpec> {
  switch (options.policy) {
    case "priority":
      return random.chance(0.2) ? {} : { priority: random.int(-2, 4) };
    case "counters":
      return random.chance(0.2) ? {} : { priority: random.int(1, 9) };
    case "mlq":
      if (options.classes === "ranked") return { priority: random.pick([-7, -1, 0, 3, 40]) };
      return { priority: random.int(0, options.quanta!.length - 1) };
    case "lottery":
    case "stride":
      return random.chance(0.2) ? {} : { tickets: random.pick([1, 2, 3, 5, 10, 100]) };
    case "unix":
      return random.chance(0.3) ? {} : { nice: random.int(-4, 4) };
    case "fss":
      return {
        ...(random.chance(0.6) ? {} : { nice: random.int(-4, 4) }),
        ...(random.chance(0.2) ? {} : { group: random.pick(USAGE_GROUPS) }),
      };
    case "cfs":
    case "eevdf":
      return random.chance(0.3) ? {} : { nice: random.pick([-20, -5, -1, 0, 1, 5, 19]) };
    case "hrrn":
    case "predicted":
    case "easy":
    case "conservative":
      return random.chance(0.4) ? {} : { estimate: random.int(1, 40) };
    case "edf":
    case "dm":
    case "llf":
      return { deadline: random.int(1, 60) };
    default:
      return {};
  }
}
