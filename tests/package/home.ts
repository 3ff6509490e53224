/**
 * A user who has nothing but Deno, an empty folder, and a registry that holds what `deno publish` sends.
 *
 * @module
 */

import { type LoopbackRegistry, npmCopies, ownPackage, serveRegistry } from "../../tools/loopback_registry.ts";
import { outcomeOf } from "./programs.ts";

/** A folder of a user who has nothing but Deno, and the registry that it asks. */
export interface Home extends AsyncDisposable {
  registry: LoopbackRegistry;
  folder: string;
  /** The variables with which Deno asks the registry. */
  env: Record<string, string>;
  /** Runs Deno in the folder. */
  deno(...args: string[]): ReturnType<typeof outcomeOf>;
}

/** Makes one; until it is disposed of. */
export async function makeHome(): Promise<Home> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/empty`);
  let registry = await serveRegistry(await npmCopies());
  const own = await ownPackage({ JSR_URL: registry.url, DENO_DIR: `${folder}/cache` });
  await registry[Symbol.asyncDispose]();
  registry = await serveRegistry([...await npmCopies(), own]);
  const env = { JSR_URL: registry.url, DENO_DIR: `${folder}/cache`, INIT_CWD: "" };
  return {
    registry,
    folder: `${folder}/empty`,
    env,
    deno: (...args) => outcomeOf(Deno.execPath(), args, { cwd: `${folder}/empty`, env, timeoutMs: 120_000 }),
    async [Symbol.asyncDispose]() {
      await Deno.remove(folder, { recursive: true });
    },
  };
}
