/**
 * Random cases for the larger machine: several queues, affinity, costs, speeds, groups.
 *
 * @module
 */

import type { SimulationOptions } from "../../engine/options.ts";
import { POLICIES } from "../../engine/policies.ts";
import { Random } from "./random.ts";
import { type RandomCase, randomCase, type RandomCaseLimits } from "./workloads.ts";

const SPEEDS = [1, 1, 2, 0.5, 0.75, 1.25, 3] as const;
const GROUPS: readonly string[] = ["a", "b", "c"];

/** So many that the core finds whose turn it is in trees. */
const MANY_GROUPS: readonly string[] = Array.from({ length: 40 }, (_, index) => `g${index}`);

/** What a larger machine may have besides; each at random where nothing is said. */
export interface LargerLimits extends RandomCaseLimits {
  costs?: boolean;
  speeds?: boolean;
  groups?: boolean;
  /** Whether there are many groups, where there are any. Default false. */
  manyGroups?: boolean;
}

/** The case of a seed, with everything recorded in full. */
export function randomLargerCase(seed: number, limits: LargerLimits = {}): RandomCase {
  const input = randomCase(seed, limits);
  const { workload } = input;
  const options = input.options as SimulationOptions;
  const random = new Random(seed ^ 0x5bd1e995);
  const policy = POLICIES.find(({ name }) => name === options.policy)!;
  if (policy.rigidOnly) return randomLargerCase(seed, { ...limits, policy: "rr" });
  delete options.rigid;
  if (options.policy === "mlfq" && options.preemption === "head") options.preemption = "tail";
  // The budget of a server is that of one CPU.
  if (options.policy === "rm" || options.policy === "dm") {
    if (options.serverBudget !== undefined) options.server = "background";
    delete options.serverBudget;
    delete options.serverPeriod;
  }
  const cpus = options.cpus!;
  const groups = limits.manyGroups ? MANY_GROUPS : GROUPS;
  const refusals = policy.refuses?.filter(({ when }) => when === undefined) ?? [];
  const refused = new Set(refusals.flatMap(({ features }) => features));
  if (!refused.has("queues")) {
    if (random.chance(0.7)) randomQueues(random, options);
    if (limits.groups ?? random.chance(0.4)) randomGroups(random, options, groups);
    if (random.chance(0.5)) {
      for (const process of workload.processes) {
        if (random.chance(0.6)) process.affinity = randomAffinity(random, cpus);
      }
    }
    for (const process of workload.processes) if (random.chance(0.8)) process.group = random.pick(groups);
  }
  // Turns of a multilevel queue must be long enough for what it takes to switch to a process.
  const hasTurns = options.policy === "mlq" && options.between === "shares";
  if (!hasTurns && (limits.costs ?? random.chance(0.6))) options.migrationCost = random.int(0, 3);
  const isEven = refused.has("speeds");
  if (!isEven && (limits.costs ?? random.chance(0.5))) options.cacheWarmup = random.int(0, 4);
  if (!isEven && (limits.speeds ?? random.chance(0.4))) {
    options.speeds = Array.from({ length: cpus }, () => random.pick(SPEEDS));
  }
  if (options.groups) {
    const known = new Set(workload.processes.map(({ group }) => group ?? "default").concat("default"));
    for (const name of ["groupShares", "groupQuotas"] as const) {
      if (options[name] === undefined) continue;
      options[name] = Object.fromEntries(Object.entries(options[name]).filter(([group]) => known.has(group)));
    }
  }
  return { ...input, options };
}

function randomQueues(random: Random, options: SimulationOptions): void {
  options.queues = "per-cpu";
  options.placement = random.pick(["least-loaded", "round-robin"]);
  options.wakePlacement = random.pick(["last-cpu", "least-loaded", "round-robin"]);
  options.stealing = random.chance(0.5);
  if (random.chance(0.4)) options.balance = random.int(1, 12);
}

function randomGroups(random: Random, options: SimulationOptions, groups: readonly string[]): void {
  options.groups = true;
  const names = ["default", ...groups];
  if (random.chance(0.7)) {
    options.groupShares = Object.fromEntries(names.map((name) => [name, random.int(1, 5)]));
  }
  if (random.chance(0.5)) {
    options.groupQuotas = Object.fromEntries(
      names.filter(() => random.chance(0.6)).map((name) => [name, random.int(1, 12)]),
    );
    options.quotaPeriod = random.int(2, 20);
  }
}

function randomAffinity(random: Random, cpus: number): number[] {
  const all = random.shuffle(Array.from({ length: cpus }, (_, cpu) => cpu));
  return all.slice(0, random.int(1, cpus));
}
