import type { EnginePolicy } from "../policy.ts";
import type { ConservativeOptions } from "../policy_options.ts";
import { estimatesOf } from "./_estimates.ts";
import { QUEUE_DEPTH } from "./_queue_depth.ts";
import { RIGID_REFUSALS } from "./_refusals.ts";

/** Conservative backfilling. */
export const conservative: EnginePolicy<ConservativeOptions> = {
  name: "conservative",
  title: "Conservative backfilling",
  summary: "Rigid jobs, each with a reservation from its arrival on, which no later job may delay.",
  about:
    "Every rigid job gets a reservation when it arrives: the earliest time at which, by the estimates, its CPUs are free for as long as it asks for, all reservations before it respected. When a job ends early the reservations are moved forward as far as they go, in the order of the queue. So nobody starts later than was said at the arrival.",
  figure:
    "Jobs of 2, 4, 2, 1 and 1 CPUs for 6, 4, 6, 8 and 2 ticks on 4 CPUs: mean turnaround 10.40, where first come, first served has 12.40",
  avoid: "Where throughput is all: EASY backfills more, since it respects one reservation only.",
  reads: ["processors", "estimate"],
  levels: false,
  options: [QUEUE_DEPTH],
  key: { name: "place", meaning: "0 for the job that may start, 1 for the others", then: ["joined"] },
  tieRule: "Reservations are made in the order of joining the queue: arrival, then pid.",
  source:
    "A. Mu'alem and D. Feitelson, Utilization, Predictability, Workloads, and User Runtime Estimates in Scheduling the IBM SP2 with Backfilling, IEEE TPDS 12, 2001; queueDepth: Slurm's bf_max_job_test",
  refuses: RIGID_REFUSALS,
  rigid: true,
  rigidOnly: true,
  resolve: (options) => options as Required<ConservativeOptions>,
  features: () => ["trait", "virtual", "releases", "profile"],
  traits: estimatesOf,
  configure: (core, { queueDepth }) => {
    core.queueDepth.value = queueDepth;
  },
  simulate: (core, until, instants) => core.simulateConservative(until, instants),
};
