/**
 * The sources of the core that a policy is compiled with: the files themselves in a clone, a generated module in a package.
 *
 * @module
 */

/** The root of the project or of the package. */
const ROOT = new URL("../", import.meta.url);

/** Reads a source by its path from the root; `null` where there is none. */
export type ReadCore = (path: string) => string | null;

/**
 * What reads the sources.
 *
 * @throws {Error} If they are neither here nor in the package.
 */
export async function coreSources(): Promise<ReadCore> {
  if (ROOT.protocol === "file:" && hasFolder()) return readFile;
  // By an address that is computed: only who compiles has it.
  const address = new URL("./_core_sources.ts", import.meta.url).href;
  const { sources } = await import(address) as { sources: Readonly<Record<string, string>> };
  return (path) => Object.hasOwn(sources, path) ? sources[path] : null;
}

function hasFolder(): boolean {
  try {
    return Deno.statSync(new URL("engine/assembly/scheduler/compiled/policy.ts", ROOT)).isFile;
  } catch {
    return false;
  }
}

function readFile(path: string): string | null {
  try {
    return Deno.readTextFileSync(new URL(path, ROOT));
  } catch {
    return null;
  }
}
