/**
 * What is loaded here by addresses that are computed, named by literals, so that whoever installs or compiles a program that may compile
 * policies has it.
 *
 * @module
 */

/** Never called. */
export function loadedModules(): Promise<unknown>[] {
  return [
    import("./_assemble.ts"),
    // @ts-ignore: generated; a clone does without it
    import("./_core_sources.ts"),
  ];
}
