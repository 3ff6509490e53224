/**
 * `deno task check`: format, lint, types, documentation lint, publish dry run, and that generated code is fresh.
 * Runs every step and fails if one does.
 *
 * @module
 */

import { config, run } from "./_project.ts";

const deno = Deno.execPath();

async function main(): Promise<number> {
  const chosen = await config();
  const withConfig = `--config=${chosen}`;
  const steps: [name: string, args: string[]][] = [
    ["format", ["fmt", "--check", withConfig]],
    ["lint", ["lint", withConfig]],
    ["types", ["check", withConfig, "mod.ts", "analysis", "pictures", "cli", "tests", "bench", "tools"]],
    ["documentation", ["doc", "--lint", withConfig, "mod.ts", "analysis/mod.ts", "pictures/mod.ts"]],
    ["generated code", ["run", "-qA", "--no-config", "tools/build.ts", "--check"]],
    ["publish dry run", ["publish", "--dry-run", "--allow-dirty", "--config=deno.json"]],
  ];
  const failed: string[] = [];
  for (const [name, args] of steps) {
    console.error(`check: ${name}`);
    if (await run(deno, args) !== 0) failed.push(name);
  }
  if (failed.length > 0) console.error(`check: failed: ${failed.join(", ")}`);
  return failed.length > 0 ? 1 : 0;
}

Deno.exit(await main());
