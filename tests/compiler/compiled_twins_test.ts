/**
 * Built-in policies written as a user would and compiled: they must run every random workload as the built-in ones do.
 *
 * @module
 */

import { compileFiles } from "../../compiler/compile_policy.ts";
import { withCompiledForm } from "../../engine/with_compiled_form.ts";
import { differenceOf, TWINS } from "../engine/own_policies/twins.ts";
import { describeCase, seeds } from "../reference/soak.ts";
import { randomCase } from "../reference/workloads.ts";

/** A compilation takes a second: those that have most in them stand for all but in a soak. */
const USUAL = ["Lottery", "Mlfq", "Predicted"];

const isSoak = Deno.env.get("QUANTA_SOAK") === "1";

/** The file that a class stands in. */
function addressOf(name: string): string {
  const file = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
  return import.meta.resolve(`../engine/own_policies/${file}.ts`);
}

for (const twin of TWINS.filter(({ policy }) => isSoak || USUAL.includes(policy.name))) {
  Deno.test(`compileFiles() makes of a user's ${twin.policy.name} what runs random workloads as ${twin.like} does`, async () => {
    const { form } = await compileFiles(addressOf(twin.policy.name), { cache: null });
    const compiled = withCompiledForm(twin.policy, form);
    for (const seed of seeds(40)) {
      const input = randomCase(seed, { policy: twin.like });
      const difference = differenceOf(twin, input, compiled);
      if (difference !== null) throw new Error(describeCase(seed, input, difference));
    }
  });
}
