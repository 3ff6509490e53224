/**
 * Built-in policies written as a user would: both must run every random workload alike.
 *
 * @module
 */

import { describeCase, seeds } from "../reference/soak.ts";
import { randomCase } from "../reference/workloads.ts";
import { differenceOf, TWINS } from "./own_policies/twins.ts";

for (const twin of TWINS) {
  Deno.test(`simulate() runs a user's ${twin.policy.name} as the built-in ${twin.like} on random workloads`, () => {
    for (const seed of seeds(25)) {
      const input = randomCase(seed, { policy: twin.like });
      const difference = differenceOf(twin, input);
      if (difference !== null) throw new Error(describeCase(seed, input, difference));
    }
  });
}
