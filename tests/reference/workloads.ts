/**
 * Random workloads and options for tests, small enough for the reference simulator and crowded with coincidences.
 *
 * @module
 */

import type {
  LockProtocol,
  MachineOptions,
  PolicyName,
  PolicyOptions,
  SimulationOptions,
} from "../../engine/options.ts";
import type { CausesOptions, MlfqOptions, QuantumReturn, ReadyCause } from "../../engine/policy_options.ts";
import type { Burst, DeviceOrder, ProcessSpec, Workload } from "../../engine/workload.ts";
import {
  addTraits,
  BACKFILL_POLICIES,
  FURTHER_POLICIES,
  onlyKnownGroups,
  randomFurtherPolicy,
} from "./further_workloads.ts";
import { lockNames } from "./locks.ts";
import { normalizeBursts } from "./process.ts";
import { Random } from "./random.ts";
import { deviceNames } from "./resources.ts";

/** One random test case. */
export interface RandomCase {
  seed: number;
  workload: Workload;
  options: SimulationOptions;
}

/** What a case may be narrowed to. */
export interface RandomCaseLimits {
  policy?: PolicyName;
  /** Whether processes may lock in any order, so that some runs deadlock. Default: one case of eight does. */
  deadlocks?: boolean;
  /** Whether there are some hundred CPUs, and more processes than CPUs. Default false. */
  large?: boolean;
}

/** Every policy that runs on any machine and any workload, some with traits. */
export const RANDOM_POLICIES: readonly PolicyName[] = [
  "fcfs",
  "sjf",
  "srtf",
  "rr",
  "vrr",
  "causes",
  "mlfq",
  ...FURTHER_POLICIES,
];
const CAUSES: readonly ReadyCause[] = ["new", "quantum", "preempted", "io", "lock"];
const QUANTUM_RETURNS: readonly QuantumReturn[] = ["full", "remainder"];

/** The case of a seed, with everything recorded in full. */
export function randomCase(seed: number, limits: RandomCaseLimits = {}): RandomCase {
  const random = new Random(seed);
  const policy = limits.policy ?? random.pick(RANDOM_POLICIES);
  const rigid = BACKFILL_POLICIES.includes(policy) ||
    (policy === "fcfs" || policy === "sjf") && random.chance(0.3);
  const machine = randomMachine(random, rigid);
  if (limits.large) machine.cpus = random.int(60, 140);
  const options: SimulationOptions = {
    ...randomPolicy(random, policy),
    ...machine,
    timeline: "full",
    transitions: "full",
    decisions: "full",
  };
  const mayDeadlock = limits.deadlocks ?? random.chance(0.125);
  const count = limits.large
    ? random.int(150, 250)
    : random.chance(0.1)
    ? 1
    : random.int(2, random.chance(0.2) ? 30 : 10);
  const workload = randomWorkload(random, count, machine.cpus!, rigid, mayDeadlock);
  addTraits(random, workload, options);
  if (random.chance(0.5)) addDevices(random, workload, options);
  if (deviceNames(workload).length > 0 || machine.deviceOrder === "priority") {
    for (const process of workload.processes) process.priority ??= random.int(policy === "counters" ? 1 : -2, 3);
  }
  // Of numbers of its own, so that a seed makes the same workload with and without sizes.
  const sizes = new Random(seed + 0x5eed);
  if (sizes.chance(0.3)) addMemory(sizes, workload, options);
  const counted = new Random(seed + 0x7a9e);
  if (counted.chance(0.25)) addResources(counted, workload, options);
  const protocols = new Random(seed + 0x10cc);
  if (protocols.chance(0.7)) addLockOptions(protocols, workload, options);
  // A total bandwidth server knows all arrivals.
  const isBandwidth = "server" in options && options.server === "total-bandwidth";
  if (!isBandwidth && random.chance(0.3)) addDependencies(random, workload);
  return { seed, workload, options };
}

