// Run by runtimes_test.ts in several runtimes: figures of many simulations, and workloads read, written and generated.
import {
  EXAMPLE_WORKLOADS,
  generateWorkload,
  POLICIES,
  readWorkload,
  simulate,
  Simulation,
  writeWorkload,
} from "@quanta/quanta/simulate";

const lines: unknown[] = [];

for (const { name, workload } of EXAMPLE_WORKLOADS) {
  for (const policy of POLICIES) {
    let figures: unknown;
    try {
      const { metrics } = simulate(workload, { policy: policy.name } as Parameters<typeof simulate>[1]);
      figures = [metrics.turnaround.mean, metrics.waiting.max, metrics.response.mean];
    } catch (error) {
      figures = (error as Error).message; // a policy that does not fit the workload says so, the same everywhere
    }
    lines.push([name, policy.name, figures]);
  }
}

const random = generateWorkload({ processes: 2_000, load: 0.9, seed: 7 });
lines.push(simulate(random, { policy: "mlfq", cpus: 3, queues: "per-cpu" }).metrics);

const yaml =
  "processes:\n  - { name: editor, arrival: 0, bursts: [2, 5, 2] }\n  - { name: compiler, arrival: 1, bursts: 20 }\n";
const { workload } = await readWorkload(yaml, { format: "yaml" });
for (const format of ["json", "csv", "yaml"] as const) {
  const chunks: string[] = [];
  for await (const chunk of writeWorkload(workload, format)) chunks.push(chunk);
  lines.push([format, chunks.join("")]);
}

const stepped = new Simulation(workload, { policy: "rr", quantum: 2, timeline: "full" });
lines.push((await stepped.run()).timeline);

console.log(lines.map((line) => JSON.stringify(line)).join("\n"));
