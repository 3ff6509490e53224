/**
 * Random workloads that are all about locks: chains of them, under policies whose urgencies never change.
 *
 * @module
 */

import type { LockProtocol, PolicyOptions, SimulationOptions } from "../../engine/options.ts";
import type { Burst, ProcessSpec, Workload } from "../../engine/workload.ts";
import { Random } from "./random.ts";
import { addDevices, type RandomCase } from "./workloads.ts";

const LOCKS = ["a", "b", "c", "d", "e"] as const;

/** What a case may be narrowed to. */
export interface LockLimits {
  /** One CPU and programs without I/O, preemption without costs: where the protocols keep their promises. */
  plain?: boolean;
  /** Whether locks may be taken in any order, so that some runs deadlock. Default false. */
  deadlocks?: boolean;
  protocol?: LockProtocol;
  /** Whether a hundred processes crowd at one or two locks. Default false. */
  many?: boolean;
}

/** The case of a seed, with everything recorded in full. */
export function randomLockCase(
  seed: number,
  { plain = false, deadlocks = false, protocol, many = false }: LockLimits = {},
): RandomCase {
  const random = new Random(seed ^ 0x10cc5eed);
  const lockProtocol = protocol ?? random.pick(["none", "inheritance", "inheritance", "ceiling"]);
  const policy = randomPolicy(random, lockProtocol, plain);
  const count = many ? random.int(60, 120) : random.int(3, random.chance(0.2) ? 25 : 9);
  const burstMax = random.pick([2, 5, 12]);
  const spread = random.pick([2, count, 4 * count]);
  const locks = LOCKS.slice(0, random.int(1, many ? 2 : LOCKS.length));
  const processes = Array.from({ length: count }, (): ProcessSpec => ({
    arrival: random.int(0, spread),
    priority: policy.policy === "mlq" ? random.int(0, 2) : random.int(-3, 5),
    deadline: random.int(1, 80),
    period: policy.policy === "rm" ? random.int(200, 400) : undefined,
    bursts: randomProgram(random, { burstMax, locks, hasIo: !plain, deadlocks }),
  }));
  const workload: Workload = { processes };
  const options: SimulationOptions = {
    ...policy,
    lockProtocol,
    lockOrder: random.pick(["fcfs", "priority"]),
    cpus: plain || random.chance(0.5) ? 1 : random.int(2, 4),
    timeline: "full",
    transitions: "full",
    decisions: "full",
  };
  if (policy.policy === "rm") options.horizon = spread + random.int(1, 300);
  if (plain) return { seed, workload, options };
  if (random.chance(0.3)) options.switchCost = random.int(1, 2);
  if (random.chance(0.3)) options.ties = "ostep";
  if (random.chance(0.4)) addDevices(random, workload, options);
  if (policy.policy !== "rm" && random.chance(0.3)) addFollowers(random, processes);
  if (random.chance(0.3)) addLargerMachine(random, processes, options);
  return { seed, workload, options };
}

function randomPolicy(random: Random, protocol: LockProtocol, plain: boolean): PolicyOptions {
  const policies = [
    "priority",
    "priority",
    "mlq",
    "rm",
    "dm",
    ...(protocol === "ceiling" ? [] : ["edf" as const]),
  ] as const;
  const policy = plain && protocol === "ceiling" ? "priority" : random.pick(policies);
  const preemptive = plain || random.chance(0.85);
  const preemptedTo = plain ? "head" : random.pick(["tail", "head"] as const);
  const priorityOrder = random.pick(["low", "high"] as const);
  if (policy === "priority") {
    const quantum = plain || random.chance(0.5) ? Infinity : random.int(1, 4);
    return { policy, preemptive, priorityOrder, preemptedTo, quantum };
  }
  if (policy === "mlq") {
    const quanta = [random.int(0, 4), random.int(0, 4), random.int(0, 4)];
    return { policy, preemptive, priorityOrder, preemptedTo, quanta: plain ? [0, 0, 0] : quanta };
  }
  return { policy, preemptive, equals: plain ? "running" : random.pick(["running", "arrival"]) };
}

/** Critical sections in one another, of locks in their order unless there may be deadlocks. */
function randomProgram(
  random: Random,
  { burstMax, locks, hasIo, deadlocks }: {
    burstMax: number;
    locks: readonly string[];
    hasIo: boolean;
    deadlocks: boolean;
  },
): Burst[] {
  const bursts: Burst[] = [{ cpu: random.int(1, burstMax) }];
  const held: string[] = [];
  for (let steps = random.int(1, 7); steps > 0; steps -= 1) {
    for (let operations = random.int(1, 2); operations > 0; operations -= 1) {
      const free = locks.filter((name) => !held.includes(name) && (deadlocks || held.every((other) => other < name)));
      if (held.length > 0 && random.chance(0.4)) {
        bursts.push({ unlock: held.splice(random.int(0, held.length - 1), 1)[0] });
      } else if (free.length > 0) {
        const name = random.pick(free);
        held.push(name);
        bursts.push({ lock: name });
      }
    }
    const isPlain = "cpu" in bursts.at(-1)!;
    if (hasIo && (isPlain || random.chance(0.25))) bursts.push({ io: random.int(0, burstMax) });
    else if (isPlain) bursts.pop();
    bursts.push({ cpu: random.int(1, burstMax) });
  }
  while (held.length > 0) bursts.push({ unlock: held.pop()! });
  return bursts;
}

function addFollowers(random: Random, processes: ProcessSpec[]): void {
  processes.forEach((process, row) => {
    if (row === 0 || random.chance(0.6)) return;
    process.after = random.int(1, row);
    process.think = random.int(0, 5);
  });
}

function addLargerMachine(random: Random, processes: ProcessSpec[], options: SimulationOptions): void {
  const cpus = options.cpus!;
  if (random.chance(0.6)) options.queues = "per-cpu";
  if (options.queues === "per-cpu" && random.chance(0.5)) options.stealing = true;
  if (options.queues === "per-cpu" && random.chance(0.4)) options.balance = random.int(1, 9);
  if (random.chance(0.4)) options.migrationCost = random.int(0, 2);
  if (random.chance(0.4)) options.speeds = Array.from({ length: cpus }, () => random.pick([0.5, 1, 2]));
  if (random.chance(0.3)) {
    options.groups = true;
    for (const process of processes) process.group = random.pick(["x", "y"]);
  }
  if (random.chance(0.4)) {
    for (const process of processes) if (random.chance(0.5)) process.affinity = [random.int(0, cpus - 1)];
  }
}