/** Makes some I/O that of devices with names; some of these are described, by the workload, by the options or by both. */
export function addDevices(random: Random, workload: Workload, options: SimulationOptions): void {
  const names = ["disk", "printer", "tape"].slice(0, random.int(1, 3));
  for (const process of workload.processes) {
    if (typeof process.bursts === "number") continue;
    process.bursts = normalizeBursts(process.bursts).map((burst) =>
      "io" in burst && random.chance(0.8) ? { ...burst, device: random.pick(names) } : burst
    );
  }
  const used = deviceNames(workload);
  if (used.length === 0) return;
  const orders: readonly DeviceOrder[] = ["fcfs", "priority", "shortest"];
  if (random.chance(0.5)) {
    const spec = () => ({
      ...(random.chance(0.5) ? { servers: random.int(1, 3) } : {}),
      ...(random.chance(0.6) ? { order: random.pick(orders) } : {}),
    });
    const described = names.filter(() => random.chance(0.6));
    workload.devices = Object.fromEntries(
      described.map((name) => [name, random.chance(0.3) ? random.int(1, 3) : spec()]),
    );
  }
  const known = [...new Set([...Object.keys(workload.devices ?? {}), ...used])];
  if (random.chance(0.3)) options.deviceServers = { [random.pick(known)]: random.int(1, 3) };
  if (random.chance(0.3)) options.deviceOrders = { [random.pick(known)]: random.pick(orders) };
  if (random.chance(0.3)) options.deviceOrder = random.pick(orders);
  if (random.chance(0.3)) options.devicePriorityOrder = random.pick(["policy", "low", "high"]);
}

/** Gives processes sizes, and mostly a memory in which not all of them find room. */
function addMemory(random: Random, { processes }: Workload, options: SimulationOptions): void {
  const sizeMax = random.pick([2, 5, 20]);
  for (const process of processes) if (random.chance(0.9)) process.memory = random.int(0, sizeMax);
  const largest = Math.max(1, ...processes.map(({ memory = 0 }) => memory));
  if (random.chance(0.9)) options.memory = random.int(largest, 3 * sizeMax);
  if (random.chance(0.8)) options.memoryFit = random.pick(["first", "best", "worst"]);
  if (random.chance(0.8)) options.admission = random.pick(["in-order", "skip"]);
  if (random.chance(0.7)) options.admitOrder = random.pick(["fcfs", "sjf", "priority", "hrrn"]);
  if (options.admitOrder === "priority") {
    const least = options.policy === "counters" ? 1 : -2;
    for (const process of processes) process.priority ??= random.int(least, 3);
  }
}

/** Gives processes counted resources, and mostly so few that not all of them can have theirs at once. */
function addResources(random: Random, { processes }: Workload, options: SimulationOptions): void {
  const names = ["tape", "printer", "plotter"].slice(0, random.int(1, 3));
  const needs = (name: string, { resources = {} }: Workload["processes"][number]) => resources[name] ?? 0;
  for (const process of processes) {
    if (random.chance(0.2)) continue;
    process.resources = Object.fromEntries(
      names.filter(() => random.chance(0.7)).map((name) => [name, random.int(0, 4)]),
    );
  }
  const used = names.filter((name) => processes.some((process) => needs(name, process) > 0));
  const limited = used.filter(() => random.chance(0.8));
  options.resources = Object.fromEntries(limited.map((name) => {
    const most = Math.max(...processes.map((process) => needs(name, process)));
    return [name, most + random.int(0, 4)];
  }));
  if (random.chance(0.6)) options.admission = random.pick(["in-order", "skip"]);
  if (options.admitOrder === undefined && random.chance(0.5)) options.admitOrder = random.pick(["fcfs", "sjf", "hrrn"]);
}

/** Has it matter at locks who is the more urgent. */
function addLockOptions(random: Random, { processes }: Workload, options: SimulationOptions): void {
  if (options.rigid || lockNames({ processes }).length === 0) return;
  const protocols = lockProtocols(options);
  if (protocols.length > 1) options.lockProtocol = random.pick(protocols);
  const keepsPlaces = options.policy === "mlfq" && options.preemption === "head";
  const hasBudget = "server" in options &&
    ![undefined, "none", "background", "total-bandwidth"].includes(options.server);
  if (keepsPlaces || hasBudget || random.chance(0.5)) return;
  options.lockOrder = "priority";
  for (const process of processes) process.priority ??= random.int(options.policy === "counters" ? 1 : -2, 3);
}

/** The protocols at locks that options allow. */
function lockProtocols(options: SimulationOptions): readonly LockProtocol[] {
  switch (options.policy) {
    case "priority":
      return options.aging || options.waitingRate || options.runningRate ? [] : ["none", "inheritance", "ceiling"];
    case "mlq":
      return options.between === "shares" ? [] : ["none", "inheritance", "ceiling"];
    case "edf":
      return options.server === undefined ? ["none", "inheritance"] : [];
    case "rm":
    case "dm":
      return options.server === undefined ? ["none", "inheritance", "ceiling"] : [];
    default:
      return [];
  }
}

