import type { SrtfOptions } from "../options.ts";
import type { EnginePolicy } from "../policy.ts";

/** Shortest remaining time first. */
export const srtf: EnginePolicy<SrtfOptions> = {
  name: "srtf",
  title: "Shortest remaining time first",
  summary:
    "The process with the least remaining time of its current CPU burst runs; a lesser one takes the CPU from it.",
  options: [],
  key: { name: "remaining", meaning: "ticks left of its current CPU burst", then: ["arrival", "pid"] },
  tieRule: "Equal remaining times run by arrival, then pid; an equal one does not preempt.",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.2; Stallings, Operating Systems, SRT",
  rigid: false,
  resolve: (options) => options,
  features: () => ["heap"],
  configure: () => {},
  simulate: (core, until, instants) => core.simulateSrtf(until, instants),
};
