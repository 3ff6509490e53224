import type { EnginePolicy } from "../policy.ts";
import type { SrtfOptions } from "../policy_options.ts";
import { EQUALS, writeEquals } from "./_equals.ts";
import { URGENCY_OF_BURSTS } from "./_refusals.ts";

/** Shortest remaining time first. */
export const srtf: EnginePolicy<SrtfOptions> = {
  name: "srtf",
  title: "Shortest remaining time first",
  summary:
    "The process with the least remaining time of its current CPU burst runs; a lesser one takes the CPU from it.",
  about:
    "The process with the least left of its current CPU burst runs; one that comes with less takes the CPU from it. On one CPU no policy has a lesser mean turnaround. It must know the bursts beforehand.",
  figure: "Stallings' five processes: mean turnaround 7.20, mean weighted turnaround 1.59",
  avoid: "Where bursts are not known, where a switch is dear, and where long processes must not starve.",
  reads: [],
  levels: false,
  options: [EQUALS],
  key: { name: "remaining", meaning: "ticks left of its current CPU burst", then: ["arrival", "pid"] },
  tieRule:
    "Equal remaining times run by arrival, then pid; an equal one preempts only with equals arrival, if it is the earlier.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2; Stallings, Operating Systems, SRT",
  refuses: URGENCY_OF_BURSTS,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<SrtfOptions>,
  features: () => ["heap"],
  configure: writeEquals,
  simulate: (core, until, instants) => core.simulateSrtf(until, instants),
};