/** Makes some processes come after others; nobody after itself, by whatever way. */
function addDependencies(random: Random, workload: Workload): void {
  const { processes } = workload;
  if (processes.some(({ period }) => period !== undefined)) return;
  const order = random.shuffle(Array.from({ length: processes.length }, (_, row) => row));
  order.forEach((row, place) => {
    if (place === 0 || random.chance(0.4)) return;
    const predecessor = order[random.int(random.chance(0.5) ? place - 1 : 0, place - 1)];
    const process = processes[row];
    process.after = processes[predecessor].pid ?? predecessor + 1;
    if (random.chance(0.6)) process.think = random.int(0, 6);
    if (random.chance(0.5)) delete process.arrival;
  });
}

function randomMachine(random: Random, rigid: boolean): MachineOptions {
  const machine: MachineOptions = { cpus: random.chance(0.4) ? 1 : random.int(1, 8) };
  if (rigid) machine.rigid = true;
  else if (random.chance(0.5)) {
    machine.switchCost = random.int(0, 3);
    if (random.chance(0.3)) machine.switchFirst = true;
    if (random.chance(0.3)) machine.switchAt = random.pick(["leaving", "leaving-unfinished"]);
  }
  if (random.chance(0.3)) {
    machine.devices = random.int(1, 2);
    if (random.chance(0.5)) machine.deviceOrder = random.pick(["fcfs", "priority", "shortest"]);
  } else if (random.chance(0.2)) machine.devices = Infinity;
  if (random.chance(0.3)) {
    machine.admit = random.int(1, 6);
    if (random.chance(0.7)) machine.admitOrder = random.pick(["fcfs", "sjf", "hrrn"]);
  }
  if (random.chance(0.5)) machine.ties = random.pick(["textbook", "ostep"]);
  return machine;
}

function randomPolicy(random: Random, policy: PolicyName): PolicyOptions {
  switch (policy) {
    case "rr":
      return { policy, quantum: random.int(1, 6), quantumReturn: random.pick(QUANTUM_RETURNS) };
    case "vrr":
      return { policy, quantum: random.int(1, 6) };
    case "srtf":
      return { policy, equals: random.pick(["running", "arrival"]) };
    case "causes":
      return randomCauses(random);
    case "mlfq":
      return randomMlfq(random);
    default:
      return randomFurtherPolicy(random, policy);
  }
}

function randomCauses(random: Random): CausesOptions {
  const options: CausesOptions = { policy: "causes", quantumReturn: random.pick(QUANTUM_RETURNS) };
  if (random.chance(0.7)) options.order = random.shuffle(CAUSES);
  if (random.chance(0.7)) options.quantum = random.int(1, 5);
  if (random.chance(0.5)) {
    options.quanta = {};
    for (const cause of CAUSES) if (random.chance(0.5)) options.quanta[cause] = random.int(1, 6);
  }
  if (random.chance(0.4)) options.preemptive = random.chance(0.5);
  return options;
}

function randomMlfq(random: Random): MlfqOptions {
  const options: MlfqOptions = { policy: "mlfq", levels: random.int(1, 5) };
  if (random.chance(0.5)) options.quantum = random.int(1, 3);
  else {
    const quanta = Array.from({ length: options.levels! }, () => random.int(1, 6));
    if (quanta.length > 1 && random.chance(0.3)) quanta[quanta.length - 1] = 0;
    options.quanta = quanta;
  }
  if (random.chance(0.5)) {
    options.allotments = random.chance(0.5)
      ? random.int(1, 3)
      : Array.from({ length: options.levels! }, () => random.int(1, 3));
  }
  // Short periods make boosts coincide with arrivals, completions and the ends of quanta and switches.
  if (random.chance(0.5)) options.boost = random.chance(0.5) ? random.int(1, 6) : random.int(7, 30);
  options.preemption = random.pick(["tail", "head", "none"]);
  if (random.chance(0.3)) options.demoteAlone = random.chance(0.3);
  if (random.chance(0.4)) options.ioStay = random.chance(0.7);
  if (random.chance(0.4)) options.ioBump = random.chance(0.7);
  options.quantumReturn = random.pick(QUANTUM_RETURNS);
  return options;
}

