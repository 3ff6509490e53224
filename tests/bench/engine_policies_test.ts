import { assertEquals } from "@std/assert";
import { FURTHER_BENCH_POLICIES, RIGID_BENCH_POLICIES } from "../../bench/engine/further.ts";
import { BENCH_POLICIES } from "../../bench/engine/policies.ts";
import { POLICIES } from "../../engine/policies.ts";

Deno.test("the engine's benchmarks hold every policy against the same algorithm in C", () => {
  const measured = [...BENCH_POLICIES, ...FURTHER_BENCH_POLICIES, ...RIGID_BENCH_POLICIES];
  assertEquals(measured.map(({ options }) => options.policy).toSorted(), POLICIES.map(({ name }) => name).toSorted());
  for (const { options, twin } of measured) assertEquals(twin.name, options.policy);
});
