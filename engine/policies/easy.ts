import type { EnginePolicy } from "../policy.ts";
import type { EasyOptions } from "../policy_options.ts";
import { estimatesOf } from "./_estimates.ts";
import { QUEUE_DEPTH } from "./_queue_depth.ts";
import { RIGID_REFUSALS } from "./_refusals.ts";

/** EASY backfilling. */
export const easy: EnginePolicy<EasyOptions> = {
  name: "easy",
  title: "EASY backfilling",
  summary: "Rigid jobs, first come, first served; a later one starts before its turn if that does not delay the first.",
  about:
    "Rigid jobs start in the order of joining. While the first one waits for CPUs, its start is reserved for the time at which, by the estimates, enough will be free; a later job may start now if it is expected to end by then, or takes only CPUs that the first one leaves over. An estimate counts as no less than what the job takes.",
  figure:
    "Jobs of 2, 4, 2, 1 and 1 CPUs for 6, 4, 6, 8 and 2 ticks on 4 CPUs: mean turnaround 10.40, where first come, first served has 12.40",
  avoid: "Where every job must be told when it will start at the latest: only the first one knows (conservative).",
  reads: ["processors", "estimate"],
  levels: false,
  options: [
    QUEUE_DEPTH,
    {
      name: "reservationDepth",
      type: "count",
      min: 1,
      unlimited: true,
      default: 1,
      summary:
        "How many waiting jobs have a reservation that none behind them may delay; planned anew at every instant.",
    },
  ],
  key: { name: "place", meaning: "0 for the job that may start, 1 for the others", then: ["joined"] },
  tieRule: "Jobs are tried in the order of joining the queue: arrival, then pid.",
  source:
    "D. Lifka, The ANL/IBM SP Scheduling System, JSSPP 1995; A. Mu'alem and D. Feitelson, IEEE TPDS 12, 2001; queueDepth: Slurm's bf_max_job_test; reservationDepth: Maui's RESERVATIONDEPTH, D. Jackson, Q. Snell and M. Clement, Core Algorithms of the Maui Scheduler, JSSPP 2001",
  refuses: RIGID_REFUSALS,
  rigid: true,
  rigidOnly: true,
  resolve: (options) => options as Required<EasyOptions>,
  features: ({ reservationDepth }) =>
    reservationDepth === 1 ? ["trait", "releases"] : ["trait", "virtual", "releases", "profile"],
  traits: estimatesOf,
  configure(core, { queueDepth, reservationDepth }) {
    core.queueDepth.value = queueDepth;
    core.reservationDepth.value = reservationDepth;
  },
  simulate: (core, until, instants) =>
    core.reservationDepth.value === 1 ? core.simulateEasy(until, instants) : core.simulateReserving(until, instants),
};
