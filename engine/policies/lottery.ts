import type { EnginePolicy } from "../policy.ts";
import type { LotteryOptions } from "../policy_options.ts";
import { writeQuanta } from "./_quantum.ts";
import { needsOneQueue, SHARES_ONLY } from "./_refusals.ts";
import { traitOf } from "./_traits.ts";

/** Lottery. */
export const lottery: EnginePolicy<LotteryOptions> = {
  name: "lottery",
  title: "Lottery",
  summary: "A ticket is drawn for every quantum; its holder runs.",
  about:
    "Each time a CPU is given away a ticket is drawn among those of the ready processes, and its holder runs for a quantum. In the long run each gets the CPU in proportion to its tickets, and nobody starves. Over a short time luck decides: after n quanta the share is off by about 1 / sqrt(n).",
  figure:
    "Two processes of 4,000 ticks with 3 tickets and 1, quantum 1, seed 1: the first ends at 5,389, when the second has had 1,389; its share is 1,333",
  avoid: "Where shares must hold over short times (stride is exact), or where a process must not be unlucky.",
  reads: ["tickets"],
  levels: false,
  options: [
    { name: "quantum", type: "ticks", min: 1, default: 4, summary: "Ticks that a winner may run." },
    { name: "seed", type: "count", min: 0, default: 1, summary: "Starts the random number generator (splitmix64)." },
  ],
  key: { name: "ticket", meaning: "0 for the holder of the ticket drawn, 1 for the others", then: ["arrival", "pid"] },
  tieRule: "Tickets are numbered in the order (arrival, pid) of their holders; the draw knows no ties.",
  source:
    "C. Waldspurger and W. Weihl, Lottery Scheduling: Flexible Proportional-Share Resource Management, OSDI 1994; OSTEP, chapter 9",
  refuses: [...needsOneQueue("every draw is among all tickets of the ready processes, in one urn"), ...SHARES_ONLY],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<LotteryOptions>,
  quantumMax: ({ quantum }) => quantum,
  features: () => ["trait", "tickets"],
  traits: (workload) => traitOf(workload, "tickets"),
  configure(core, { quantum, seed }) {
    writeQuanta(core, [quantum]);
    core.lotterySeed.value = seed;
  },
  simulate: (core, until, instants) => core.simulateLottery(until, instants),
};
