import type { MachineFeature, Refusal } from "../policy.ts";

/** What takes more than one queue that every CPU takes everything from. */
export const SEVERAL_QUEUES: readonly MachineFeature[] = ["queues", "groups", "affinity"];

/** Refuses what takes more than one queue. */
export function needsOneQueue(reason: string): readonly Refusal[] {
  return [{ features: SEVERAL_QUEUES, reason }];
}

/** Why a policy takes no protocol at locks. */
function noProtocol(reason: string): readonly Refusal[] {
  return [{ features: ["lockProtocol"], reason }];
}

/** Where all processes are alike to a policy. */
export const NO_URGENCY = noProtocol("no process is more urgent than another, so a holder has nothing to inherit");

/** Where a policy looks at bursts. */
export const URGENCY_OF_BURSTS = noProtocol(
  "it goes by what processes execute and how long they wait, and no waiting process's burst is that of the holder",
);

/** Where urgency changes while a process runs or waits. */
export const URGENCY_MOVES = noProtocol(
  "how urgent a process is changes from tick to tick, so what is inherited would not stay",
);

/** Where a process has a share of the time. */
export const SHARES_ONLY = noProtocol(
  "processes have shares of the time and no order of urgency; what a waiting one could lend is its share",
);

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
  { features: ["lockProtocol", "lockOrder"], reason: "a rigid job has no locks, since it cannot block" },
] satisfies Refusal[]).map((refusal) => ({ ...refusal, when: { rigid: true } }));
