/**
 * The npm packages that benchmarks measure beside. They are installed when a benchmark first needs them, into a folder of
 * their own: nobody who uses the library or `deno task sim` downloads them.
 *
 * @module
 */

import { messageOf, tellingLine } from "./errors.ts";

const MANIFEST = new URL("peers/package.json", import.meta.url);
const FOLDER = new URL("../.quanta/peers/", import.meta.url);
/** A configuration of its own keeps Deno from taking the project's. */
const CONFIG = JSON.stringify({ nodeModulesDir: "manual" });

let installed: Promise<URL> | undefined;

/** Names and versions of the peers. */
export function peerVersions(): Record<string, string> {
  return JSON.parse(Deno.readTextFileSync(MANIFEST)).dependencies;
}

/** Whether what is installed is what the manifest asks for. */
function isInstalled(manifest: string): boolean {
  try {
    return Deno.readTextFileSync(new URL("installed.json", FOLDER)) === manifest;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function install(): Promise<URL> {
  const manifest = Deno.readTextFileSync(MANIFEST);
  if (isInstalled(manifest)) return FOLDER;
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(new URL("package.json", FOLDER), manifest);
  await Deno.writeTextFile(new URL("deno.json", FOLDER), CONFIG);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "-q"],
    cwd: FOLDER,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Cannot install the peers: ${tellingLine(new TextDecoder().decode(stderr))}`);
  await Deno.writeTextFile(new URL("installed.json", FOLDER), manifest);
  return FOLDER;
}

/**
 * Installs the peers, once, and returns the folder that has their `node_modules`: programs that import a peer run there, or
 * import it by a path from there.
 *
 * @throws {Error} If they cannot be had. A contender that calls this in `open` is then reported with that error.
 */
export function installPeers(): Promise<URL> {
  return installed ??= install().catch((error) => {
    throw new Error(messageOf(error));
  });
}
