/**
 * Where the project stands, and which of its configs its packages can be had with.
 *
 * @module
 */

/** The project's root folder. */
export const root: URL = new URL("../", import.meta.url);

/** Runs a command in the project's root; its output goes to ours. */
export async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const { code } = await new Deno.Command(command, { args, cwd: root, env, stdin: "null" }).spawn().status;
  return code;
}

/** The config that `tools/registry.ts` chooses. */
export async function config(): Promise<string> {
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-qA", "--no-config", "tools/registry.ts"],
    cwd: root,
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("Cannot choose a config: tools/registry.ts failed");
  return new TextDecoder().decode(stdout).trim();
}
