import type { MachineFeature, Refusal } from "../policy.ts";

/** What takes more than one queue that every CPU takes everything from. */
export const SEVERAL_QUEUES: readonly MachineFeature[] = ["queues", "groups", "affinity"];

/** Refuses what takes more than one queue. */
export function needsOneQueue(reason: string): readonly Refusal[] {
  return [{ features: SEVERAL_QUEUES, reason }];
}

/** What a rigid job, which takes several CPUs at one instant and keeps them until it ends, has no use for. */
export const RIGID_REFUSALS: readonly Refusal[] = ([
  {
    features: ["queues"],
    reason: "a rigid job takes several CPUs at one instant, which no single CPU's queue can give",
  },
  { features: ["groups"], reason: "a rigid job keeps its CPUs until it ends, whatever its group's share" },
  { features: ["affinity"], reason: "a rigid job takes the idle CPUs of the lowest indices" },
  { features: ["speeds"], reason: "all CPUs of a rigid job end at one instant, the slowest would decide" },
  { features: ["migrationCost", "cacheWarmup"], reason: "a rigid job never changes its CPUs" },
  {
    features: ["switchCost"],
    reason:
      "the CPUs of a rigid job begin at one instant, and those that had no job before have nothing to switch from",
  },
  { features: ["bursts"], reason: "a rigid job keeps its CPUs until it ends, so it cannot block" },
] satisfies Refusal[]).map((refusal) => ({ ...refusal, when: { rigid: true } }));
