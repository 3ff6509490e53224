/**
 * Rules that hold for every run of every policy, checked on the engine's own records.
 *
 * @module
 */

import { assert } from "@std/assert";
import { simulate } from "../../engine/simulate.ts";
import { findViolations } from "../reference/invariants.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { RANDOM_POLICIES, randomCase } from "../reference/workloads.ts";

for (const policy of RANDOM_POLICIES) {
  Deno.test(`simulate() breaks no invariant when run on random workloads under ${policy}`, () => {
    for (const seed of seeds(100)) {
      const input = randomCase(seed, { policy, deadlocks: false });
      const violations = findViolations(input.workload, input.options, simulate(input.workload, input.options));
      assert(violations.length === 0, describeCase(seed, input, violations.join("\n")));
    }
  });
}
