import type { EnginePolicy } from "../policy.ts";
import type { UnixOptions } from "../policy_options.ts";
import {
  basePriorities,
  DECAY_USAGE,
  DECAY_USAGE_REFUSALS,
  resolveDecayUsage,
  writeDecayUsage,
} from "./_decay_usage.ts";

/** Traditional UNIX scheduling. */
export const unix: EnginePolicy<UnixOptions> = {
  name: "unix",
  title: "Traditional UNIX (decayed usage)",
  summary: "The process that has used the CPU least lately runs; every second all counts are halved.",
  about:
    "A process counts the ticks that it executes. Every second all counts, of blocked processes too, are halved, and priorities become base + nice + count / 2, rounded down, the least of which runs; equal ones take turns. So who computes goes down, and who waits comes up again.",
  figure:
    "Bach's three processes of a second and more: they run in turn, A with priorities 75, 67 and 63 while it waits",
  avoid: "Where shares matter: what a process gets depends on how many others there are (stride, fss).",
  reads: ["nice"],
  levels: false,
  options: DECAY_USAGE,
  key: { name: "priority", meaning: "base + nice + half its count, as of the last second", then: ["joined"] },
  tieRule: "Equal priorities run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source:
    "M. Bach, The Design of the UNIX Operating System, 1986, section 8.1; Stallings, Operating Systems, section 9.3",
  refuses: DECAY_USAGE_REFUSALS,
  rigid: false,
  rigidOnly: false,
  resolve: resolveDecayUsage,
  quantumMax: ({ quantum }) => quantum,
  features: () => ["heap", "trait", "virtual", "served", "usage"],
  traits: basePriorities,
  configure: writeDecayUsage,
  simulate: (core, until, instants) => core.simulateUnix(until, instants),
};
