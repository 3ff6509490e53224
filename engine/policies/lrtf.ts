import type { EnginePolicy } from "../policy.ts";
import type { LrtfOptions } from "../policy_options.ts";
import { EQUALS, writeEquals } from "./_equals.ts";
import { wornDownRow } from "./_worn_down.ts";
import { URGENCY_OF_BURSTS } from "./_refusals.ts";

/** Longest remaining time first. */
export const lrtf: EnginePolicy<LrtfOptions> = {
  name: "lrtf",
  title: "Longest remaining time first",
  summary: "The process with the most left of its current CPU burst runs; one with more takes the CPU from it.",
  about:
    "The process with the most left of its current CPU burst runs. It loses the CPU at the tick at which another has strictly more left, so the longest are worn down together. All of them end late, close to one another.",
  figure: "Stallings' five processes: mean turnaround 14.00, mean weighted turnaround 3.78",
  avoid:
    "Nearly always: it has the worst mean turnaround, and a switch nearly every tick once remaining times are equal.",
  reads: [],
  levels: false,
  options: [EQUALS],
  key: { name: "remaining", meaning: "minus the ticks left of its current CPU burst", then: ["arrival", "pid"] },
  tieRule:
    "Equal remaining times run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source: "The preemptive form of longest job first, as textbook exercises have it",
  refuses: URGENCY_OF_BURSTS,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<LrtfOptions>,
  wornDown: wornDownRow,
  features: () => ["heap"],
  configure: writeEquals,
  simulate: (core, until, instants) => core.simulateLrtf(until, instants),
};
