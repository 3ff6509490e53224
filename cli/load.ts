/**
 * Loads parts of the program when they are wanted.
 *
 * Deno reads every module that `import` names by a literal before the program starts, with all that it imports, whether it will be
 * run or not: a plain `sim run` would wait for the sources of every command, of the drawings and of the process library. What
 * only some command lines need is therefore named by an address that is computed. `mod.ts` names the same modules by literals,
 * for those who take the program whole.
 *
 * @module
 */

/** Loads a module by its address as seen from the file whose `import.meta` is `from`. */
export function load<Module>(from: ImportMeta, address: string): Promise<Module> {
  return import(new URL(address, from.url).href);
}
