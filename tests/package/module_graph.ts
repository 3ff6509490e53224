/**
 * What Deno knows of a program before it runs.
 *
 * @module
 */

import { outcomeOf } from "./programs.ts";

const ROOT = new URL("../../", import.meta.url);

interface Graph {
  roots: string[];
  modules: { specifier: string; dependencies?: { code?: { specifier: string } }[] }[];
}

/** All modules that a module's code imports, over others too; what is imported for its types alone is not among them. */
export async function codeModulesOf(entry: string): Promise<Set<string>> {
  const args = ["info", "--json", "--config=deno.npm.json", entry];
  const { stdout } = await outcomeOf(Deno.execPath(), args, { cwd: ROOT });
  const graph = JSON.parse(stdout) as Graph;
  const byName = new Map(graph.modules.map((module) => [module.specifier, module]));
  const seen = new Set<string>();
  const open = [...graph.roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const { code } of byName.get(name)?.dependencies ?? []) if (code !== undefined) open.push(code.specifier);
  }
  return seen;
}
