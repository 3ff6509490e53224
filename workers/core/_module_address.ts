/**
 * Modules that users name.
 *
 * @module
 */

/**
 * The address of a module that another process is to import.
 *
 * A relative one would be resolved against a file of this library there, and found nowhere or, worse, somewhere. Bare names are left
 * to the import map, which workers have too.
 *
 * @param action What cannot be done otherwise, for the message.
 * @throws {TypeError} when it is neither a string nor a URL.
 * @throws {RangeError} when it is relative.
 */
export function moduleAddress(module: unknown, action: string): string {
  if (module instanceof URL) return module.href;
  if (typeof module !== "string") {
    const got = module === null ? "null" : typeof module;
    throw new TypeError(`Cannot ${action}: module must be a URL or a string, got ${got}`);
  }
  if (module === "" || /^\.{0,2}[/\\]/.test(module)) {
    const example = module === "" ? "./module.ts" : module;
    throw new RangeError(
      `Cannot ${action}: module must be an absolute address, such as import.meta.url or ` +
        `import.meta.resolve(${JSON.stringify(example)}), got ${JSON.stringify(module)}`,
    );
  }
  return module;
}
