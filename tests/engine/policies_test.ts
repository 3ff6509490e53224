import { assert, assertEquals } from "@std/assert";
import type { PolicyName, SimulationOptions } from "../../engine/options.ts";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";
import { exampleWorkload } from "../../engine/workload/examples.ts";

/** The runs whose mean turnaround and mean weighted turnaround the policies' figures give. */
const STALLINGS: readonly SimulationOptions[] = [
  { policy: "fcfs" },
  { policy: "lifo" },
  { policy: "sjf" },
  { policy: "srtf" },
  { policy: "rr", quantum: 1 },
  { policy: "las" },
  { policy: "causes", quantum: 1 },
  { policy: "mlfq", quanta: [1, 2, 4] },
  { policy: "hrrn" },
  { policy: "ljf" },
  { policy: "lrtf" },
  { policy: "feedback" },
];

function figureOf(name: PolicyName): string {
  return POLICIES.find((policy) => policy.name === name)!.figure;
}

for (const options of STALLINGS) {
  Deno.test(`Policy.figure of ${options.policy} is what simulate() gives for Stallings' processes`, () => {
    const { metrics } = simulate(exampleWorkload("stallings")!.workload, options);
    const [turnaround, weighted] = [...figureOf(options.policy).matchAll(/\d+\.\d\d/g)].map(([number]) => number);
    assertEquals(turnaround, metrics.turnaround.mean.toFixed(2));
    if (weighted !== undefined) assertEquals(weighted, metrics.weightedTurnaround.mean.toFixed(2));
  });
}

Deno.test("Policy.figure of lottery is what simulate() gives for its two processes", () => {
  const processes = [3, 1].map((tickets) => ({ bursts: 4_000, tickets }));
  const { processes: [first] } = simulate({ processes }, { policy: "lottery", quantum: 1, seed: 1 });
  assertEquals(first.finish, 5_389);
  assert(figureOf("lottery").includes("5,389"));
});

Deno.test("Policy says of every policy what it does in three sentences, its figure, and when it is the wrong choice", () => {
  for (const policy of POLICIES) {
    const sentences = policy.about.split(/(?<=[.])\s+(?=[A-Z])/);
    assertEquals(sentences.length, 3, `${policy.name}: ${policy.about}`);
    for (const text of [policy.about, policy.avoid, policy.tieRule]) {
      assert(text.endsWith("."), `${policy.name}: ${text}`);
    }
    assert(policy.figure.length > 20 && policy.source.length > 10, policy.name);
  }
});
