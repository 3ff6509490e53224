/**
 * Where this program runs from: a clone of the project, or the package as a registry has it.
 *
 * @module
 */

/** Whether it runs from a clone. */
export const IS_CLONE = import.meta.url.startsWith("file:");

/** What its user types before the name of a command. */
export const CALL = IS_CLONE ? "deno task sim" : "sim";
