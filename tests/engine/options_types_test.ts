/**
 * What must compile, and what must not. A line below a `@ts-expect-error` that compiled would be an error.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type { PolicyName, SimulationOptions, UnknownPolicyOptions } from "../../engine/options.ts";
import { POLICIES } from "../../engine/policies.ts";
import { simulate } from "../../engine/simulate.ts";

const workload = { processes: [{ bursts: 2 }] };

Deno.test("SimulationOptions take a policy that is not known beforehand, and no option that its policy has not", () => {
  const names: PolicyName[] = POLICIES.map(({ name }) => name);
  const chosen = names.filter((name) => !["rm", "dm", "edf", "llf"].includes(name)); // those need periods or deadlines
  const finishes = chosen.map((policy) => simulate(workload, { policy }).processes[0].finish);
  assertEquals(new Set(finishes), new Set([2]));
  const compiles = (..._options: (SimulationOptions | UnknownPolicyOptions)[]) => {};
  compiles({ policy: "rr", quantum: 3, ties: "ostep" });
  // @ts-expect-error: another policy's
  compiles({ policy: "fcfs", quantum: 3 });
  // @ts-expect-error: misspelt
  compiles({ policy: "rr", quantums: 3 });
  // @ts-expect-error: of the wrong type
  compiles({ policy: "rr", quantum: "3" });
});

Deno.test("SimulationOptions are told apart by their policy", () => {
  const preemptionOf = (options: SimulationOptions) => options.policy === "mlfq" ? options.preemption : undefined;
  assertEquals(preemptionOf({ policy: "mlfq", preemption: "tail" }), "tail");
});
