/**
 * Node's modules, loaded when they are needed: they take tens of milliseconds, and a literal import of one makes every program
 * that imports this library start later, even where the import is never reached.
 *
 * @module
 */

/** A module of Node's by its name, such as `node:vm`, with the part of its type that is needed. */
export function builtin<Module>(name: string): Module {
  const { process } = globalThis as unknown as { process: { getBuiltinModule(name: string): Module } };
  return process.getBuiltinModule(name);
}
