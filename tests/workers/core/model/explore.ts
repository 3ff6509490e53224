/**
 * Runs a model and says how large it was.
 *
 * @module
 */

import { assert } from "@std/assert";
import { Checker, type Explored, type Model } from "./checker.ts";
import { compileModelCore } from "./core.ts";

let compiled: Promise<WebAssembly.Module> | undefined;

/** Visits every state of a model within its bounds. */
export async function explore(model: Model): Promise<Explored> {
  const explored = new Checker(await (compiled ??= compileModelCore()), model).explore();
  console.log(`${explored.states} states, ${explored.outcomes} outcomes`);
  assert(explored.complete, "the model is too large");
  return explored;
}
