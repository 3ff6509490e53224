/**
 * `deno task check`: format, lint, types, documentation lint, publish dry run, and that generated code is fresh.
 * Runs every step and fails if one does.
 *
 * @module
 */

import { config, root, run } from "./_project.ts";
import { npmCopies, serveRegistry } from "./loopback_registry.ts";

const deno = Deno.execPath();

/** What is to be documented: the doors of the package that are modules. */
const DOORS = [
  "mod.ts",
  "engine/mod.ts",
  "workers/mod.ts",
  "analysis/mod.ts",
  "pictures/mod.ts",
  "compiler/mod.ts",
  "examples/mod.ts",
];

/** Files whose types are checked; those of tools/npm belong to one of the two configs, and are checked where it maps names to them. */
const CHECKED = [
  ...DOORS,
  "cli",
  "bench",
  ...namesIn("tests").filter((name) => name !== "web").map((name) => `tests/${name}`),
  ...namesIn("tools").filter((name) => name.endsWith(".ts")).map((name) => `tools/${name}`),
];

/** What is checked as a program of its own: browsers have other globals than Deno. */
const CHECKED_FOR_BROWSERS = ["web", "tests/web"];

function namesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(new URL(folder, root)), ({ name }) => name).sort();
}

/** Runs commands that need JSR with one on loopback, in a cache that forgets it. */
async function withRegistry(work: (env: Record<string, string>) => Promise<number>): Promise<number> {
  const cache = Deno.makeTempDirSync({ prefix: "quanta-check-" });
  try {
    await using registry = await serveRegistry(await npmCopies());
    return await work({ JSR_URL: registry.url, DENO_DIR: cache });
  } finally {
    Deno.removeSync(cache, { recursive: true });
  }
}

async function main(): Promise<number> {
  const chosen = await config();
  const withConfig = `--config=${chosen}`;
  const steps: [name: string, args: string[]][] = [
    ["format", ["fmt", "--check", withConfig]],
    ["lint", ["lint", withConfig]],
    ["types", ["check", withConfig, ...CHECKED]],
    ["types of the page", ["check", withConfig, ...CHECKED_FOR_BROWSERS]],
    ["generated code", ["run", "-qA", "--no-config", "tools/build.ts", "--check"]],
    ["documentation", ["doc", "--lint", "--config=deno.json", ...DOORS]],
    ["publish dry run", ["publish", "--dry-run", "--allow-dirty", "--config=deno.json"]],
  ];
  const failed: string[] = [];
  for (const [name, args] of steps) {
    console.error(`check: ${name}`);
    const needsJsr = args.includes("--config=deno.json") && chosen !== "deno.json";
    const code = await (needsJsr ? withRegistry((env) => run(deno, args, env)) : run(deno, args));
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) console.error(`check: failed: ${failed.join(", ")}`);
  return failed.length > 0 ? 1 : 0;
}

Deno.exit(await main());
