import type { EnginePolicy } from "../policy.ts";
import type { VrrOptions } from "../policy_options.ts";
import { ownQuanta, writeQuanta } from "./_quantum.ts";
import { NO_URGENCY } from "./_refusals.ts";

/** Virtual round robin. */
export const vrr: EnginePolicy<VrrOptions> = {
  name: "vrr",
  title: "Virtual round robin",
  summary: "Round robin in which a process that is back from I/O goes before the others, for the rest of its quantum.",
  about:
    "Processes take turns of one quantum. One that comes back from I/O, or is given a lock, waits in an auxiliary queue that goes first, and runs for what it had left of its quantum. So processes that wait for I/O often get as much of the CPU as those that only compute.",
  figure: "Quantum 4, 2 ticks, 3 of I/O and 4 ticks beside 8 and 8, and 2 from 7 on: ends at 20, 16, 24 and 18",
  avoid: "Where nothing waits for I/O: it is round robin then.",
  reads: ["quantum"],
  levels: true,
  options: [
    { name: "quantum", type: "ticks", min: 1, default: 4, summary: "Ticks that a process may run at a time." },
  ],
  key: { name: "queue", meaning: "0 for the auxiliary queue, 1 for the ready queue", then: ["joined"] },
  tieRule: "Each queue is in the order of joining; at one instant, in the order of the ties rule.",
  source: "Stallings, Operating Systems, section 9.2",
  refuses: NO_URGENCY,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<VrrOptions>,
  quantumMax: ({ quantum }) => quantum,
  quantaMax: ({ quantum }, workload) => ownQuanta(workload, () => quantum),
  features: () => ["slice"],
  configure: (core, options) => writeQuanta(core, [options.quantum]),
  simulate: (core, until, instants) => core.simulateVrr(until, instants),
};
