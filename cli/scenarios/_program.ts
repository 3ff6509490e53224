/**
 * The program that `_run.ts` starts for a run: calls a scenario's `main` with its options, both given as arguments.
 *
 * @module
 */

import { setStartMethod } from "../../mod.ts";

if (import.meta.main) {
  const [module, given] = Deno.args;
  const options = JSON.parse(given);
  if (options.startMethod === "spawn") setStartMethod("spawn");
  const { main } = await import(module);
  await main(options);
}
