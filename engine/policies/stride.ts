import type { EnginePolicy } from "../policy.ts";
import type { StrideOptions } from "../policy_options.ts";
import { writeQuanta } from "./_quantum.ts";
import { needsOneQueue, SHARES_ONLY } from "./_refusals.ts";
import { traitOf } from "./_traits.ts";

/** Stride. */
export const stride: EnginePolicy<StrideOptions> = {
  name: "stride",
  title: "Stride",
  summary: "The process that has had least of its share runs for a quantum: lottery scheduling without luck.",
  about:
    "Each process has a pass that grows with every tick that it executes, the slower the more tickets it has; the least pass runs for a quantum. So each process's time is in proportion to its tickets, never more than about a quantum off. One that was blocked or is new starts where the others stand: it cannot save up time that it did not want.",
  figure: "OSTEP, chapter 9, 100, 50 and 250 tickets with quantum 1: of 80 ticks they get 20, 10 and 50",
  avoid: "Where interactive processes should go before others: a share is all that counts.",
  reads: ["tickets"],
  levels: false,
  options: [
    { name: "quantum", type: "ticks", min: 1, default: 4, summary: "Ticks that a process may run at a time." },
  ],
  key: { name: "pass", meaning: "its pass, 2^20 / tickets a tick", then: ["joined"] },
  tieRule: "Equal passes run in the order of joining the queue; at one instant, in the order of the ties rule.",
  source:
    "C. Waldspurger and W. Weihl, Stride Scheduling: Deterministic Proportional-Share Resource Management, MIT/LCS/TM-528, 1995",
  refuses: [
    ...needsOneQueue("its passes are measured against one global pass, whichever CPU a process runs on"),
    ...SHARES_ONLY,
  ],
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<StrideOptions>,
  quantumMax: ({ quantum }) => quantum,
  features: () => ["heap", "trait", "virtual", "served"],
  traits: (workload) => traitOf(workload, "tickets"),
  configure: (core, { quantum }) => writeQuanta(core, [quantum]),
  simulate: (core, until, instants) => core.simulateStride(until, instants),
};
