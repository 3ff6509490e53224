// Run by runtimes_test.ts in several runtimes: analyses with one trial after another.
import { compare, compareSeeds, sweepParameters } from "@quanta/quanta/analysis";
import { generateWorkload } from "@quanta/quanta/simulate";

const contenders = [
  { label: "fcfs", options: { policy: "fcfs" } },
  { label: "mlfq", options: { policy: "mlfq" } },
] as const;

const runs = await compare(generateWorkload({ processes: 300, load: 0.9, seed: 3 }), contenders);
console.log(JSON.stringify(runs));
const seeds = Array.from({ length: 5 }, (_, seed) => seed);
console.log(JSON.stringify(await compareSeeds({ recipe: { processes: 100, load: 0.9 } }, contenders, { seeds })));
const loads = [0.5, 0.8].map((load) => ({
  values: [String(load)],
  options: { policy: "rr" as const, quantum: 2 },
  recipe: { load },
}));
const swept = await sweepParameters(
  { recipe: { processes: 50 } },
  { parameters: [{ name: "load", values: ["0.5", "0.8"] }], cells: loads, seeds },
);
console.log(JSON.stringify(swept));