function randomWorkload(random: Random, count: number, cpus: number, rigid: boolean, mayDeadlock: boolean): Workload {
  // All at once, crowded, or spread out.
  const arrivalMax = random.pick([0, 3, count, 3 * count, 20 * count]);
  const burstMax = random.pick([1, 3, 8, 20]);
  const style = rigid ? "single" : random.pick(["single", "io", "io", "locks", "locks"]);
  const locks = ["a", "b", "c", "d"].slice(0, random.int(1, 4));
  const hasPids = random.chance(0.4);
  const pids = random.shuffle(Array.from({ length: count }, (_, index) => index + 1));
  const processes = pids.map((pid): ProcessSpec => {
    const spec: ProcessSpec = {
      bursts: style === "single"
        ? random.int(1, burstMax)
        : style === "io"
        ? ioProgram(random, burstMax)
        : lockProgram(random, burstMax, locks, mayDeadlock),
    };
    if (hasPids) spec.pid = pid * 7;
    if (arrivalMax > 0) spec.arrival = random.int(0, arrivalMax);
    if (rigid) spec.processors = random.int(1, cpus);
    return spec;
  });
  return { processes };
}

/** CPU and I/O ticks in turn; some programs begin or end with I/O. */
function ioProgram(random: Random, burstMax: number): (number | Burst)[] {
  const bursts: (number | Burst)[] = [random.int(1, burstMax)];
  for (let count = random.int(0, 4); count > 0; count--) {
    bursts.push(random.chance(0.2) ? 0 : random.int(1, burstMax), random.int(1, burstMax));
  }
  return withIoAtEnds(random, bursts, burstMax);
}

function withIoAtEnds(random: Random, bursts: (number | Burst)[], burstMax: number): (number | Burst)[] {
  if (random.chance(0.15)) bursts.push({ io: random.int(0, burstMax) });
  if (random.chance(0.15)) bursts.unshift({ io: random.int(0, burstMax) });
  return bursts;
}

/** CPU bursts with lock operations, I/O or both between them. Without deadlocks, locks are taken in their order. */
function lockProgram(
  random: Random,
  burstMax: number,
  locks: readonly string[],
  mayDeadlock: boolean,
): (number | Burst)[] {
  const bursts: Burst[] = [{ cpu: random.int(1, burstMax) }];
  const held: string[] = [];
  const unlock = () => {
    const [name] = held.splice(random.int(0, held.length - 1), 1);
    bursts.push({ unlock: name });
  };
  for (let count = random.int(0, 5); count > 0; count--) {
    const before = bursts.length;
    for (let operations = random.int(0, 3); operations > 0; operations--) {
      const free = locks.filter((name) =>
        mayDeadlock ? !held.includes(name) : held.every((heldName) => heldName < name)
      );
      if (held.length > 0 && random.chance(0.5)) unlock();
      else if (free.length > 0) {
        const name = random.pick(free);
        held.push(name);
        bursts.push({ lock: name });
      }
    }
    const isPlain = bursts.length === before;
    if (isPlain || random.chance(0.4)) bursts.push({ io: random.chance(0.3) ? 0 : random.int(1, burstMax) });
    bursts.push({ cpu: random.int(1, burstMax) });
  }
  while (held.length > 0) unlock();
  return withIoAtEnds(random, bursts, burstMax);
}

/** Options without what they say of devices and groups that the workload does not have. */
function onlyKnownNames(workload: Workload, options: SimulationOptions): SimulationOptions {
  if (options.policy === "fss") options = { ...options, weights: onlyKnownGroups(workload, options.weights ?? {}) };
  const used = deviceNames(workload);
  const known = used.length === 0 ? [] : [...Object.keys(workload.devices ?? {}), ...used];
  const of = <V>(record: Readonly<Record<string, V>> = {}) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => known.includes(name)));
  return { ...options, deviceServers: of(options.deviceServers), deviceOrders: of(options.deviceOrders) };
}

/** The smallest case that still fails, found by leaving out one process after another. */
export function shrinkCase(failing: RandomCase, fails: (candidate: RandomCase) => boolean): RandomCase {
  let smallest = failing;
  for (let index = 0; index < smallest.workload.processes.length;) {
    const processes = smallest.workload.processes
      .map((spec, position) => ({ ...spec, pid: spec.pid ?? position + 1 }))
      .filter((_, position) => position !== index)
      .map((spec, _, kept) =>
        kept.some(({ pid }) => pid === spec.after) ? spec : { ...spec, after: undefined, think: undefined }
      );
    const { devices } = smallest.workload;
    const workload: Workload = { processes, ...(devices === undefined ? {} : { devices }) };
    const candidate = { ...smallest, workload, options: onlyKnownNames(workload, smallest.options) };
    if (processes.length > 0 && fails(candidate)) {
      smallest = candidate;
      index = 0;
    } else {
      index++;
    }
  }
  return smallest;
}
