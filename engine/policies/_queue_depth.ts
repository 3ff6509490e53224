import type { OptionSpec } from "../policy.ts";

/** The option of backfilling that says how far back in the queue it looks. */
export const QUEUE_DEPTH: OptionSpec = {
  name: "queueDepth",
  type: "count",
  min: 1,
  unlimited: true,
  default: Infinity,
  summary: "How many jobs of the queue are looked at, from the first on; with 1 nobody goes before their turn.",
};
