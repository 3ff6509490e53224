import type { EnginePolicy } from "../policy.ts";
import type { RrOptions } from "../policy_options.ts";
import { ownQuanta, QUANTUM_RETURN, writeQuanta } from "./_quantum.ts";
import { NO_URGENCY } from "./_refusals.ts";

/** Round robin. */
export const rr: EnginePolicy<RrOptions> = {
  name: "rr",
  title: "Round robin",
  summary: "Processes take turns of one quantum; one whose quantum ends joins the tail of the ready queue.",
  about:
    "Processes take turns of one quantum. One whose quantum ends joins the tail of the ready queue. A short quantum responds quickly and switches often; a long one is first come, first served.",
  figure: "Stallings' five processes, quantum 1: mean turnaround 10.80, mean weighted turnaround 2.71",
  avoid: "For batches of equal jobs: it finishes all of them late, and pays for the switches.",
  reads: ["quantum"],
  levels: false,
  options: [
    { name: "quantum", type: "ticks", min: 1, default: 4, summary: "Ticks that a process may run at a time." },
    QUANTUM_RETURN,
  ],
  key: { name: "joined", meaning: "when it joined the ready queue", then: [] },
  tieRule: "Processes that become ready at one instant queue in the order of the ties rule: " +
    "an arrival before a process whose quantum ends then (textbook), or after it (ostep).",
  source: "Silberschatz, Galvin and Gagne, Operating System Concepts, section 5.3.3",
  refuses: NO_URGENCY,
  rigid: false,
  rigidOnly: false,
  resolve: (options) => options as Required<RrOptions>,
  quantumMax: ({ quantum }) => quantum,
  quantaMax: ({ quantum }, workload) => ownQuanta(workload, () => quantum),
  features: (options) => options.quantumReturn === "remainder" ? ["slice"] : [],
  configure: (core, options) => writeQuanta(core, [options.quantum]),
  simulate: (core, until, instants) => core.simulateRr(until, instants),
};
